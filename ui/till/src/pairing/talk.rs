//! The talk with the server about a code, as both pairing pages hold it.

use bezmen_contract::till::{PairingState, PairingView, PollPairing, StartPairing};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::desk::{Desk, with_consent};
use crate::words::{People, t};

/// How often the engine is asked how the pairing goes.
const POLL_EVERY: Duration = Duration::from_millis(1_500);

/// Where to, under which name, and how it goes.
#[derive(Clone, Copy)]
pub struct Talk {
    /// The server's address, as it is typed.
    pub address: RwSignal<String>,
    /// The name of this machine, as it is typed.
    pub name: RwSignal<String>,
    /// Why there is no code, in words; empty when nothing is wrong.
    pub error: RwSignal<String>,
    /// Whether the server is being asked.
    pub busy: RwSignal<bool>,
    /// The code and what became of it; nothing while the address is being typed.
    pub shown: RwSignal<Option<PairingView>>,
    desk: Desk,
    /// Somebody who wants another server is not led back to the code of this one.
    is_anew: RwSignal<bool>,
}

impl Talk {
    /// Begins to follow the pairing for as long as the component is there. `paired` hears once when it is done.
    pub fn follow(paired: impl Fn() + Copy + 'static) -> Self {
        let desk = Desk::here();
        let talk = Self {
            address: RwSignal::new(String::new()),
            name: RwSignal::new(String::new()),
            error: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            shown: RwSignal::new(None),
            desk,
            is_anew: RwSignal::new(false),
        };
        // Giving up the approval leads to the address, where the code can be asked for again.
        Effect::new(move || {
            if desk.consent.with(Option::is_some) {
                talk.busy.set(false);
            }
        });
        let poll = move || {
            spawn_local(async move {
                let answer = bridge::call(PollPairing {}).await;
                if let (true, Ok(view)) = (talk.is_there(), answer) {
                    talk.hear(view, paired);
                }
            });
        };
        poll();
        if let Ok(handle) = set_interval_with_handle(poll, POLL_EVERY) {
            on_cleanup(move || handle.clear());
        }
        talk
    }

    /// Asks the server for a code. A till that works well asks somebody with the right to pair it first.
    pub fn start(self) {
        let desk = self.desk;
        let server_url = self.address.get_untracked().trim().to_owned();
        if server_url.is_empty() {
            return self.error.set(t(People::AddressMissing).to_owned());
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(String::new());
        let device_name = self.name.get_untracked().trim().to_owned();
        with_consent(
            desk,
            move |approval| StartPairing {
                server_url: server_url.clone(),
                device_name: device_name.clone(),
                approval,
            },
            move |answer| {
                if !self.is_there() {
                    return;
                }
                match answer {
                    Ok(view) => {
                        self.is_anew.set(false);
                        self.shown.set(Some(view));
                    }
                    Err(failure) => self.error.set(failure.message),
                }
                self.busy.set(false);
            },
        );
    }

    /// Goes back to the address.
    pub fn anew(self) {
        self.is_anew.set(true);
        self.shown.set(None);
    }

    /// A code that nobody waits for any more says nothing here: the engine remembers how the pairing before this one ended.
    fn hear(self, view: PairingView, paired: impl Fn()) {
        let is_ours = view.state == PairingState::Waiting || self.waits();
        let is_known = self.shown.with_untracked(|old| old.as_ref() == Some(&view));
        if !is_ours || is_known || view.state == PairingState::Idle || self.is_anew.get_untracked()
        {
            return;
        }
        let is_done = view.state == PairingState::Paired;
        self.shown.set(Some(view));
        if is_done {
            paired();
        }
    }

    /// Tells whether somebody still looks: an answer may come when the page was left.
    pub fn is_there(self) -> bool {
        self.shown.try_with_untracked(|_| ()).is_some()
    }

    fn waits(self) -> bool {
        self.shown.with_untracked(|shown| {
            shown
                .as_ref()
                .is_some_and(|view| view.state == PairingState::Waiting)
        })
    }
}
