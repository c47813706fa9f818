//! The label scale that is being set up: kept as typed until it is saved.

use bezmen_contract::till::{LabelScaleSettings, Settings};
use bezmen_kit::notice::Tone;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::{Labels, t};

/// What settings put before the name of a file.
const FILE: &str = "file:";

/// The fields; copied freely.
#[derive(Clone, Copy)]
pub struct LabelScaleDraft {
    /// The kind of scale, as settings keep it.
    pub kind: RwSignal<String>,
    /// Where it is.
    pub address: RwSignal<String>,
    /// Its number on its line; empty for the usual one.
    pub number: RwSignal<String>,
    /// Its password; empty for the usual one.
    pub password: RwSignal<String>,
    desk: Desk,
}

impl LabelScaleDraft {
    /// Begins with what is kept.
    pub fn begin(desk: Desk) -> Self {
        let kept = desk
            .status
            .with_untracked(|status| status.settings.label_scale.clone());
        let kept = kept.unwrap_or_else(|| LabelScaleSettings {
            address: String::new(),
            kind: "cas_lp".to_owned(),
            number: None,
            password: None,
        });
        let number = kept.number.map(|number| number.to_string());
        Self {
            kind: RwSignal::new(kept.kind),
            address: RwSignal::new(kept.address),
            number: RwSignal::new(number.unwrap_or_default()),
            password: RwSignal::new(kept.password.unwrap_or_default()),
            desk,
        }
    }

    /// Whether the goods go by a file.
    pub fn is_file(self) -> bool {
        self.kind.with(|kind| kind.starts_with(FILE))
    }

    /// The scale as the fields describe it, or says what is missing.
    pub fn on_trial(self, needs_address: bool) -> Option<LabelScaleSettings> {
        self.desk.said.set(None);
        match untrack(|| self.read(needs_address)) {
            Ok(scale) => Some(scale),
            Err(word) => {
                self.desk.say(Tone::Bad, t(word));
                None
            }
        }
    }

    fn read(self, needs_address: bool) -> Result<LabelScaleSettings, Labels> {
        let address = self.address.get().trim().to_owned();
        let is_file = self.is_file();
        if address.is_empty() && needs_address && !is_file {
            return Err(Labels::ScaleNoAddress);
        }
        let number = match self.number.get().trim() {
            "" => None,
            typed => Some(
                typed
                    .parse()
                    .ok()
                    .filter(|number| *number > 0)
                    .ok_or(Labels::NumberWrong)?,
            ),
        };
        let password = self.password.get().trim().to_owned();
        Ok(LabelScaleSettings {
            address: if is_file { String::new() } else { address },
            kind: self.kind.get(),
            number,
            password: Some(password).filter(|password| !password.is_empty()),
        })
    }

    /// Keeps the scale with the settings.
    pub fn save(self) {
        if let Some(scale) = self.on_trial(true) {
            self.keep(Some(scale), Labels::ScaleSaved);
        }
    }

    /// Takes the scale out of the settings.
    pub fn remove(self) {
        self.address.set(String::new());
        self.keep(None, Labels::ScaleRemoved);
    }

    fn keep(self, scale: Option<LabelScaleSettings>, word: Labels) {
        let change = |settings: &mut Settings| settings.label_scale = scale;
        self.desk.keep_and_say(change, word);
    }
}
