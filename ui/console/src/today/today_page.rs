//! The door of the first page.

use leptos::prelude::*;

use crate::address::use_address;
use crate::frame::period_choice::period;
use crate::today::days::Days;
use crate::today::one_day::OneDay;

/// One day in full, or several days next to each other, by the period at the top.
#[component]
pub fn TodayPage() -> impl IntoView {
    let address = use_address();
    let days = Memo::new(move |_| period(address));
    let single = Memo::new(move |_| days.with(|(from, to)| from == to));
    view! {
        {move || {
            if single.get() {
                view! { <OneDay day=Signal::derive(move || days.get().1) /> }.into_any()
            } else {
                view! { <Days days=days /> }.into_any()
            }
        }}
    }
}
