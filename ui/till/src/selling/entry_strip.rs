use bezmen_domain::quantity::{Unit, format_number};
use bezmen_kit::look;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::{Selling, fill, t};

/// Figures typed so far, or the quantity that waits for its item.
#[component]
pub fn EntryStrip() -> impl IntoView {
    let desk = Desk::here();
    move || {
        let typed = desk.typed.get();
        if !typed.is_empty() {
            return Some(strip(
                "typed",
                fill(Selling::TypedCode, &[&typed]),
                t(Selling::TypedCodeHint),
            ));
        }
        desk.times.get().map(|times| {
            let figures = format_number(times, Unit::Piece, look::locale());
            strip("times", fill(Selling::TypedTimes, &[&figures]), "")
        })
    }
}

fn strip(test_id: &'static str, words: String, hint: &'static str) -> impl IntoView {
    view! {
        <div class="bz-strip" data-testid=test_id>
            <strong>{words}</strong>
            <span>{hint}</span>
        </div>
    }
}
