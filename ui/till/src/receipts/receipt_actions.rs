use bezmen_contract::till::{ReceiptView, Reprint};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::{Desk, Screen};
use crate::words::{Receipts, t};

/// Tells whether something of a receipt can still come back.
pub fn is_returnable(receipt: &ReceiptView) -> bool {
    !receipt.row.is_return
        && receipt
            .lines
            .iter()
            .any(|line| line.returned < line.quantity)
}

/// What can be done with a receipt.
#[component]
pub fn ReceiptActions(
    /// The receipt.
    receipt: ReceiptView,
) -> impl IntoView {
    let desk = Desk::here();
    let sale_id = receipt.row.sale_id;
    let returnable = is_returnable(&receipt);
    let reprint = move || {
        spawn_local(async move {
            match bridge::call(Reprint { sale_id }).await {
                Ok(printed) if printed.print_job_id.is_some() => {
                    desk.say(Tone::Good, t(Receipts::Reprinted))
                }
                Ok(_) => desk.say(Tone::Attention, t(Receipts::ReprintedNowhere)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    view! {
        <div class="flex gap-2">
            <Button word=t(Receipts::Reprint) icon=icondata::LuPrinter class="grow" test_id="reprint" on_press=reprint />
            <Button
                word=t(if returnable || receipt.row.is_return { Receipts::StartReturn } else { Receipts::AllBack })
                icon=icondata::LuUndo2
                weight=Weight::Main
                key_hint="Enter"
                class="grow"
                off=!returnable
                test_id="start-return"
                on_press=move || desk.go(Screen::Return(sale_id))
            />
        </div>
    }
}
