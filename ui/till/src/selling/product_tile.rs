use bezmen_contract::till::{AddProduct, ProductView};
use bezmen_kit::amount::Amount;
use bezmen_kit::letter_tile::LetterTile;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::desk::{Desk, with_consent};

/// A product on a quick key.
#[component]
pub fn ProductTile(
    /// The product.
    product: ProductView,
    /// Hears that it was touched.
    on_take: Callback<ProductView>,
) -> impl IntoView {
    let shown = product.clone();
    view! {
        <button type="button" class="bz-tile" data-testid="quick-key" title=shown.name.clone() on:click=move |_| on_take.run(product.clone())>
            <LetterTile name=shown.name.clone() color=shown.color.clone() />
            <PricePer product=shown.clone() />
            <span class="bz-tile-name">{shown.name.clone()}</span>
        </button>
    }
}

/// A product in a list.
#[component]
pub fn ProductRow(
    /// The product.
    product: ProductView,
    /// Whether Enter takes it.
    #[prop(into)]
    lit: Signal<bool>,
    /// Hears that it was touched.
    on_take: Callback<ProductView>,
) -> impl IntoView {
    let shown = product.clone();
    let codes: Vec<String> = [Some(shown.sku.clone()), shown.barcode.clone()].into_iter().flatten().filter(|code| !code.is_empty()).collect();
    view! {
        <button
            type="button"
            class="bz-row"
            role="option"
            data-testid="search-row"
            aria-selected=move || lit.get().to_string()
            on:click=move |_| on_take.run(product.clone())
        >
            <LetterTile name=shown.name.clone() color=shown.color.clone() />
            <span class="grow min-w-0">
                <span class="block leading-snug font-medium">{shown.name.clone()}</span>
                <span class="block truncate text-faint text-sm bz-figures">{codes.join(" · ")}</span>
            </span>
            <PricePer product=shown />
        </button>
    }
}

#[component]
fn PricePer(product: ProductView) -> impl IntoView {
    let per = product.unit.is_weighed().then(|| format!("/{}", product.unit.abbreviation(look::locale())));
    view! {
        <span class="bz-price">
            <Amount value=product.price />
            {per.map(|per| view! { <small class="text-faint">{per}</small> })}
        </span>
    }
}

impl Desk {
    /// Puts a product on the ticket, with the quantity typed before; weighed goods go to the scale.
    pub fn add_product(self, product: ProductView, quick_key: bool) {
        let quantity = self.times.get_untracked();
        if product.unit.is_weighed() && quantity.is_none() {
            return self.weigh(product);
        }
        self.times.set(None);
        let product_id = product.product_id;
        with_consent(
            self,
            move |approval| AddProduct { product_id, quantity, quick_key, approval },
            move |reply| self.take_ticket(reply),
        );
    }
}
