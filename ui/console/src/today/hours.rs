//! Takings by hour.

use bezmen_contract::console::today::Hour;
use bezmen_kit::amount::Amount;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::moments;
use crate::parts::area::Area;
use crate::today::chart::{BarChart, Names, Point};
use crate::words;
use crate::words::today as w;

/// The hours that a shop is open at least, so that the chart of a slow morning does not look like one of a full day.
const USUAL_HOURS: std::ops::RangeInclusive<u8> = 8..=21;

fn shown(hours: &[Hour]) -> Vec<Hour> {
    let busy =
        |hour: &&Hour| !hour.takings.is_zero() || !hour.before.is_zero() || hour.receipts > 0;
    let first = hours
        .iter()
        .find(busy)
        .map_or(*USUAL_HOURS.start(), |hour| {
            hour.hour.min(*USUAL_HOURS.start())
        });
    let last = hours
        .iter()
        .rev()
        .find(busy)
        .map_or(*USUAL_HOURS.end(), |hour| hour.hour.max(*USUAL_HOURS.end()));
    hours
        .iter()
        .filter(|hour| (first..=last).contains(&hour.hour))
        .cloned()
        .collect()
}

/// Bars of the day with the same weekday behind them; the same as a table a press away.
#[component]
pub fn Hours(
    /// 24 hours.
    hours: Vec<Hour>,
    /// The day.
    date: String,
    /// The day compared with.
    compared_with: String,
) -> impl IntoView {
    let as_table = table_choice();
    // Bars of nothing would only show an axis from nought to one.
    let quiet = hours
        .iter()
        .all(|hour| hour.takings.is_zero() && hour.before.is_zero());
    let hours = StoredValue::new(shown(&hours));
    let (now, before) = (moments::day_text(&date), moments::day_text(&compared_with));
    let names = Names {
        now: now.clone(),
        before: before.clone(),
    };
    let points = move || {
        hours.with_value(|hours| {
            let point = |hour: &Hour| Point {
                name: hour.hour.to_string(),
                now: hour.takings,
                before: Some(hour.before),
            };
            hours.iter().map(point).collect::<Vec<_>>()
        })
    };
    view! {
        <Area title=w::by_hour() actions=move || view! { <TableSwitch as_table=as_table /> }>
            <p class="cs-hint flex flex-wrap gap-x-5 mb-2">
                <Legend class="cs-key-now" word=now />
                <Legend class="cs-key-before" word=before />
            </p>
            {move || {
                if quiet {
                    view! { <p class="cs-chart cs-quiet">{w::no_sales_yet()}</p> }.into_any()
                } else if as_table.get() {
                    view! { <HourTable hours=hours.get_value() names=names.clone() /> }.into_any()
                } else {
                    view! {
                        <BarChart points=Signal::stored(points()) names=Signal::stored(names.clone()) label=w::by_hour() />
                    }
                        .into_any()
                }
            }}
        </Area>
    }
}

/// A refresh builds the page anew; the choice of table or chart outlives it.
fn table_choice() -> RwSignal<bool> {
    use_context::<TableChoice>().map_or_else(|| RwSignal::new(false), |choice| choice.0)
}

/// Whether the hours stand as a table.
#[derive(Clone, Copy)]
pub struct TableChoice(
    /// Table instead of chart.
    pub RwSignal<bool>,
);

/// A colour and what it stands for.
#[component]
fn Legend(
    /// The class with the colour.
    class: &'static str,
    /// What it stands for.
    word: String,
) -> impl IntoView {
    view! {
        <span class="inline-flex items-center gap-2">
            <i class=class></i>
            {word}
        </span>
    }
}

/// Changes between chart and table.
#[component]
pub fn TableSwitch(
    /// Whether the table is shown.
    as_table: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="cs-icon-button px-2"
            data-testid="as-table"
            on:click=move |_| as_table.update(|table| *table = !*table)
        >
            {move || {
                let (icon, word) = if as_table.get() {
                    (icondata::LuChartColumn, w::as_chart())
                } else {
                    (icondata::LuTable, w::as_table())
                };
                view! {
                    <Sign icon=icon />
                    {word}
                }
            }}
        </button>
    }
}

/// The hours as a table.
#[component]
fn HourTable(
    /// The hours.
    hours: Vec<Hour>,
    /// The two days.
    names: Names,
) -> impl IntoView {
    view! {
        <table class="cs-plain-table" data-testid="hours-table">
            <thead>
                <tr>
                    <th scope="col">{w::hour()}</th>
                    <th scope="col" class="cs-right">{names.now}</th>
                    <th scope="col" class="cs-right">{w::receipts_word()}</th>
                    <th scope="col" class="cs-right">{names.before}</th>
                </tr>
            </thead>
            <tbody>
                {hours
                    .into_iter()
                    .map(|hour| {
                        view! {
                            <tr>
                                <td>{format!("{:02}:00", hour.hour)}</td>
                                <td class="cs-right"><Amount value=hour.takings /></td>
                                <td class="cs-right">{words::number(hour.receipts)}</td>
                                <td class="cs-right"><Amount value=hour.before /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}
