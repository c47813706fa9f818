//! A receipt as it was printed.

use bezmen_domain::receipt::{Block, ReceiptDocument, Style, blocks};
use leptos::prelude::*;

use crate::qr_picture::QrPicture;
use crate::sign::Sign;

/// Columns that the paper on screen has; 80 mm paper has as many in the common font of 42-column printers.
const COLUMNS: usize = 42;

/// Draws a document with the very line breaks of the printer.
#[component]
pub fn Paper(
    /// What was printed.
    #[prop(into)]
    document: Signal<ReceiptDocument>,
) -> impl IntoView {
    view! {
        <div class="bz-paper" data-testid="receipt-text">
            {move || blocks(&document.get(), COLUMNS).into_iter().map(block).collect_view()}
        </div>
    }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Line(line) => {
            let class = match line.style {
                Style::Normal => "bz-paper-line",
                Style::Bold => "bz-paper-line bz-paper-bold",
                Style::Large => "bz-paper-line bz-paper-large",
            };
            view! { <div class=class>{line.text}</div> }.into_any()
        }
        Block::Qr { data } => {
            view! { <div class="bz-paper-code"><QrPicture data=data /></div> }.into_any()
        }
        Block::Barcode { data } => view! {
            <div class="bz-paper-code">
                <Sign icon=icondata::LuBarcode />
                <span>{data}</span>
            </div>
        }
        .into_any(),
        Block::Cut => view! { <hr class="bz-paper-cut" /> }.into_any(),
    }
}
