//! A day at a glance.

use std::time::Duration;

use bezmen_contract::console::today::Today;
use bezmen_domain::business_date::BusinessDate;
use bezmen_kit::look;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::load::{Load, load};
use crate::moments;
use crate::parts::failure_note::FailureNote;
use crate::parts::page_head::PageHead;
use crate::parts::skeleton::SkeletonBlock;
use crate::today::concerns::Concerns;
use crate::today::figures::FigureRow;
use crate::today::hours::{Hours, TableChoice};
use crate::today::on_shift::OnShiftList;
use crate::today::tenders::Tenders;
use crate::today::tills::Tills;
use crate::words::today as w;

/// How often the page asks again.
const REFRESH: Duration = Duration::from_secs(30);

/// The figures, the hours, the tenders, the tills and what needs a look. It refreshes itself.
#[component]
pub fn OneDay(
    /// Which day.
    day: Signal<BusinessDate>,
) -> impl IntoView {
    let address = use_address();
    let load: Load<Today> = load(move || {
        // The server knows best which day it is in the store, so today is asked for without a date.
        let date = address.get("to").map(|_| day.get().to_string());
        Some(format!(
            "/today{}",
            query_of(&[("store_id", address.get("store")), ("date", date)])
        ))
    });
    refresh_by_itself(load);
    provide_context(TableChoice(RwSignal::new(false)));
    let note = Signal::derive(move || {
        load.value
            .with(|today| {
                today.as_ref().map(|today| {
                    w::as_of(&moments::time(today.as_of_ms, look::utc_offset_minutes()))
                })
            })
            .unwrap_or_default()
    });
    let title = Memo::new(move |_| {
        if day.get() == moments::today() {
            w::title().to_owned()
        } else {
            moments::day(day.get())
        }
    });
    view! {
        {move || view! { <PageHead title=title.get() note=note /> }}
        <FailureNote failure=load.failure retry=Callback::new(move |()| load.again()) />
        {move || match load.value.get() {
            Some(today) => view! { <Day today=today /> }.into_any(),
            None if load.failure.with(Option::is_none) => view! { <DaySkeleton /> }.into_any(),
            None => ().into_any(),
        }}
    }
}

fn refresh_by_itself(load: Load<Today>) {
    let handle: Option<IntervalHandle> =
        set_interval_with_handle(move || load.again(), REFRESH).ok();
    on_cleanup(move || {
        if let Some(handle) = handle {
            handle.clear();
        }
    });
}

/// The day that is here.
#[component]
fn Day(
    /// The day.
    today: Today,
) -> impl IntoView {
    view! {
        <FigureRow today=today.clone() />
        <div class="cs-today">
            <div class="cs-stack">
                <Hours hours=today.hours date=today.date compared_with=today.compared_with />
                <Tills tills=today.terminals />
            </div>
            <div class="cs-stack">
                <Concerns concerns=today.concerns />
                <OnShiftList people=today.on_shift />
                <Tenders tenders=today.tenders />
            </div>
        </div>
    }
}

/// The shape of a day that is on its way.
#[component]
fn DaySkeleton() -> impl IntoView {
    view! {
        <div class="cs-figures">
            {(0..4).map(|_| view! { <SkeletonBlock class="h-28" /> }).collect_view()}
        </div>
        <div class="cs-today">
            <div class="cs-stack">
                <SkeletonBlock class="h-96" />
                <SkeletonBlock class="h-40" />
            </div>
            <div class="cs-stack">
                <SkeletonBlock class="h-24" />
                <SkeletonBlock class="h-40" />
                <SkeletonBlock class="h-40" />
            </div>
        </div>
    }
}
