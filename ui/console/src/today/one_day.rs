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
use crate::today::first_steps::FirstSteps;
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
    let here = Memo::new(move |_| load.value.with(Option::is_some));
    view! {
        {move || view! { <PageHead title=title.get() note=note /> }}
        <FailureNote failure=load.failure retry=Callback::new(move |()| load.again()) />
        {move || match here.get() {
            true => view! { <Day load=load /> }.into_any(),
            false if load.failure.with(Option::is_none) => view! { <DaySkeleton /> }.into_any(),
            false => ().into_any(),
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

/// Follows one part of the day, so that a refresh draws only what has changed.
fn part<T>(load: Load<Today>, pick: fn(&Today) -> T) -> Memo<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| load.value.with(|today| today.as_ref().map(pick)))
}

/// Names the day compared with; a day that is not over is compared with the other one up to the same time.
fn against(today: &Today) -> String {
    let as_of = BusinessDate::from_wall(today.as_of_ms, look::utc_offset_minutes());
    match today.compared_with.parse() {
        Ok(before) if today.date == as_of.to_string() => w::this_time_on(before),
        _ => moments::day_text(&today.compared_with),
    }
}

/// The day that is here.
#[component]
fn Day(
    /// The day.
    load: Load<Today>,
) -> impl IntoView {
    let figures = part(load, |today| {
        (today.figures.clone(), today.before.clone(), against(today))
    });
    let hours = part(load, |today| {
        (
            today.hours.clone(),
            today.date.clone(),
            today.compared_with.clone(),
        )
    });
    let tills = part(load, |today| today.terminals.clone());
    let concerns = part(load, |today| today.concerns.clone());
    let on_shift = part(load, |today| today.on_shift.clone());
    let tenders = part(load, |today| today.tenders.clone());
    // All being well means little before there is a till.
    let is_new = Memo::new(move |_| tills.with(|tills| tills.as_ref().is_some_and(Vec::is_empty)));
    view! {
        <Show when=move || is_new.get()>
            <FirstSteps />
        </Show>
        {move || figures.get().map(|(now, before, against)| view! { <FigureRow now=now before=before against=against /> })}
        <div class="cs-today">
            <div class="cs-stack">
                {move || {
                    hours
                        .get()
                        .map(|(hours, date, against)| view! { <Hours hours=hours date=date compared_with=against /> })
                }}
                {move || tills.get().filter(|tills| !tills.is_empty()).map(|tills| view! { <Tills tills=tills /> })}
            </div>
            <div class="cs-stack">
                {move || {
                    let concerns = concerns.get().filter(|concerns| !is_new.get() || !concerns.is_empty());
                    concerns.map(|concerns| view! { <Concerns concerns=concerns /> })
                }}
                {move || on_shift.get().map(|people| view! { <OnShiftList people=people /> })}
                {move || tenders.get().map(|tenders| view! { <Tenders tenders=tenders /> })}
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
