use bezmen_contract::till::{ExportOutbox, GetSyncStatus, SyncNow, SyncStatusView};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::notices::Notices;
use super::pair_again_panel::{PairAgainPanel, wants_pairing};
use super::print_queue::PrintQueue;
use super::sync_facts::SyncFacts;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip, leave_keys};
use crate::words::{Frame, Health, fill, t};

/// How often the figures are asked for while somebody looks.
const ASK_EVERY: Duration = Duration::from_secs(3);

/// How sync and printing stand, and what to do about it.
#[component]
pub fn StatusPage() -> impl IntoView {
    let desk = Desk::here();
    let sync = RwSignal::new(None::<SyncStatusView>);
    let busy = RwSignal::new(false);
    leave_keys(desk, Screen::Sell, |_| bezmen_kit::beep::bad());
    let ask = move || {
        spawn_local(async move {
            if let Ok(view) = bridge::call(GetSyncStatus {}).await {
                sync.set(Some(view));
            }
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
    let sync_now = move || {
        busy.set(true);
        spawn_local(async move {
            match bridge::call(SyncNow {}).await {
                Ok(view) => sync.set(Some(view)),
                Err(failure) => desk.refuse(&failure),
            }
            busy.set(false);
        });
    };
    let export = move || {
        spawn_local(async move {
            match bridge::call(ExportOutbox {}).await {
                Ok(file) => desk.say(
                    Tone::Good,
                    fill(Health::Exported, &[&file.path, &file.ops.to_string()]),
                ),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    // The lamp of the frame knows first; the page is asked for now and then.
    let lamp = Memo::new(move |_| desk.status.with(|status| status.sync.clone()));
    let disconnected = move || Some(lamp.get()).filter(wants_pairing);
    let last_error = move || {
        sync.with(|sync| {
            sync.as_ref()
                .map(|sync| sync.last_error.clone())
                .filter(|error| !error.is_empty())
        })
        .filter(|_| disconnected().is_none())
    };
    // A screen has one main action: while the till is disconnected, that is connecting it.
    let is_disconnected = Memo::new(move |_| disconnected().is_some());
    let buttons = move || {
        let weight = if is_disconnected.get() {
            Weight::Plain
        } else {
            Weight::Main
        };
        view! {
            <div class="flex gap-2">
                <Button word=t(Health::SyncNow) icon=icondata::LuRefreshCw weight=weight class="grow" busy=busy test_id="sync-now" on_press=sync_now />
                <Button word=t(Health::Export) icon=icondata::LuDownload class="grow" test_id="export" on_press=export />
            </div>
        }
    };
    let version = move || {
        desk.status
            .with(|status| fill(Health::Version, &[&status.version]))
    };
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Frame::SyncAndPrint) />
            <SaidStrip />
            <div class="bz-split">
                <section class="flex flex-col gap-3 min-h-0 overflow-auto">
                    {move || disconnected().map(|lamp| view! { <PairAgainPanel lamp=lamp /> })}
                    {move || last_error().map(|error| view! { <Notice tone=Tone::Attention text=error /> })}
                    {buttons}
                    {move || sync.get().map(|sync| view! { <SyncFacts sync=sync /> })}
                    {move || sync.get().map(|view| view! { <Notices notices=view.notices sync=sync /> })}
                    <p class="text-faint text-sm">{version}</p>
                </section>
                <PrintQueue />
            </div>
        </div>
    }
}
