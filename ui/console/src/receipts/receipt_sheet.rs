//! A receipt at the side of the list.

use bezmen_contract::console::sales::{Receipt, ReceiptKind};
use bezmen_kit::paper::Paper;
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::load;
use crate::parts::loaded::Loaded;
use crate::parts::sheet::Sheet;
use crate::parts::skeleton::SkeletonBlock;
use crate::receipts::receipt_facts::ReceiptFacts;
use crate::words::sales as w;

/// The receipt as it was printed, and what the paper does not say.
#[component]
pub fn ReceiptSheet(
    /// Which receipt.
    id: String,
) -> impl IntoView {
    let address = use_address();
    let receipt = load::<Receipt>(move || Some(format!("/receipts/{id}")));
    let title = Signal::derive(move || {
        receipt.value.with(|receipt| {
            receipt.as_ref().map_or_else(
                || w::receipt().to_owned(),
                |receipt| {
                    w::receipt_number(&receipt.row.number, receipt.row.kind == ReceiptKind::Return)
                },
            )
        })
    });
    view! {
        <Sheet title=title on_close=move || address.set(&[("open", None)]) test_id="receipt-sheet">
            <Loaded
                load=receipt
                skeleton=|| view! { <SkeletonBlock class="h-[560px]" /> }
                draw=|receipt: Receipt| {
                    let document = receipt.document.clone();
                    view! {
                        <div class="cs-paper-frame" data-testid="receipt-document" tabindex="0" role="region" aria-label=w::as_printed()>
                            <Paper document=Signal::stored(document) />
                        </div>
                        <ReceiptFacts receipt=receipt />
                    }
                }
            />
        </Sheet>
    }
}
