//! A product at the side of the list.

use bezmen_contract::console::products::{Category, Product};
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::{Load, load};
use crate::parts::failure_note::FailureNote;
use crate::parts::sheet::Sheet;
use crate::parts::skeleton::SkeletonBlock;
use crate::products::product_form::ProductForm;
use crate::words::catalog as w;

/// The form of a product; `new` makes one.
#[component]
pub fn ProductSheet(
    /// Which product, or `new`.
    id: String,
    /// The categories to choose from.
    categories: Load<Vec<Category>>,
    /// Told when something was saved.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let is_new = id == "new";
    let product = load::<Product>(move || (!is_new).then(|| format!("/products/{id}")));
    let title = Signal::derive(move || {
        let name = product
            .value
            .with(|product| product.as_ref().map(|product| product.input.name.clone()));
        name.unwrap_or_else(|| {
            if is_new {
                w::new_product().to_owned()
            } else {
                w::product().to_owned()
            }
        })
    });
    let close = move || address.set(&[("open", None)]);
    let unsaved = RwSignal::new(false);
    let here = Memo::new(move |_| is_new || product.value.with(Option::is_some));
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=is_new test_id="product-sheet">
            <FailureNote failure=product.failure retry=Callback::new(move |()| product.again()) />
            {move || {
                if here.get() {
                    view! {
                        <ProductForm
                            product=product.value.get_untracked()
                            categories=categories
                            unsaved=unsaved
                            on_saved=move || {
                                on_saved();
                                close();
                            }
                        />
                    }
                        .into_any()
                } else if product.failure.with(Option::is_none) {
                    view! { <SkeletonBlock class="h-[560px]" /> }.into_any()
                } else {
                    ().into_any()
                }
            }}
        </Sheet>
    }
}
