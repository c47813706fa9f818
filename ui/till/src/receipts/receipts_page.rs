use bezmen_contract::till::{FindReceipts, GetReceipt, ReceiptRow, ReceiptView};
use bezmen_domain::id::SaleId;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::field::Field;
use bezmen_kit::keyboard::Heard;
use bezmen_kit::paper::Paper;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{beep, bridge, focus, look};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::day_filter::{DayFilter, today};
use super::days::{self, Days};
use super::receipt_actions::{ReceiptActions, is_returnable};
use super::receipt_list::ReceiptList;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip};
use crate::words::{Receipts, t};

/// As many rows as somebody scrolls through before searching.
const LISTED: u32 = 60;

/// Finds a receipt and shows it as it was printed.
#[component]
pub fn ReceiptsPage() -> impl IntoView {
    let desk = Desk::here();
    let query = desk.receipt_query;
    let found = RwSignal::new(None::<Vec<ReceiptRow>>);
    let picked = RwSignal::new(None::<SaleId>);
    let shown = RwSignal::new(None::<ReceiptView>);
    let open = move |sale_id: SaleId| {
        picked.set(Some(sale_id));
        spawn_local(async move {
            let answer = bridge::call(GetReceipt { sale_id }).await;
            if picked.try_get_untracked().flatten() != Some(sale_id) {
                return;
            }
            match answer {
                Ok(receipt) => shown.set(Some(receipt)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let (days, own_day) = (RwSignal::new(Days::All), RwSignal::new(String::new()));
    // A scan is a search that opens what it finds, whatever day it is of.
    let find = move |text: String| {
        days.set(Days::All);
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
    };
    desk.keys
        .take(move |heard| hear_receipts(desk, (found, picked, shown), heard, find, open));
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
                Ok(rows) => found.set(Some(rows)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    on_cleanup(move || query.set(String::new()));
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Receipts::Title) />
            <div class="bz-split">
                <section class="flex flex-col gap-3 min-h-0">
                    <Field label="" value=query example=t(Receipts::Search) test_id="receipt-search" />
                    <DayFilter days=days typed=own_day />
                    <ReceiptList found=found picked=picked.into() on_pick=Callback::new(open) />
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

/// The keys of the page: arrows walk over the receipts, Enter takes goods back, what is typed is searched for, a scan finds.
fn hear_receipts(
    desk: Desk,
    (found, picked, shown): (
        RwSignal<Option<Vec<ReceiptRow>>>,
        RwSignal<Option<SaleId>>,
        RwSignal<Option<ReceiptView>>,
    ),
    heard: Heard,
    find: impl Fn(String),
    open: impl Fn(SaleId),
) -> bool {
    let step = |from: Option<SaleId>, by: isize| {
        if !heard.in_field {
            focus::release_focus();
        }
        let next =
            found.with_untracked(|found| neighbour(found.as_deref().unwrap_or_default(), from, by));
        if let Some(sale_id) = next {
            open(sale_id);
        }
    };
    let at = picked.get_untracked();
    match &heard.reading {
        Reading::Scanned(text) => find(text.clone()),
        Reading::Typed(text) if !heard.in_field => {
            desk.receipt_query.update(|query| query.push_str(text));
        }
        Reading::Typed(_) => return false,
        Reading::Pressed(stroke) => match stroke.key.as_str() {
            "Escape" => desk.go(Screen::Sell),
            "ArrowDown" => step(at, 1),
            "ArrowUp" => step(at, -1),
            "Backspace" if !heard.in_field => desk.receipt_query.update(|query| {
                query.pop();
            }),
            "Enter" if heard.in_field || at.is_none() => {
                focus::release_focus();
                step(None, 0);
            }
            "Enter" => {
                let returnable = shown.with_untracked(|shown| {
                    shown
                        .as_ref()
                        .filter(|receipt| is_returnable(receipt))
                        .map(|receipt| receipt.row.sale_id)
                });
                match returnable.filter(|sale_id| Some(*sale_id) == at) {
                    Some(sale_id) => desk.go(Screen::Return(sale_id)),
                    None => beep::bad(),
                }
            }
            _ => return false,
        },
    }
    true
}

/// The receipt so many rows below another; the first one when that is not in the list.
fn neighbour(rows: &[ReceiptRow], from: Option<SaleId>, by: isize) -> Option<SaleId> {
    let at = rows.iter().position(|row| Some(row.sale_id) == from);
    let next = at.map_or(0, |at| at.saturating_add_signed(by).min(rows.len() - 1));
    rows.get(next).map(|row| row.sale_id)
}
