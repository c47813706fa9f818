//! Several days next to each other.

use std::collections::BTreeMap;

use bezmen_contract::console::sales::DayTotals;
use bezmen_contract::console::today::TenderSum;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::load::load;
use crate::moments;
use crate::parts::area::Area;
use crate::parts::loaded::Loaded;
use crate::parts::page_head::PageHead;
use crate::parts::skeleton::SkeletonBlock;
use crate::today::chart::{BarChart, Names, Point};
use crate::today::hours::TableSwitch;
use crate::today::period_figures::{PeriodFigures, first_asked, within};
use crate::today::tenders::Tenders;
use crate::words::frame;
use crate::words::today as w;

/// More days than this would draw bars too thin to point at.
const MAX_DAYS: i32 = 400;

/// Takings a day, and what was paid by what, over a period.
#[component]
pub fn Days(
    /// First and last day.
    days: Memo<(BusinessDate, BusinessDate)>,
) -> impl IntoView {
    let address = use_address();
    let load = load::<Vec<DayTotals>>(move || {
        let to = days.get().1;
        // One question brings the days before along, for the comparison.
        let first = first_asked(days.get(), moments::today());
        let query = [
            ("from", Some(first.to_string())),
            ("to", Some(to.to_string())),
            ("store_id", address.get("store")),
        ];
        Some(format!("/totals{}", query_of(&query)))
    });
    let as_table = RwSignal::new(false);
    view! {
        <PageHead title=w::overview() note=Signal::derive(move || {
            let (from, to) = days.get();
            format!("{} – {}", moments::day(from), moments::day(to))
        }) />
        <Loaded
            load=load
            skeleton=|| view! { <SkeletonBlock class="h-96" /> }
            draw=move |totals| view! { <Summary totals=totals days=days.get_untracked() as_table=as_table /> }
        />
    }
}

fn by_day(
    totals: &[DayTotals],
    (from, to): (BusinessDate, BusinessDate),
) -> Vec<(BusinessDate, Money)> {
    let mut sums: BTreeMap<BusinessDate, Money> = BTreeMap::new();
    for row in totals {
        if let Ok(day) = row.business_date.parse() {
            *sums.entry(day).or_default() += row.sales - row.returns;
        }
    }
    let first = from.days().max(to.days() - MAX_DAYS);
    (first..=to.days())
        .map(BusinessDate::from_days)
        .map(|day| (day, sums.get(&day).copied().unwrap_or_default()))
        .collect()
}

fn by_tender(totals: &[DayTotals]) -> Vec<TenderSum> {
    let sum = |tender: TenderKind| -> Money {
        totals
            .iter()
            .filter(|row| row.tender == tender)
            .map(|row| row.sales - row.returns)
            .sum()
    };
    TenderKind::ALL
        .into_iter()
        .filter(|tender| totals.iter().any(|row| row.tender == *tender))
        .map(|tender| TenderSum {
            tender,
            amount: sum(tender),
        })
        .collect()
}

/// The period that is here.
#[component]
fn Summary(
    /// What each day took by each tender.
    totals: Vec<DayTotals>,
    /// First and last day.
    days: (BusinessDate, BusinessDate),
    /// Whether the table is shown.
    as_table: RwSignal<bool>,
) -> impl IntoView {
    let inside: Vec<DayTotals> = within(&totals, days).cloned().collect();
    let rows = StoredValue::new(by_day(&inside, days));
    let points = move || {
        let point = |(day, takings): &(BusinessDate, Money)| Point {
            name: moments::short_day(*day),
            now: *takings,
            before: None,
        };
        rows.with_value(|rows| rows.iter().map(point).collect::<Vec<_>>())
    };
    view! {
        <PeriodFigures totals=totals days=days />
        <div class="cs-today">
            <Area title=w::by_day() actions=move || view! { <TableSwitch as_table=as_table /> }>
                {move || {
                    if as_table.get() {
                        view! { <DayTable rows=rows.get_value() /> }.into_any()
                    } else {
                        let names = Names { now: w::takings().to_owned(), before: String::new() };
                        view! {
                            <BarChart points=Signal::stored(points()) names=Signal::stored(names) label=w::by_day() />
                        }
                            .into_any()
                    }
                }}
            </Area>
            <Tenders tenders=by_tender(&inside) />
        </div>
    }
}

/// The days as a table; a day leads to its receipts.
#[component]
fn DayTable(
    /// The days with their takings.
    rows: Vec<(BusinessDate, Money)>,
) -> impl IntoView {
    let address = use_address();
    view! {
        <table class="cs-plain-table">
            <thead>
                <tr>
                    <th scope="col">{w::day()}</th>
                    <th scope="col" class="cs-right">{w::takings()}</th>
                </tr>
            </thead>
            <tbody>
                {rows
                    .into_iter()
                    .rev()
                    .map(|(day, takings)| {
                        let store = address.get("store");
                        let date = day.to_string();
                        let query = query_of(&[("from", Some(date.clone())), ("to", Some(date)), ("store", store)]);
                        view! {
                            <tr>
                                <td>
                                    <a class="cs-link" href=format!("/receipts{query}") title=frame::receipts()>
                                        {moments::day(day)}
                                    </a>
                                </td>
                                <td class="cs-right"><Amount value=takings /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}
