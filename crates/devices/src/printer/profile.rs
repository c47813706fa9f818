//! What a printer model can do.

use serde::{Deserialize, Serialize};

use super::codepage::CodePage;

/// A code page and the number that selects it with `ESC t n`. The number differs from maker to maker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The page.
    pub page: CodePage,
    /// Its `n` in `ESC t n`.
    pub number: u8,
}

impl Slot {
    /// Makes a slot.
    #[must_use]
    pub const fn new(page: CodePage, number: u8) -> Self {
        Self { page, number }
    }
}

/// How many characters fit on a line, by font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct PrinterProfile {
    /// The name it is chosen by.
    pub name: String,
    /// Characters on a line.
    pub columns: Columns,
    /// Width of the print head in dots.
    pub width_dots: u16,
    /// Code tables, the preferred one first.
    pub slots: Vec<Slot>,
    /// The cutter.
    pub cutter: Cutter,
    /// Lines to feed so that the last printed one passes the cutter or the tear bar.
    pub feed_before_cut: u8,
    /// The drawer pulse; nothing when the printer has no drawer connector.
    pub drawer: Option<DrawerPulse>,
    /// Whether it draws QR codes by itself (`GS ( k`).
    pub draws_qr: bool,
    /// Whether it starts in the two-byte Chinese mode, where Cyrillic letters print as hanzi until `FS .`.
    pub wakes_in_kanji_mode: bool,
    /// Whether it is known to answer status requests over its connection.
    pub answers_status: bool,
    /// What to send at the start of each job.
    pub init: Vec<u8>,
}

/// `ESC @` (start anew) and `FS .` (leave the Chinese mode); harmless where there is none.
const USUAL_INIT: [u8; 4] = [0x1b, 0x40, 0x1c, 0x2e];

impl PrinterProfile {
    /// Names of the built-in profiles.
    pub const BUILT_IN: [&'static str; 5] = ["epson", "xprinter", "rongta", "pos58", "virtual"];

    /// Finds a built-in profile by its name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        match name {
            "epson" => Some(Self::eighty_millimetres("epson", 17, 46)),
            "xprinter" => Some(Self {
                wakes_in_kanji_mode: true,
                ..Self::eighty_millimetres("xprinter", 17, 23)
            }),
            "rongta" => Some(Self {
                wakes_in_kanji_mode: true,
                ..Self::eighty_millimetres("rongta", 7, 6)
            }),
            "pos58" => Some(Self::fifty_eight_millimetres()),
            "virtual" => Some(Self::eighty_millimetres("virtual", 17, 46)),
            _ => None,
        }
    }

    /// The profile of the virtual printer, which is what an unconfigured till prints to.
    #[must_use]
    pub fn virtual_printer() -> Self {
        Self::eighty_millimetres("virtual", 17, 46)
    }

    fn eighty_millimetres(name: &str, cp866: u8, cp1251: u8) -> Self {
        Self {
            name: name.to_owned(),
            columns: Columns {
                font_a: 48,
                font_b: 64,
            },
            width_dots: 576,
            slots: vec![
                Slot::new(CodePage::CP866, cp866),
                Slot::new(CodePage::CP1251, cp1251),
                Slot::new(CodePage::CP437, 0),
            ],
            cutter: Cutter::Partial,
            feed_before_cut: 0,
            drawer: Some(DrawerPulse::USUAL),
            draws_qr: true,
            wakes_in_kanji_mode: false,
            answers_status: true,
            init: USUAL_INIT.to_vec(),
        }
    }

    fn fifty_eight_millimetres() -> Self {
        Self {
            name: "pos58".to_owned(),
            columns: Columns {
                font_a: 32,
                font_b: 42,
            },
            width_dots: 384,
            slots: vec![
                Slot::new(CodePage::CP866, 17),
                Slot::new(CodePage::CP1251, 73),
                Slot::new(CodePage::CP437, 0),
            ],
            cutter: Cutter::None,
            feed_before_cut: 4,
            drawer: Some(DrawerPulse::USUAL),
            draws_qr: false,
            wakes_in_kanji_mode: true,
            answers_status: false,
            init: USUAL_INIT.to_vec(),
        }
    }

    /// The page that `ESC t number` selects; table 0 is page 437 on printers that do not say otherwise.
    #[must_use]
    pub fn page_of(&self, number: u8) -> Option<CodePage> {
        let slot = self.slots.iter().find(|slot| slot.number == number);
        slot.map(|slot| slot.page)
            .or((number == 0).then_some(CodePage::CP437))
    }
}
