use bezmen_contract::till::{SyncLamp, SyncState};
use bezmen_kit::lamp::{Glow, Lamp};
use bezmen_kit::moment;
use leptos::prelude::*;

use crate::desk::{Desk, Screen};
use crate::words::{Frame, fill, receipts_counted, t};

/// The one lamp of sync, in words.
#[component]
pub fn SyncLampButton() -> impl IntoView {
    let desk = Desk::here();
    let lamp = Memo::new(move |_| desk.status.with(|status| status.sync.clone()));
    let reachable = move || desk.status.with(|status| status.person.is_some());
    view! {
        <Lamp
            icon=Signal::derive(move || match lamp.get().state {
                SyncState::Level | SyncState::Sending => icondata::LuCloudCheck,
                SyncState::Unpaired
                | SyncState::Offline
                | SyncState::Trouble
                | SyncState::Revoked
                | SyncState::Forgotten => icondata::LuCloudOff,
            })
            glow=Signal::derive(move || match lamp.get().state {
                SyncState::Level | SyncState::Sending => Glow::Calm,
                SyncState::Unpaired => Glow::Dark,
                SyncState::Offline | SyncState::Trouble => Glow::Attention,
                SyncState::Revoked | SyncState::Forgotten => Glow::Bad,
            })
            word=Signal::derive(move || words(&lamp.get()))
            on_press=move || {
                if reachable() {
                    desk.go(Screen::Sync);
                }
            }
            test_id="sync-lamp"
        />
    }
}

fn words(lamp: &SyncLamp) -> String {
    let waiting = receipts_counted(lamp.waiting_receipts);
    match (lamp.state, lamp.waiting_receipts) {
        (SyncState::Unpaired, _) => t(Frame::SyncUnpaired).to_owned(),
        (SyncState::Level, _) => t(Frame::SyncLevel).to_owned(),
        (SyncState::Sending, 0) => t(Frame::SyncSendingSome).to_owned(),
        (SyncState::Sending, _) => fill(Frame::SyncSending, &[&waiting]),
        (SyncState::Offline, 0) => t(Frame::SyncOffline).to_owned(),
        (SyncState::Offline, _) => {
            let oldest = lamp
                .oldest_waiting_ms
                .map(moment::time_or_day)
                .unwrap_or_default();
            fill(Frame::SyncOfflineWaiting, &[&waiting, &oldest])
        }
        (SyncState::Trouble, _) => t(Frame::SyncTrouble).to_owned(),
        (SyncState::Revoked, 0) => t(Frame::SyncRevoked).to_owned(),
        (SyncState::Revoked, _) => fill(Frame::SyncRevokedWaiting, &[&waiting]),
        (SyncState::Forgotten, 0) => t(Frame::SyncForgotten).to_owned(),
        (SyncState::Forgotten, _) => fill(Frame::SyncForgottenWaiting, &[&waiting]),
    }
}
