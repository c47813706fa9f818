//! Profiles that were changed for one printer or came from a file.

use std::sync::Arc;

use bezmen_contract::till::{
    ChooseCodeTable, ExportProfile, ImportProfile, PrinterSettings, ProfileFileView,
};
use bezmen_devices::printer::codepage::CodePage;
use bezmen_devices::printer::profile::{PrinterProfile, ProfileError, Slot};

use crate::answer::Answer;
use crate::bench::admit;
use crate::engine::Engine;
use crate::printing::profile_of;
use crate::refusal::Refusal;

/// The longest file of a profile: far more than the largest one there is.
const MAX_FILE_BYTES: usize = 64 * 1024;

impl Answer for ChooseCodeTable {
    fn answer(self, engine: &Arc<Engine>) -> Result<PrinterSettings, Refusal> {
        admit(engine)?;
        let mut profile = profile_of(&self.printer).map_err(Refusal::PrinterUnusable)?;
        let page: CodePage = self
            .page
            .parse()
            .map_err(|_| Refusal::SettingInvalid { field: "page" })?;
        let chosen = Slot::new(page, self.number);
        // Where the printer is not as its profile says, the profile's other Russian tables prove nothing either: what the
        // chosen one lacks is then written otherwise or drawn.
        let is_as_expected = profile.slots.contains(&chosen);
        profile.slots.retain(|slot| {
            slot.number != chosen.number && (is_as_expected || !slot.page.is_cyrillic())
        });
        profile.slots.insert(0, chosen);
        profile.name = own_name(&profile.name);
        with_own(self.printer, &profile)
    }
}

impl Answer for ExportProfile {
    fn answer(self, engine: &Arc<Engine>) -> Result<ProfileFileView, Refusal> {
        admit(engine)?;
        let mut profile = profile_of(&self.printer).map_err(Refusal::PrinterUnusable)?;
        // The file is there to be changed, and a changed profile needs a name of its own.
        profile.name = own_name(&profile.name);
        let letters = |letter: char| {
            if letter.is_alphanumeric() || letter == '-' {
                letter
            } else {
                '_'
            }
        };
        let name: String = profile.name.chars().map(letters).collect();
        Ok(ProfileFileView {
            name: format!("{name}.json"),
            text: profile.to_json(),
        })
    }
}

impl Answer for ImportProfile {
    fn answer(self, engine: &Arc<Engine>) -> Result<PrinterSettings, Refusal> {
        admit(engine)?;
        if self.text.len() > MAX_FILE_BYTES {
            return Err(Refusal::TextTooLong {
                limit: MAX_FILE_BYTES,
            });
        }
        let profile = PrinterProfile::from_json(&self.text).map_err(Refusal::ProfileUnusable)?;
        with_own(self.printer, &profile)
    }
}

/// A name that no profile of the product has.
fn own_name(name: &str) -> String {
    if PrinterProfile::built_in(name).is_some() {
        format!("{name}-own")
    } else {
        name.to_owned()
    }
}

fn with_own(
    printer: PrinterSettings,
    profile: &PrinterProfile,
) -> Result<PrinterSettings, Refusal> {
    let unreadable = |error: serde_json::Error| {
        Refusal::ProfileUnusable(ProfileError::Unreadable {
            cause: error.to_string(),
        })
    };
    let own = serde_json::from_str(&profile.to_json()).map_err(unreadable)?;
    Ok(PrinterSettings {
        profile: profile.name.clone(),
        own_profile: Some(own),
        ..printer
    })
}
