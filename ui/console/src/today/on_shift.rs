//! Who is at the tills now.

use bezmen_contract::console::today::OnShift;
use bezmen_kit::letter_tile::LetterTile;
use leptos::prelude::*;

use crate::moments;
use crate::parts::area::Area;
use crate::words::today as w;

/// People with an open shift.
#[component]
pub fn OnShiftList(
    /// The open shifts.
    people: Vec<OnShift>,
) -> impl IntoView {
    view! {
        <Area title=w::on_shift() test_id="on-shift">
            {if people.is_empty() {
                view! { <p class="cs-faint">{w::nobody()}</p> }.into_any()
            } else {
                people.into_iter().map(|person| view! { <Person person=person /> }).collect_view().into_any()
            }}
        </Area>
    }
}

/// Somebody on shift.
#[component]
fn Person(
    /// Who.
    person: OnShift,
) -> impl IntoView {
    view! {
        <div class="flex items-center gap-3 py-1.5">
            <LetterTile name=person.name.clone() color="#55625b".to_owned() />
            <div class="min-w-0">
                <strong class="block font-semibold">{person.name}</strong>
                <span class="cs-sub">
                    {person.terminal} ", " {person.store} " · " {w::since()} " " {moments::moment_here(person.opened_at_ms)}
                </span>
            </div>
        </div>
    }
}
