//! The fields of the customer display.

use bezmen_contract::till::{DisplaySettings, DisplayTestView, Settings, TestDisplay};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::Desk;
use crate::words::{Displays, t};

/// The model that is proposed first: the commands that most displays know.
const USUAL_MODEL: &str = "cd5220";

/// The address of a display that hangs on the receipt printer.
pub const PRINTER: &str = "printer";

/// What the technician has filled in; copied freely.
#[derive(Clone, Copy)]
pub struct DisplayDraft {
    desk: Desk,
    /// Where it is.
    pub address: RwSignal<String>,
    /// The model's name.
    pub model: RwSignal<String>,
    /// From 1 to 4.
    pub brightness: RwSignal<String>,
    /// The text to try it with.
    pub text: RwSignal<String>,
    /// What came of the last try.
    pub tried: RwSignal<Option<DisplayTestView>>,
    /// Whether a try is under way.
    pub busy: RwSignal<bool>,
}

impl DisplayDraft {
    /// Fills the fields with the display that is set up.
    pub fn of(desk: Desk) -> Self {
        let own = desk
            .status
            .with_untracked(|status| status.settings.display.clone());
        let level = own.as_ref().and_then(|own| own.brightness).unwrap_or(4);
        let (address, model) = match own {
            Some(own) => (own.address, own.protocol),
            None => (String::new(), USUAL_MODEL.to_owned()),
        };
        Self {
            desk,
            address: RwSignal::new(address),
            model: RwSignal::new(model),
            brightness: RwSignal::new(level.to_string()),
            text: RwSignal::new(t(Displays::TestText).to_owned()),
            tried: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn read(self) -> DisplaySettings {
        DisplaySettings {
            address: self.address.get_untracked().trim().to_owned(),
            protocol: self.model.get_untracked(),
            brightness: self.brightness.get_untracked().parse().ok(),
        }
    }

    /// Shows the text on the display as it is filled in.
    pub fn test(self) {
        let question = TestDisplay {
            display: Some(self.read()),
            text: self.text.get_untracked(),
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = bridge::call(question).await;
            self.busy.try_set(false);
            match answer {
                Ok(tried) => drop(self.tried.try_set(Some(tried))),
                Err(failure) => self.desk.refuse(&failure),
            }
        });
    }

    /// Keeps the display with the settings.
    pub fn save(self) {
        self.keep(Some(self.read()), Displays::Saved);
    }

    /// Takes the display out of the settings.
    pub fn remove(self) {
        self.address.set(String::new());
        self.keep(None, Displays::Removed);
    }

    fn keep(self, display: Option<DisplaySettings>, said: Displays) {
        let change = |settings: &mut Settings| settings.display = display;
        self.desk.keep_and_say(change, said);
    }
}
