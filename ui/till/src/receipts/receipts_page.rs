use bezmen_contract::till::{FindReceipts, GetReceipt, ReceiptRow, ReceiptView};
use bezmen_domain::id::SaleId;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::field::Field;
use bezmen_kit::paper::Paper;
use bezmen_kit::{beep, bridge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::receipt_actions::ReceiptActions;
use super::receipt_list::ReceiptList;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip, leave_keys};
use crate::words::{Receipts, t};

/// As many rows as somebody scrolls through before searching.
const LISTED: u32 = 60;

/// Finds a receipt and shows it as it was printed.
#[component]
pub fn ReceiptsPage() -> impl IntoView {
    let desk = Desk::here();
    let query = desk.receipt_query;
    let found = RwSignal::new(None::<Vec<ReceiptRow>>);
    let shown = RwSignal::new(None::<ReceiptView>);
    let open = move |sale_id: SaleId| {
        spawn_local(async move {
            match bridge::call(GetReceipt { sale_id }).await {
                Ok(receipt) => shown.set(Some(receipt)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    // A scan is a search that opens what it finds.
    leave_keys(desk, Screen::Sell, move |text| {
        query.set(text.clone());
        spawn_local(async move {
            match bridge::call(FindReceipts {
                query: text,
                from_ms: None,
                to_ms: None,
                limit: 1,
            })
            .await
            {
                Ok(rows) => match rows.first() {
                    Some(row) => open(row.sale_id),
                    None => beep::bad(),
                },
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    Effect::new(move || {
        let text = query.get();
        spawn_local(async move {
            let answer = bridge::call(FindReceipts {
                query: text.clone(),
                from_ms: None,
                to_ms: None,
                limit: LISTED,
            })
            .await;
            if query.get_untracked() != text {
                return;
            }
            match answer {
                Ok(rows) => found.set(Some(rows)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    on_cleanup(move || query.set(String::new()));
    let picked = Signal::derive(move || {
        shown.with(|shown| shown.as_ref().map(|receipt| receipt.row.sale_id))
    });
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Receipts::Title) />
            <div class="bz-split">
                <section class="flex flex-col gap-3 min-h-0">
                    <Field label="" value=query example=t(Receipts::Search) test_id="receipt-search" />
                    <ReceiptList found=found picked=picked on_pick=Callback::new(open) />
                </section>
                <section class="flex flex-col gap-3 min-h-0">
                    <SaidStrip />
                    {move || match shown.get() {
                        Some(receipt) => {
                            let document = receipt.document.clone();
                            view! {
                                <ReceiptActions receipt=receipt />
                                <div class="overflow-auto min-h-0 grow">
                                    <Paper document=document />
                                </div>
                            }
                                .into_any()
                        }
                        None => {
                            view! {
                                <div class="bz-panel flex grow">
                                    <EmptyState icon=icondata::LuReceiptText title=t(Receipts::PickTitle) hint=t(Receipts::PickHint) />
                                </div>
                            }
                                .into_any()
                        }
                    }}
                </section>
            </div>
        </div>
    }
}
