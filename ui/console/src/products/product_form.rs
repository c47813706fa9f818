//! The form of a product.

use bezmen_contract::console::company::TaxRate;
use bezmen_contract::console::products::{Category, Product, ProductInput};
use bezmen_domain::quantity::Unit;
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::{Load, load};
use crate::parts::press::Submit;
use crate::parts::save_failure::SaveFailure;
use crate::parts::saving::Saving;
use crate::parts::select::{Choice, Select};
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::products::barcodes::Barcodes;
use crate::products::product_draft::{ProductDraft, Wrong};
use crate::words::catalog as w;
use crate::{api, words};

fn unit_choices() -> Vec<Choice> {
    Unit::ALL
        .map(|unit| (unit.code().to_owned(), w::unit_word(unit).to_owned()))
        .to_vec()
}

/// Creates or changes a product. When somebody else changed it meanwhile, both ways on are offered.
#[component]
pub fn ProductForm(
    /// The product, unless it is new.
    product: Option<Product>,
    /// The categories to choose from.
    categories: Load<Vec<Category>>,
    /// Set when something typed would be lost.
    unsaved: RwSignal<bool>,
    /// Told when it was saved.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let draft = ProductDraft::new(product.as_ref());
    let id = product.map(|product| product.product_id);
    let first = StoredValue::new(untrack(|| draft.read().ok()));
    Effect::new(move |_| {
        let now = draft.read().ok();
        unsaved.set(draft.new_barcode.with(|code| !code.is_empty()) || now != first.get_value());
    });
    let taxes = load::<Vec<TaxRate>>(|| Some("/tax-rates".to_owned()));
    let tax_choices = Signal::derive(move || {
        let rates = taxes.value.get().unwrap_or_default().into_iter();
        std::iter::once((String::new(), w::default_tax().to_owned()))
            .chain(rates.map(|rate| (rate.tax_rate_id.to_string(), rate.input.name)))
            .collect::<Vec<_>>()
    });
    let category_choices = Signal::derive(move || {
        let categories = categories.value.get().unwrap_or_default().into_iter();
        std::iter::once((String::new(), w::no_category().to_owned()))
            .chain(
                categories.map(|category| (category.category_id.to_string(), category.input.name)),
            )
            .collect::<Vec<_>>()
    });
    let saving = Saving::new();
    let wrong = RwSignal::new(Wrong::default());
    let send = move |input: ProductInput| {
        let call = async move {
            match id {
                Some(id) => api::put::<_, Product>(&format!("/products/{id}"), &input).await,
                None => api::post::<_, Product>("/products", &input).await,
            }
        };
        saving.send(call, move |_| {
            unsaved.set(false);
            on_saved();
        });
    };
    let save = move || match untrack(|| draft.read()) {
        Ok(input) => {
            wrong.set(Wrong::default());
            send(input);
        }
        Err(found) => wrong.set(found),
    };
    let error = move |pick: fn(&Wrong) -> &String| {
        Signal::derive(move || wrong.with(|wrong| pick(wrong).clone()))
    };
    view! {
        <form
            class="cs-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <TextField label=w::name() value=draft.name error=error(|wrong| &wrong.name) first=id.is_none() test_id="product-name" />
            <div class="cs-two">
                <TextField
                    label=w::price()
                    value=draft.price
                    kind=Kind::Figures
                    error=error(|wrong| &wrong.price)
                    test_id="product-price"
                />
                <Select label=w::unit() choices=unit_choices() value=draft.unit on_choose=move |code| draft.unit.set(code) />
            </div>
            <Barcodes draft=draft error=error(|wrong| &wrong.barcode) />
            <div class="cs-two">
                <Select
                    label=w::category()
                    choices=category_choices
                    value=draft.category
                    on_choose=move |code| draft.category.set(code)
                />
                <Select
                    label=w::tax()
                    choices=tax_choices
                    value=draft.tax_rate
                    on_choose=move |code| draft.tax_rate.set(code)
                />
            </div>
            <div class="cs-two">
                <TextField label=w::sku() value=draft.sku />
                <TextField
                    label=w::quick_key()
                    value=draft.quick_key
                    hint=w::quick_key_hint()
                    error=error(|wrong| &wrong.quick_key)
                />
            </div>
            <Switch label=w::on_sale() value=draft.active />
            <div class="cs-form-foot">
                <SaveFailure
                    saving=saving
                    ask=move || async move {
                        let id = id.map(|id| id.to_string()).unwrap_or_default();
                        api::get::<Product>(&format!("/products/{id}")).await
                    }
                    take_theirs=move |theirs: Product| {
                        draft.take(&theirs);
                        first.set_value(untrack(|| draft.read().ok()));
                    }
                    keep_mine=move |theirs: Product| {
                        draft.revision.set(Some(theirs.revision));
                        save();
                    }
                />
                <Submit word=words::save() busy=saving.busy test_id="product-save" />
                <Button
                    word=words::cancel()
                    weight=Weight::Quiet
                    on_press=move || address.set(&[("open", None)])
                />
            </div>
        </form>
    }
}
