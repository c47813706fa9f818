//! Models of displays: which commands they understand, and which letters they have.
//!
//! Sources: the commands of Epson's DM-D and of CD5220 as user manuals print them (Partner Tech CD5220, POS-X XP8200, sections
//! “CD5220 standard mode”); the tables of Aures displays from escpos-printer-db (see `printer/profile/NOTICE`). That DM-D has
//! page 866 as table 17, and that the Russian table of CD5220 (`ESC c R`, on some `ESC f R`) is page 866, is general knowledge: the strip of code
//! tables in pairing shows it.

use bezmen_domain::locale::Locale;

use crate::printer::codepage::CodePage;
use crate::printer::profile::{PrinterProfile, Slot};

/// The commands a display understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DisplayProtocol {
    /// Epson's: `US $` for places, `ESC t` for tables.
    EscPos,
    /// CD5220 in its string mode: `ESC Q A` and `ESC Q B`, `ESC c` for tables.
    Cd5220,
}

/// A model of a display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayProfile {
    /// The name it is chosen by.
    pub name: String,
    /// Its commands.
    pub protocol: DisplayProtocol,
    /// Its tables, the preferred one first: `n` of `ESC t n`, or the letter of `ESC c`.
    pub slots: Vec<Slot>,
    /// Whether it hangs on a receipt printer, which passes on what follows `ESC = 2`.
    pub behind_printer: bool,
}

/// A name that no display has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no display “{name}”: choose one of {known}", known = DisplayProfile::NAMES.join(", "))]
pub struct UnknownDisplay {
    /// The name.
    pub name: String,
}

impl UnknownDisplay {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => format!(
                "нет дисплея «{}»: выберите один из {}",
                self.name,
                DisplayProfile::NAMES.join(", ")
            ),
        }
    }
}

impl DisplayProfile {
    /// The names of all models.
    pub const NAMES: [&'static str; 8] = [
        "dm-d",
        "dm-d-printer",
        "cd5220",
        "cd5220-latin",
        "aures",
        "ocd-100",
        "ocd-300",
        "af-240",
    ];

    /// Every model.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NAMES
            .into_iter()
            .filter_map(|name| Self::built_in(name).ok())
    }

    /// Finds a model by its name, in any case.
    ///
    /// # Errors
    /// Names the models there are.
    pub fn built_in(name: &str) -> Result<Self, UnknownDisplay> {
        let unknown = || UnknownDisplay {
            name: name.trim().to_owned(),
        };
        let key = name.trim().to_ascii_lowercase();
        let cyrillic = |number| Slot::new(CodePage::CP866, number);
        let epson = || {
            let mut slots = vec![cyrillic(17), Slot::new(CodePage::CP437, 0)];
            let others = [("CP850", 2), ("CP852", 18), ("CP858", 19), ("CP1252", 16)];
            slots.extend(others.iter().filter_map(|(page, number)| {
                CodePage::from_name(page).map(|page| Slot::new(page, *number))
            }));
            slots
        };
        let (protocol, slots) = match key.as_str() {
            "dm-d" | "dm-d-printer" => (DisplayProtocol::EscPos, epson()),
            "cd5220" => (DisplayProtocol::Cd5220, vec![cyrillic(b'R')]),
            "cd5220-latin" => (
                DisplayProtocol::Cd5220,
                vec![Slot::new(CodePage::CP437, b'A')],
            ),
            "aures" | "ocd-100" | "ocd-300" | "af-240" => (
                DisplayProtocol::EscPos,
                PrinterProfile::built_in(&key).ok_or_else(unknown)?.slots,
            ),
            _ => return Err(unknown()),
        };
        Ok(Self {
            behind_printer: key == "dm-d-printer",
            name: key,
            protocol,
            slots,
        })
    }

    /// Finds a model as settings name it: by its name, or by a word of older settings. What is reached by way of the receipt
    /// printer is called before each view, whatever its model.
    ///
    /// # Errors
    /// Names the models there are.
    pub fn of_settings(name: &str, is_behind_printer: bool) -> Result<Self, UnknownDisplay> {
        let key = name.trim().to_ascii_lowercase();
        let mut profile = Self::built_in(match key.as_str() {
            "escpos" | "esc_pos" => "dm-d",
            other => other,
        })?;
        profile.behind_printer |= is_behind_printer;
        Ok(profile)
    }

    /// What a technician reads in the list of models.
    #[must_use]
    pub fn title(&self, locale: Locale) -> String {
        let title = match self.name.as_str() {
            "dm-d" => "Epson DM-D (ESC/POS)",
            "dm-d-printer" => locale.pick(
                "Epson DM-D, через принтер чеков",
                "Epson DM-D, through the receipt printer",
            ),
            "cd5220" => locale.pick("CD5220, с русскими буквами", "CD5220, with Russian letters"),
            "cd5220-latin" => locale.pick("CD5220, только латиница", "CD5220, Latin letters only"),
            "aures" => "Aures (ESC/POS)",
            "ocd-100" => "Aures OCD-100",
            "ocd-300" => "Aures OCD-300",
            "af-240" => "AF-240",
            other => other,
        };
        title.to_owned()
    }

    /// The tables that text can move between: all of them, or in string mode the one that was chosen at the start.
    #[must_use]
    pub fn usable_slots(&self) -> &[Slot] {
        match self.protocol {
            DisplayProtocol::EscPos => &self.slots,
            DisplayProtocol::Cd5220 => self.slots.get(..1).unwrap_or_default(),
        }
    }
}
