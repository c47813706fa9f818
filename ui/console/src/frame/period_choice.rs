//! Which days the page speaks of.

use bezmen_domain::business_date::BusinessDate;
use leptos::prelude::*;

use crate::address::{Address, use_address};
use crate::moments::{self, today};
use crate::parts::select::Select;
use crate::words::frame as w;

/// The days of the address; today when it names none.
pub fn period(address: Address) -> (BusinessDate, BusinessDate) {
    let day = |name| {
        address
            .get(name)
            .and_then(|text| text.parse::<BusinessDate>().ok())
    };
    let to = day("to").unwrap_or_else(today);
    let from = day("from").unwrap_or(to).min(to);
    (from, to)
}

fn presets() -> [(&'static str, &'static str, BusinessDate, BusinessDate); 5] {
    let today = today();
    let (year, month, _) = today.ymd();
    let first = BusinessDate::from_ymd(year, month, 1).unwrap_or(today);
    [
        ("today", w::today_only(), today, today),
        (
            "yesterday",
            w::yesterday(),
            today.plus_days(-1),
            today.plus_days(-1),
        ),
        ("week", w::seven_days(), today.plus_days(-6), today),
        ("days30", w::thirty_days(), today.plus_days(-29), today),
        ("month", w::this_month(), first, today),
    ]
}

/// The choice of a period: the usual ones by name, any other by its first and last day.
#[component]
pub fn PeriodChoice() -> impl IntoView {
    let address = use_address();
    let own = RwSignal::new(false);
    let current = Signal::derive(move || {
        let (from, to) = period(address);
        let preset = presets()
            .into_iter()
            .find(|(_, _, first, last)| (*first, *last) == (from, to));
        match preset {
            Some((code, ..)) if !own.get() => code.to_owned(),
            _ => "own".to_owned(),
        }
    });
    let choices = Signal::derive(move || {
        let mut choices: Vec<_> = presets()
            .into_iter()
            .map(|(code, word, ..)| (code.to_owned(), word.to_owned()))
            .collect();
        let (from, to) = period(address);
        let own_words = if current.get() == "own" && from == to {
            moments::day(from)
        } else {
            w::own_period().to_owned()
        };
        choices.push(("own".to_owned(), own_words));
        choices
    });
    let go = move |from: BusinessDate, to: BusinessDate| {
        // Today needs no words in the address: the link of a morning then shows the next day's figures, too.
        let is_today = (from, to) == (today(), today());
        let (from, to) = (from.to_string(), to.to_string());
        let text = |day| (!is_today).then_some(day);
        address.set(&[
            ("from", text(from.as_str())),
            ("to", text(to.as_str())),
            ("cursor", None),
        ]);
    };
    let choose = move |code: String| {
        let preset = presets().into_iter().find(|(preset, ..)| *preset == code);
        own.set(preset.is_none());
        if let Some((.., from, to)) = preset {
            go(from, to);
        }
    };
    view! {
        <div class="cs-period">
            <Select label=w::period() bare=true choices=choices value=current on_choose=choose test_id="period-choice" />
            <Show when=move || current.get() == "own">
                <DayField
                    label=w::from()
                    value=Signal::derive(move || period(address).0)
                    on_choose=move |day| go(day, period(address).1.max(day))
                />
                <DayField
                    label=w::to()
                    value=Signal::derive(move || period(address).1)
                    on_choose=move |day| go(period(address).0.min(day), day)
                />
            </Show>
        </div>
    }
}

/// A day, typed or picked.
#[component]
fn DayField(
    /// What the day is.
    #[prop(into)]
    label: String,
    /// The day.
    value: Signal<BusinessDate>,
    /// Takes another day.
    on_choose: impl Fn(BusinessDate) + 'static,
) -> impl IntoView {
    view! {
        <label class="bz-field">
            <span class="sr-only">{label}</span>
            <input
                type="date"
                class="bz-input"
                prop:value=move || value.get().to_string()
                on:change=move |event| {
                    if let Ok(day) = event_target_value(&event).parse() {
                        on_choose(day);
                    }
                }
            />
        </label>
    }
}
