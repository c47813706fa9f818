use bezmen_contract::till::{AddProduct, ProductView};
use bezmen_kit::amount::Amount;
use bezmen_kit::letter_tile::LetterTile;
use bezmen_kit::look;
use bezmen_kit::tied::tied;
use leptos::prelude::*;

use crate::desk::{Desk, Unpriced, with_consent};

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
            <span class="bz-tile-name">{tied(&shown.name)}</span>
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
    let codes: Vec<String> = [
        Some(shown.sku.clone()),
        shown.barcode.as_deref().map(as_printed),
    ]
    .into_iter()
    .flatten()
    .filter(|code| !code.is_empty())
    .collect();
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
                <span class="block leading-snug font-medium">{tied(&shown.name)}</span>
                <span class="block truncate text-faint text-sm bz-figures">{codes.join(" · ")}</span>
            </span>
            <PricePer product=shown />
        </button>
    }
}

/// Writes a barcode of 14 figures as it stands on the goods: without the zeros that only fill it up.
fn as_printed(code: &str) -> String {
    let fill = if code.starts_with("000000") {
        6
    } else {
        usize::from(code.starts_with('0'))
    };
    code.get(fill..)
        .filter(|_| code.len() == 14)
        .unwrap_or(code)
        .to_owned()
}

#[component]
fn PricePer(product: ProductView) -> impl IntoView {
    let per = product
        .unit
        .is_weighed()
        .then(|| format!("/{}", product.unit.abbreviation(look::locale())));
    view! {
        <span class="bz-price">
            <Amount value=product.price />
            {per.map(|per| view! { <small class="text-faint">{per}</small> })}
        </span>
    }
}

impl Desk {
    /// Puts a product on the ticket, with the quantity typed before; weighed goods go to the scale, goods
    /// without a price are asked for one.
    pub fn add_product(self, product: ProductView, quick_key: bool) {
        let quantity = self.times.get_untracked();
        if product.price.is_zero() && !product.unit.is_weighed() {
            return self.ask_price(Unpriced {
                product: Some(product),
                barcode: None,
                quantity,
            });
        }
        if product.unit.is_weighed() && quantity.is_none() {
            return self.weigh(product, None);
        }
        self.times.set(None);
        let product_id = product.product_id;
        with_consent(
            self,
            move |approval| AddProduct {
                product_id,
                quantity,
                quick_key,
                barcode: None,
                approval,
            },
            move |reply| self.take_ticket(reply),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::as_printed;

    #[test]
    fn barcodes_lose_the_zeros_that_fill_them_up() {
        assert_eq!(as_printed("04600682000174"), "4600682000174");
        assert_eq!(as_printed("00000046006820"), "46006820");
        assert_eq!(as_printed("14600682000171"), "14600682000171");
        assert_eq!(as_printed("2900001"), "2900001");
    }
}
