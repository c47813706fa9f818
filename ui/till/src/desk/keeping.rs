//! Changing the settings of the till.

use bezmen_contract::till::{SaveSettings, Settings};
use bezmen_kit::bridge;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::words::{Word, t};

impl Desk {
    /// Keeps the settings with a change in them. Answers whether the till took them; says why when it did not.
    pub async fn keep(self, change: impl FnOnce(&mut Settings)) -> bool {
        let mut settings = self.status.with_untracked(|status| status.settings.clone());
        change(&mut settings);
        match bridge::call(SaveSettings { settings }).await {
            Ok(settings) => {
                let mut status = self.status.get_untracked();
                status.settings = settings;
                self.show_status(status);
                true
            }
            Err(failure) => {
                self.refuse(&failure);
                false
            }
        }
    }

    /// The same while nobody waits for it, with a word when it is done.
    pub fn keep_and_say(
        self,
        change: impl FnOnce(&mut Settings) + 'static,
        said: impl Word + 'static,
    ) {
        spawn_local(async move {
            if self.keep(change).await {
                self.say(Tone::Good, t(said));
            }
        });
    }
}
