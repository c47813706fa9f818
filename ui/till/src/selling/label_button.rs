use bezmen_contract::till::ProductView;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::desk::{Desk, Overlay};
use crate::words::{Labels, t};

/// Asks for labels of a product; there where a label printer is set up.
#[component]
pub fn LabelButton(
    /// The product.
    product: ProductView,
) -> impl IntoView {
    let desk = Desk::here();
    let is_set_up = Memo::new(move |_| {
        desk.status
            .with(|status| status.settings.label_printer.is_some())
    });
    let product = StoredValue::new(product);
    let ask = move |_| {
        let product = Box::new(product.get_value());
        desk.overlay.set(Some(Overlay::Labels(product)));
    };
    view! {
        <Show when=move || is_set_up.get()>
            <button type="button" class="bz-result-label" data-testid="search-labels" title=t(Labels::PrintFor) on:click=ask>
                <Sign icon=icondata::LuTag />
                <span>{t(Labels::ForProduct)}</span>
            </button>
        </Show>
    }
}
