//! The label printer that is being set up: kept as typed until it is saved.

use bezmen_contract::till::{LabelPrinterSettings, Settings};
use bezmen_kit::notice::Tone;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::{Labels, t};

/// What settings hold in place of an address where labels come out of the receipt printer.
const RECEIPT_PRINTER: &str = "printer";

/// Where labels come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlet {
    /// Nowhere.
    None,
    /// Of the receipt printer.
    Receipts,
    /// Of a label printer.
    Own,
}

/// What a label printer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// ESC/POS.
    EscPos,
    /// ZPL.
    Zpl,
    /// TSPL.
    Tspl,
}

impl Tongue {
    const NAMES: [(Self, &'static str); 3] = [
        (Self::EscPos, "escpos"),
        (Self::Zpl, "zpl"),
        (Self::Tspl, "tspl"),
    ];

    fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(tongue, _)| *tongue == self);
        found.map_or("escpos", |(_, name)| name)
    }
}

/// The fields; copied freely.
#[derive(Clone, Copy)]
pub struct LabelDraft {
    /// Where labels come out.
    pub outlet: RwSignal<Outlet>,
    /// Where the label printer is.
    pub address: RwSignal<String>,
    /// What it speaks.
    pub tongue: RwSignal<Tongue>,
    /// Width of a label in millimetres.
    pub width: RwSignal<String>,
    /// Height of a label in millimetres.
    pub height: RwSignal<String>,
    /// Dots per inch.
    pub dpi: RwSignal<String>,
    desk: Desk,
}

impl LabelDraft {
    /// Begins with what is kept.
    pub fn begin(desk: Desk) -> Self {
        let draft = Self {
            outlet: RwSignal::new(Outlet::None),
            address: RwSignal::new(String::new()),
            tongue: RwSignal::new(Tongue::Tspl),
            width: RwSignal::new("58".to_owned()),
            height: RwSignal::new("40".to_owned()),
            dpi: RwSignal::new("203".to_owned()),
            desk,
        };
        if let Some(kept) = untrack(|| draft.kept()) {
            let is_receipts = kept.address == RECEIPT_PRINTER;
            draft.outlet.set(if is_receipts {
                Outlet::Receipts
            } else {
                Outlet::Own
            });
            if !is_receipts {
                draft.address.set(kept.address);
            }
            let known = Tongue::NAMES
                .iter()
                .find(|(_, name)| *name == kept.language);
            draft
                .tongue
                .set(known.map_or(Tongue::Tspl, |(tongue, _)| *tongue));
            draft.width.set(kept.width_mm.to_string());
            draft.height.set(kept.height_mm.to_string());
            draft.dpi.set(kept.dpi.to_string());
        }
        draft
    }

    fn kept(self) -> Option<LabelPrinterSettings> {
        self.desk
            .status
            .with(|status| status.settings.label_printer.clone())
    }

    /// Reads the fields: nothing when labels come out nowhere.
    fn read(self) -> Result<Option<LabelPrinterSettings>, Labels> {
        let number = |field: RwSignal<String>| -> Result<u16, Labels> {
            field.get().trim().parse().map_err(|_| Labels::WrongNumber)
        };
        let typed = self.address.get().trim().to_owned();
        let (address, language) = match self.outlet.get() {
            Outlet::None => return Ok(None),
            Outlet::Receipts => (RECEIPT_PRINTER.to_owned(), Tongue::EscPos),
            Outlet::Own if typed.is_empty() => return Err(Labels::NoAddress),
            Outlet::Own => (typed, self.tongue.get()),
        };
        Ok(Some(LabelPrinterSettings {
            address,
            language: language.name().to_owned(),
            width_mm: number(self.width)?,
            height_mm: number(self.height)?,
            dpi: number(self.dpi)?,
        }))
    }

    /// The printer as the fields describe it, or says what is missing.
    pub fn on_trial(self) -> Option<LabelPrinterSettings> {
        self.desk.said.set(None);
        match untrack(|| self.read()) {
            Ok(printer) => printer,
            Err(word) => {
                self.desk.say(Tone::Bad, t(word));
                None
            }
        }
    }

    /// Whether the fields say something else than the settings.
    pub fn is_changed(self) -> bool {
        self.read() != Ok(self.kept())
    }

    /// Keeps the printer with the settings.
    pub fn save(self) {
        let printer = match untrack(|| self.read()) {
            Ok(printer) => printer,
            Err(word) => return self.desk.say(Tone::Bad, t(word)),
        };
        let word = if printer.is_some() {
            Labels::Saved
        } else {
            Labels::Removed
        };
        let change = |settings: &mut Settings| settings.label_printer = printer;
        self.desk.keep_and_say(change, word);
    }
}
