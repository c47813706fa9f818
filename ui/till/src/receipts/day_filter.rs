use bezmen_domain::business_date::BusinessDate;
use bezmen_kit::field::Field;
use bezmen_kit::sign::Sign;
use bezmen_kit::{look, moment};
use leptos::prelude::*;

use super::days::{Days, read_day, typed_day};
use crate::words::{Receipts, t};

/// The day it is at the shop.
pub fn today() -> BusinessDate {
    BusinessDate::from_wall(moment::now_ms(), look::utc_offset_minutes())
}

/// Picks the days: all, today, yesterday, or one that is typed or stepped to.
#[component]
pub fn DayFilter(
    /// The days.
    days: RwSignal<Days>,
    /// The own day as it is typed.
    typed: RwSignal<String>,
) -> impl IntoView {
    let way = move |value: Days, word: Receipts, test_id: &'static str| {
        view! {
            <button
                type="button"
                data-testid=test_id
                aria-pressed=move || (days.get() == value).to_string()
                on:click=move |_| {
                    if value == Days::Own && typed.with_untracked(String::is_empty) {
                        typed.set(typed_day(today(), look::locale()));
                    }
                    days.set(value);
                }
            >
                {t(word)}
            </button>
        }
    };
    view! {
        <div class="bz-choice" role="group" aria-label=t(Receipts::Day)>
            {way(Days::All, Receipts::DaysAll, "days-all")} {way(Days::Today, Receipts::DaysToday, "days-today")}
            {way(Days::Yesterday, Receipts::DaysYesterday, "days-yesterday")} {way(Days::Own, Receipts::DaysOwn, "days-own")}
        </div>
        <Show when=move || days.get() == Days::Own>
            <OwnDay typed=typed />
        </Show>
    }
}

#[component]
fn OwnDay(typed: RwSignal<String>) -> impl IntoView {
    let step = move |by: i32| {
        let day = typed.with_untracked(|text| read_day(text, today()));
        let next = day.unwrap_or_else(today).plus_days(by);
        typed.set(typed_day(next, look::locale()));
    };
    let error = Signal::derive(move || {
        let is_day = typed.with(|text| read_day(text, today()).is_some());
        if is_day {
            String::new()
        } else {
            t(Receipts::DayWrong).to_owned()
        }
    });
    view! {
        <div class="flex items-start gap-2">
            <button type="button" class="bz-step mt-1" data-testid="day-before" aria-label=t(Receipts::DayBefore) on:click=move |_| step(-1)>
                <Sign icon=icondata::LuChevronLeft />
            </button>
            <Field label="" value=typed error=error mode="numeric" class="grow" test_id="day-own" />
            <button type="button" class="bz-step mt-1" data-testid="day-after" aria-label=t(Receipts::DayAfter) on:click=move |_| step(1)>
                <Sign icon=icondata::LuChevronRight />
            </button>
        </div>
    }
}
