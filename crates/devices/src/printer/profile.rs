//! What a printer model can do, and how it wants to be spoken to.
//!
//! The profiles are data. `profile/database.json` holds the fifty models of escpos-printer-db (see
//! `profile/NOTICE`), `profile/own.json` the families that shops name when they do not know the model; a technician
//! adds others as files of the same form ([`PrinterProfile::from_json`]).

mod catalog;
mod validate;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::codepage::CodePage;
use super::raster::font::Cell;

pub use self::validate::{ProfileError, ProfileProblem};

/// A code page and the number that selects it with `ESC t n`. The number differs from maker to maker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its `n` in `ESC t n`.
    pub number: u8,
    /// The page.
    pub page: CodePage,
}

impl Slot {
    /// Makes a slot.
    #[must_use]
    pub const fn new(page: CodePage, number: u8) -> Self {
        Self { number, page }
    }
}

/// What the device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// A printer.
    #[default]
    Printer,
    /// A customer display that understands the text commands of a printer.
    Display,
}

/// How many characters fit on a line, by font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Font A, the usual one.
    pub font_a: u8,
    /// Font B, the small one.
    pub font_b: u8,
}

/// How the paper is parted after a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cutter {
    /// No cutter: the paper is fed past the tear bar.
    None,
    /// A cutter that leaves a bridge, so that the receipt does not fall.
    Partial,
    /// A cutter that cuts through.
    Full,
    /// A cutter that can do either; a receipt is cut with a bridge.
    Both,
    /// A cutter of the time before `GS V`: `ESC m` with a bridge, `ESC i` through.
    Legacy,
}

/// Which command draws a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Images {
    /// None: it prints text only.
    None,
    /// `GS v 0`, row by row.
    Raster,
    /// `ESC * 33`, columns of 24 dots.
    Column24,
    /// `ESC * 1`, columns of 8 dots: needle printers.
    Column8,
}

/// Which form of `GS k` draws a bar code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Barcodes {
    /// None.
    None,
    /// Form A, which ends in a zero byte and knows no Code 128.
    FormA,
    /// Form B, which gives the length first, and form A.
    BothForms,
}

/// The connector pin that opens the drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawerPin {
    /// Pin 2: the first drawer.
    Pin2,
    /// Pin 5: the second drawer.
    Pin5,
}

/// The pulse that opens the cash drawer, in units of 2 ms as `ESC p` takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerPulse {
    /// Which pin carries the pulse.
    pub pin: DrawerPin,
    /// How long the current flows, in 2 ms.
    pub on_2ms: u8,
    /// How long to rest after it, in 2 ms; protects the coil.
    pub off_2ms: u8,
}

impl DrawerPulse {
    /// 50 ms on and 500 ms off on pin 2: opens every common drawer and overheats none.
    pub const USUAL: Self = Self {
        pin: DrawerPin::Pin2,
        on_2ms: 0x19,
        off_2ms: 0xfa,
    };
}

/// What a printer model can do and how it wants to be spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a model, and a key of its own in a profile's file"
)]
pub struct PrinterProfile {
    /// The name it is chosen by.
    pub name: String,
    /// Who makes it.
    #[serde(default)]
    pub vendor: String,
    /// What the maker calls it.
    #[serde(default)]
    pub model: String,
    /// What it is.
    #[serde(default)]
    pub kind: DeviceKind,
    /// Dots to the inch, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpi: Option<u16>,
    /// Width of the print head in dots.
    pub width_dots: u16,
    /// Width of the paper in tenths of a millimetre, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width_tenths_mm: Option<u16>,
    /// Characters on a line.
    pub columns: Columns,
    /// Characters on a line of fonts beyond A and B, by their `n` in `ESC M n`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other_fonts: BTreeMap<u8, u8>,
    /// Code tables, the preferred one first.
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// The cutter.
    pub cutter: Cutter,
    /// Lines to feed so that the last printed one passes the cutter or the tear bar.
    #[serde(default)]
    pub feed_before_cut: u8,
    /// The drawer pulse; nothing when the printer has no drawer connector.
    pub drawer: Option<DrawerPulse>,
    /// How it draws pictures.
    pub images: Images,
    /// Whether it draws QR codes by itself (`GS ( k`).
    pub draws_qr: bool,
    /// How it draws bar codes by itself.
    pub barcodes: Barcodes,
    /// Whether it is known to answer status requests over its connection.
    #[serde(default)]
    pub answers_status: bool,
    /// Whether it starts in the two-byte Chinese mode, where Cyrillic letters print as hanzi until `FS .`.
    #[serde(default)]
    pub wakes_in_kanji_mode: bool,
    /// Whether it beeps at `ESC B`.
    #[serde(default)]
    pub beeper: bool,
    /// What to send at the start of each job; in hex in a file.
    #[serde(with = "hex_bytes")]
    pub init: Vec<u8>,
}

