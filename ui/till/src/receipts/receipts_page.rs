use bezmen_contract::till::FindReceipts;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::field::Field;
use bezmen_kit::paper::Paper;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{bridge, look};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::day_filter::{DayFilter, today};
use super::days::{self, Days};
use super::receipt_actions::ReceiptActions;
use super::receipt_list::ReceiptList;
use super::shelf::Shelf;
use crate::desk::Desk;
use crate::frame::{PageHead, SaidStrip};
use crate::words::{Receipts, t};

/// As many rows as somebody scrolls through before searching.
const LISTED: u32 = 60;

/// Finds a receipt and shows it as it was printed.
#[component]
pub fn ReceiptsPage() -> impl IntoView {
    let desk = Desk::here();
    let query = desk.receipt_query;
    let shelf = Shelf::new();
    let (days, own_day) = (RwSignal::new(Days::All), RwSignal::new(String::new()));
    desk.keys.take(move |heard| {
        if let Reading::Scanned(text) = &heard.reading {
            days.set(Days::All);
            shelf.open_scanned(desk, text.clone());
            return true;
        }
        shelf.hear(desk, &heard)
    });
    // What is asked for; a day that cannot be read asks nothing.
    let asked = Memo::new(move |_| {
        let bounds = own_day
            .with(|typed| days::bounds(days.get(), typed, today(), look::utc_offset_minutes()));
        bounds.map(|bounds| (query.get(), bounds))
    });
    Effect::new(move || {
        let Some(question) = asked.get() else {
            return;
        };
        let (text, (from_ms, to_ms)) = question.clone();
        spawn_local(async move {
            let answer = bridge::call(FindReceipts {
                query: text,
                from_ms,
                to_ms,
                limit: LISTED,
            })
            .await;
            if asked.try_get_untracked().flatten().as_ref() != Some(&question) {
                return;
            }
            match answer {
                Ok(rows) => shelf.found.set(Some(rows)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    on_cleanup(move || query.set(String::new()));
    let pick = Callback::new(move |sale_id| shelf.open(desk, sale_id));
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Receipts::Title) />
            <div class="bz-split">
                <section class="flex flex-col gap-3 min-h-0">
                    <Field label="" value=query example=t(Receipts::Search) test_id="receipt-search" />
                    <DayFilter days=days typed=own_day />
                    <ReceiptList found=shelf.found days=days picked=shelf.picked.into() on_pick=pick />
                </section>
                <section class="flex flex-col gap-3 min-h-0">
                    <SaidStrip />
                    {move || match shelf.shown.get() {
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
