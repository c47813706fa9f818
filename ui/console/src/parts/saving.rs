//! A form on its way to the server.

use std::future::Future;

use bezmen_contract::failure::Failure;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether a form is on its way, and why it came back.
#[derive(Clone, Copy)]
pub struct Saving {
    /// Whether it is on its way.
    pub busy: RwSignal<bool>,
    /// Why the server refused it.
    pub failure: RwSignal<Option<Failure>>,
}

impl Saving {
    /// Nothing is on its way.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Sends, and goes on when the server took it. What was typed stays when it did not.
    pub fn send<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Failure>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = call.await;
            self.busy.try_set(false);
            match answer {
                Ok(answer) => {
                    self.failure.try_set(None);
                    then(answer);
                }
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Says what is wrong without asking the server.
    pub fn refuse(self, message: impl Into<String>) {
        self.failure.set(Some(Failure::new("INVALID", message)));
    }
}
