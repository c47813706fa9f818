use bezmen_contract::till::{BindBarcode, ProductView, SearchProducts};
use bezmen_kit::bridge;
use bezmen_kit::field::Field;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::product_tile::ProductRow;
use crate::desk::{Desk, with_consent};
use crate::frame::Ask;
use crate::words::{Selling, fill, t};

/// Picks the product that an unknown barcode belongs to; the owner hears of it.
#[component]
pub fn BindDialog(
    /// The barcode.
    barcode: String,
) -> impl IntoView {
    let desk = Desk::here();
    let (query, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = RwSignal::new(Vec::<ProductView>::new());
    let close = move || desk.overlay.set(None);
    Effect::new(move || {
        let text = query.get();
        spawn_local(async move {
            let answer = bridge::call(SearchProducts {
                query: text.clone(),
                category_id: None,
                limit: 20,
            })
            .await;
            if query.try_get_untracked().is_some_and(|now| now == text) {
                found.set(answer.unwrap_or_default());
            }
        });
    });
    let title = fill(Selling::BindTitle, &[&barcode]);
    let take = Callback::new(move |product: ProductView| {
        let barcode = barcode.clone();
        with_consent(
            desk,
            move |approval| BindBarcode {
                barcode: barcode.clone(),
                product_id: product.product_id,
                approval,
            },
            move |reply| {
                if reply.is_ok() {
                    desk.unknown.set(None);
                }
                desk.take_answer(reply, error);
            },
        );
    });
    view! {
        <Ask title=title on_close=close wide=true test_id="bind">
            <Field label=t(Selling::Search) value=query first=true test_id="bind-search" />
            <InlineError text=error />
            <div class="bz-panel overflow-auto h-96">
                {move || found.get().into_iter().map(|product| view! { <ProductRow product=product lit=false on_take=take /> }).collect_view()}
            </div>
        </Ask>
    }
}
