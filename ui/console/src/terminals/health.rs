//! How a till is, in words.

use bezmen_contract::console::terminals::{Terminal, TerminalState};
use leptos::prelude::*;

use crate::browser::now_ms;
use crate::parts::chip::{Chip, Mood};
use crate::words::terminals as w;

/// A till that is silent for so long is worth a look.
const SILENT_MS: i64 = 86_400_000;

/// A clock that is wrong by less does not matter to a receipt.
const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// Says how a till is: the gravest thing first.
pub fn health(till: &Terminal) -> (Mood, String) {
    if till.quarantined_ops > 0 {
        return (Mood::Bad, w::kept_aside(till.quarantined_ops));
    }
    match till.state {
        TerminalState::Revoked => return (Mood::Plain, w::revoked().to_owned()),
        TerminalState::Quarantined => return (Mood::Bad, w::quarantined().to_owned()),
        TerminalState::Active => {}
    }
    if till.parked_ops > 0 {
        return (Mood::Bad, w::not_counted(till.parked_ops));
    }
    if !till.online
        && till
            .last_seen_ms
            .is_none_or(|seen| now_ms() - seen > SILENT_MS)
    {
        return (Mood::Attention, w::silent().to_owned());
    }
    if let Some(seconds) = clock_off_seconds(till) {
        return (Mood::Attention, w::clock_off(seconds));
    }
    if till.waiting_ops > 0 {
        return (Mood::Attention, w::waits(till.waiting_ops));
    }
    (Mood::Good, w::all_well().to_owned())
}

/// Returns by how much a clock is wrong, when that matters.
pub fn clock_off_seconds(till: &Terminal) -> Option<i64> {
    till.clock_skew_ms
        .filter(|skew| skew.abs() > CLOCK_TOLERANCE_MS)
        .map(|skew| skew / 1_000)
}

/// How a till is, as a chip.
#[component]
pub fn HealthChip(
    /// The till.
    till: Terminal,
) -> impl IntoView {
    let (mood, text) = health(&till);
    view! { <Chip mood=mood text=text /> }
}
