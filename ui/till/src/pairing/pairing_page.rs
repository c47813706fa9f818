use bezmen_contract::till::{PairingState, PairingView, PollPairing};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::address_form::AddressForm;
use super::code_panel::CodePanel;
use crate::desk::Desk;
use crate::words::{People, t};

/// How often the engine is asked how the pairing goes.
const POLL_EVERY: Duration = Duration::from_millis(1_500);

/// Server address, then the code to type in the console, then waiting.
#[component]
pub fn PairingPage() -> impl IntoView {
    let desk = Desk::here();
    let pairing = RwSignal::new(None::<PairingView>);
    // Somebody who wants another server is not led back to the code of this one.
    let starting_anew = RwSignal::new(false);
    let poll = move || {
        spawn_local(async move {
            if let Ok(view) = bridge::call(PollPairing {}).await {
                if view.state == PairingState::Paired {
                    desk.refresh_status();
                }
                if view.state != PairingState::Idle
                    && !starting_anew.get_untracked()
                    && pairing.with_untracked(|old| old.as_ref() != Some(&view))
                {
                    pairing.set(Some(view));
                }
            }
        });
    };
    poll();
    if let Ok(handle) = set_interval_with_handle(poll, POLL_EVERY) {
        on_cleanup(move || handle.clear());
    }
    desk.keys.take(|_| false);
    view! {
        <div class="bz-page-middle">
            <section class="bz-panel flex flex-col gap-6 p-8 w-full max-w-2xl">
                <div class="flex flex-col gap-2">
                    <h1 class="bz-title">{t(People::PairTitle)}</h1>
                    <p class="text-faint">{t(People::PairHint)}</p>
                </div>
                {move || match pairing.get() {
                    None => {
                        let started = Callback::new(move |view| {
                            starting_anew.set(false);
                            pairing.set(Some(view));
                        });
                        view! { <AddressForm started=started /> }.into_any()
                    }
                    Some(view) => {
                        let again = Callback::new(move |()| {
                            starting_anew.set(true);
                            pairing.set(None);
                        });
                        view! { <CodePanel view=view again=again /> }.into_any()
                    }
                }}
            </section>
        </div>
    }
}
