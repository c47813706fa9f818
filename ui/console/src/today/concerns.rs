//! What somebody should look at, and what to do about it.

use bezmen_contract::console::today::{Concern, ConcernKind};
use bezmen_domain::money;
use bezmen_kit::look;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::use_address;
use crate::words::today as w;

/// The concerns, or that there are none.
#[component]
pub fn Concerns(
    /// The concerns.
    concerns: Vec<Concern>,
) -> impl IntoView {
    if concerns.is_empty() {
        return view! {
            <div class="cs-concern cs-calm" data-testid="all-well">
                <Sign icon=icondata::LuCircleCheck />
                <div>
                    <strong>{w::all_well()}</strong>
                    {w::all_well_hint()}
                </div>
            </div>
        }
        .into_any();
    }
    view! {
        <section class="cs-stack !gap-2" aria-label=w::concerns()>
            {concerns.into_iter().map(|concern| view! { <ConcernNote concern=concern /> }).collect_view()}
        </section>
    }
    .into_any()
}

/// A concern in words, with the way to it.
#[component]
fn ConcernNote(
    /// The concern.
    concern: Concern,
) -> impl IntoView {
    let address = use_address();
    let till = concern.terminal.as_str();
    let sum = concern
        .amount
        .map(|sum| money::format(sum, look::currency(), look::locale()))
        .unwrap_or_default();
    // A line must not end between the minus and its sum.
    let sum = sum.replace('\u{2212}', "\u{2212}\u{2060}");
    let (title, hint) = match concern.kind {
        ConcernKind::SilentTill => w::silent_till(till),
        ConcernKind::OutOfTouch => w::out_of_touch(till),
        ConcernKind::MissingReceipts => w::missing_receipts(till, concern.count),
        ConcernKind::ParkedOps => w::parked_ops(till, concern.count, concern.receipts),
        ConcernKind::QuarantinedOps => w::quarantined_ops(till, concern.count, concern.receipts),
        ConcernKind::CashDifference => w::cash_difference(till, &sum),
        ConcernKind::Fork => w::fork(till),
    };
    let bad = matches!(
        concern.kind,
        ConcernKind::Fork | ConcernKind::ParkedOps | ConcernKind::QuarantinedOps
    );
    let id = concern.terminal_id.map(|id| id.to_string());
    let (room, word) = match concern.kind {
        ConcernKind::CashDifference => ("/shifts", w::to_shifts()),
        ConcernKind::SilentTill
        | ConcernKind::OutOfTouch
        | ConcernKind::MissingReceipts
        | ConcernKind::ParkedOps
        | ConcernKind::QuarantinedOps
        | ConcernKind::Fork => ("/terminals", w::to_till()),
    };
    let opened = id.filter(|_| room == "/terminals");
    let href = move || address.room_with(room, &[("open", opened.as_deref())]);
    view! {
        <div class="cs-concern" class:cs-concern-bad=bad data-testid="concern">
            <Sign icon=icondata::LuTriangleAlert />
            <div>
                <strong>{title}</strong>
                {hint}
                " "
                <a class="underline underline-offset-2 font-semibold" href=href>{word}</a>
            </div>
        </div>
    }
}
