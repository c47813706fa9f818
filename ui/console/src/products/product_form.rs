//! The form of a product.

use bezmen_contract::console::company::TaxRate;
use bezmen_contract::console::products::{Category, Product, ProductInput};
use bezmen_contract::failure::Failure;
use bezmen_domain::id::ProductId;
use bezmen_domain::quantity::Unit;
use leptos::prelude::*;

use crate::api;
use crate::load::{Load, load};
use crate::parts::edit_form::EditForm;
use crate::parts::record::{Edit, Record};
use crate::parts::select::{Choice, Select};
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::products::barcodes::Barcodes;
use crate::products::product_draft::{ProductDraft, Wrong};
use crate::words::catalog as w;

impl Record for Product {
    type Id = ProductId;
    type Input = ProductInput;

    const PATH: &'static str = "/products";

    fn id(&self) -> ProductId {
        self.product_id
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    async fn newest(id: ProductId) -> Result<Self, Failure> {
        api::get(&format!("{}/{id}", Self::PATH)).await
    }
}

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
    let draft = ProductDraft::new(product.as_ref());
    let edit = Edit::begin(product.as_ref());
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
    let wrong = RwSignal::new(Wrong::default());
    let take = move |theirs: Product| {
        draft.take(&theirs);
        first.set_value(untrack(|| draft.read().ok()));
    };
    let save = move || match untrack(|| draft.read()) {
        Ok(input) => {
            wrong.set(Wrong::default());
            let input = ProductInput {
                expected_revision: edit.revision.get_untracked(),
                ..input
            };
            edit.send(input, move |_| {
                unsaved.set(false);
                on_saved();
            });
        }
        Err(found) => wrong.set(found),
    };
    let error = move |pick: fn(&Wrong) -> &String| {
        Signal::derive(move || wrong.with(|wrong| pick(wrong).clone()))
    };
    view! {
        <EditForm edit=edit save=save take=take test_id="product-save">
            <TextField label=w::name() value=draft.name error=error(|wrong| &wrong.name) first=edit.is_new() test_id="product-name" />
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
            <div class="cs-two cs-two-long">
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
        </EditForm>
    }
}
