use bezmen_contract::till::{GetSyncStatus, PairingState, PollPairing};
use bezmen_kit::bridge;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address_form::AddressForm;
use super::code_panel::CodePanel;
use super::talk::Talk;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, leave_keys};
use crate::words::{Health, People, t};

/// Asks the server that the till had for a code at once, and leads back when the owner has confirmed it. A code that is
/// waited for already stays: the owner may be typing it.
#[component]
pub fn PairAgainPage() -> impl IntoView {
    let desk = Desk::here();
    let talk = Talk::follow(move || {
        desk.go(Screen::Sync);
        desk.say(Tone::Good, t(Health::PairedAgain));
    });
    leave_keys(desk, Screen::Sync, |_| bezmen_kit::beep::bad());
    talk.name
        .set(desk.status.with_untracked(|status| status.terminal.clone()));
    spawn_local(async move {
        let answer = bridge::call(GetSyncStatus {}).await;
        let under_way = bridge::call(PollPairing {}).await;
        if !talk.is_there() {
            return;
        }
        match answer {
            Ok(sync) => {
                let goes_on = under_way.is_ok_and(|view| {
                    view.state == PairingState::Waiting
                        && view.confirm_url.starts_with(&sync.server_url)
                });
                talk.address.set(sync.server_url);
                if !goes_on {
                    talk.start();
                }
            }
            Err(failure) => talk.error.set(failure.message),
        }
    });
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Health::PairAgain) back=Screen::Sync />
            <div class="bz-page-middle">
                <section class="bz-panel flex flex-col gap-6 p-8 w-full max-w-2xl" data-testid="pair-again-page">
                    <p class="text-faint">{t(Health::PairAgainHint)}</p>
                    {move || match talk.shown.get() {
                        Some(view) => view! { <CodePanel view=view talk=talk /> }.into_any(),
                        None if talk.busy.get() => view! { <p>{t(People::Asking)}</p> }.into_any(),
                        None => view! { <AddressForm talk=talk /> }.into_any(),
                    }}
                </section>
            </div>
        </div>
    }
}
