//! Whether a Z report agrees with the receipts, in words.

use bezmen_contract::console::shifts::ZCheck;
use leptos::prelude::*;

use crate::parts::chip::{Chip, Mood};
use crate::words::sales as w;

/// The state of the check as a chip.
#[component]
pub fn CheckChip(
    /// The state.
    check: ZCheck,
) -> impl IntoView {
    let (mood, text) = match check {
        ZCheck::Open => (Mood::Plain, w::check_open()),
        ZCheck::Incomplete => (Mood::Attention, w::check_incomplete()),
        ZCheck::Verified => (Mood::Good, w::check_verified()),
        ZCheck::Mismatch => (Mood::Bad, w::check_mismatch()),
    };
    view! { <span class="lg:whitespace-nowrap"><Chip mood=mood text=text /></span> }
}

/// What the state means and what to do; nothing while the shift is open.
pub fn check_hint(check: ZCheck) -> Option<&'static str> {
    match check {
        ZCheck::Open => None,
        ZCheck::Incomplete => Some(w::check_incomplete_hint()),
        ZCheck::Verified => Some(w::check_verified_hint()),
        ZCheck::Mismatch => Some(w::check_mismatch_hint()),
    }
}