/// Names that others use for a family, and ours.
const OTHER_NAMES: [(&str, &str); 2] = [("pos-8360", "pos80"), ("star-prnt/star", "star-line")];

impl PrinterProfile {
    /// Names of the families of printers, which a shop chooses from when it does not know the model.
    pub const BUILT_IN: [&'static str; 22] = [
        "epson",
        "xprinter",
        "rongta",
        "pos58",
        "virtual",
        "epson-legacy",
        "bixolon",
        "bixolon-legacy",
        "citizen",
        "star",
        "star-line",
        "hp",
        "fujitsu",
        "metapace",
        "mpt",
        "youku",
        "pos80",
        "kr306",
        "yhd",
        "wincor",
        "sunmi",
        "aures",
    ];

    /// Every profile there is: the families first, then the models of the printer database.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        catalog::all().iter()
    }

    /// Finds a profile by its name, in any case: “epson”, “TM-T88V”; also by the name that ReceiptPrinterEncoder gives the
    /// same table of code pages: “esc-pos/xprinter”.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let name = name.trim();
        let name = name.strip_prefix("esc-pos/").unwrap_or(name);
        let other = OTHER_NAMES
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        let name = other.map_or(name, |(_, name)| name);
        Self::all()
            .find(|profile| profile.name.eq_ignore_ascii_case(name))
            .cloned()
    }

    /// The profile of the virtual printer, which is what an unconfigured till prints to.
    #[must_use]
    pub fn virtual_printer() -> Self {
        catalog::virtual_printer()
    }

    /// Reads a profile from a file that [`Self::to_json`] or a technician wrote.
    ///
    /// # Errors
    /// Says everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, ProfileError> {
        let profile: Self =
            serde_json::from_str(text).map_err(|error| ProfileError::Unreadable {
                cause: error.to_string(),
            })?;
        profile.check()?;
        Ok(profile)
    }

    /// Writes the profile as a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // The profile consists of texts and numbers, which JSON has.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The page that `ESC t number` selects; table 0 is page 437 on printers that do not say otherwise.
    #[must_use]
    pub fn page_of(&self, number: u8) -> Option<CodePage> {
        let slot = self.slots.iter().find(|slot| slot.number == number);
        slot.map(|slot| slot.page)
            .or((number == 0).then_some(CodePage::CP437))
    }

    /// Whether it has a code table with Russian letters.
    #[must_use]
    pub fn writes_cyrillic(&self) -> bool {
        self.slots.iter().any(|slot| slot.page.is_cyrillic())
    }

    /// Whether text that no code table has can be drawn as a picture.
    #[must_use]
    pub const fn draws_pictures(&self) -> bool {
        !matches!(self.images, Images::None)
    }

    /// The size of a character of font A, so that a drawn line has the columns of a printed one.
    #[must_use]
    pub fn cell(&self) -> Cell {
        let width = self.width_dots / u16::from(self.columns.font_a.max(1));
        match self.images {
            // A row of needles is as far from the next as two columns: the letters are printed twice as high.
            Images::Column8 => Cell::new(width.clamp(6, 12), 16),
            Images::None | Images::Raster | Images::Column24 => Cell::new(width.clamp(8, 24), 24),
        }
    }
}

/// Bytes as hex.
mod hex_bytes {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&crate::printer::hex::encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::printer::hex::decode(&text).ok_or_else(|| {
            D::Error::custom(format!("“{text}” is not hex: write bytes such as 1b401c2e"))
        })
    }
}

#[cfg(test)]
mod tests;
