//! Bar codes and QR codes as modules: what a printer that draws none prints as a picture, and what labels are made of.
//!
//! Sources: GS1 General Specifications 5.2 (EAN, UPC), ISO/IEC 15417 (Code 128), 16388 (Code 39), 16390 (ITF), 18004
//! (QR, by the `qrcode` crate).

mod code128;
mod code39;
mod ean;
mod error;
mod itf;
pub mod qr;

use super::raster::Bitmap;
use super::raster::font::{self, Cell};

pub use self::error::BarcodeError;

/// The longest text of a linear bar code: what a printer takes in one command, and more than a scanner reads.
pub const MAX_CHARS: usize = 250;

/// The kind of a linear bar code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// UPC-A: eleven digits and a check digit.
    UpcA,
    /// UPC-E: a UPC-A with its zeroes left out.
    UpcE,
    /// EAN-13: twelve digits and a check digit.
    Ean13,
    /// EAN-8: seven digits and a check digit.
    Ean8,
    /// Code 39: capital letters, digits and a few signs.
    Code39,
    /// Interleaved 2 of 5: an even number of digits.
    Itf,
    /// Code 128: ASCII, in whichever of its sets is shortest.
    Code128,
    /// GS1-128: a Code 128 that begins with FNC1; a GS (0x1D) ends a field of variable length.
    Gs1128,
}

impl Symbology {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UpcA => "UPC-A",
            Self::UpcE => "UPC-E",
            Self::Ean13 => "EAN-13",
            Self::Ean8 => "EAN-8",
            Self::Code39 => "Code 39",
            Self::Itf => "ITF",
            Self::Code128 => "Code 128",
            Self::Gs1128 => "GS1-128",
        }
    }

    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::UpcA,
        Self::UpcE,
        Self::Ean13,
        Self::Ean8,
        Self::Code39,
        Self::Itf,
        Self::Code128,
        Self::Gs1128,
    ];

    /// Finds a kind by its name as people write it: “EAN-13”, “ean13”, “code_128”, “GS1-128”.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let plain = |name: &str| -> String {
            name.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|character| character.to_ascii_lowercase())
                .collect()
        };
        Self::ALL
            .into_iter()
            .find(|kind| plain(kind.name()) == plain(name))
    }

    /// The kind a till prints for a text: EAN-13 and EAN-8 when it is one with a right check digit, else Code 128.
    #[must_use]
    pub fn fitting(text: &str) -> Self {
        let is = |symbology: Self, length| {
            text.len() == length && LinearBarcode::new(symbology, text).is_ok()
        };
        if is(Self::Ean13, 13) {
            Self::Ean13
        } else if is(Self::Ean8, 8) {
            Self::Ean8
        } else {
            Self::Code128
        }
    }
}

/// A linear bar code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinearBarcode {
    symbology: Symbology,
    text: String,
    /// Bars and spaces in turn, the first a bar, in modules.
    widths: Vec<u8>,
    command: Vec<u8>,
}

impl LinearBarcode {
    /// Makes a bar code. A missing check digit of EAN and UPC is added.
    ///
    /// # Errors
    /// Says what about the text does not fit the kind.
    pub fn new(symbology: Symbology, text: &str) -> Result<Self, BarcodeError> {
        if text.is_empty() {
            return Err(BarcodeError::Empty);
        }
        if text.len() > MAX_CHARS {
            return Err(BarcodeError::TooLong { most: MAX_CHARS });
        }
        match symbology {
            Symbology::Ean13 => ean::ean13(text),
            Symbology::UpcA => ean::upc_a(text),
            Symbology::Ean8 => ean::ean8(text),
            Symbology::UpcE => ean::upc_e(text),
            Symbology::Code39 => code39::code39(text),
            Symbology::Itf => itf::itf(text),
            Symbology::Code128 => code128::code128(text),
            Symbology::Gs1128 => code128::gs1_128(text),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn symbology(&self) -> Symbology {
        self.symbology
    }

    /// What people read below it: with its check digit, without characters that cannot be seen.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The data that `GS k` of form B wants for it.
    #[must_use]
    pub fn command_data(&self) -> &[u8] {
        &self.command
    }

    /// The widths of bars and spaces in turn, the first one a bar, in modules.
    #[must_use]
    pub fn widths(&self) -> &[u8] {
        &self.widths
    }

    /// The modules across, without the quiet zone that has to stay white on both sides.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.widths.iter().map(|width| u32::from(*width)).sum()
    }

    /// The white modules that a scanner needs to the left and right.
    #[must_use]
    pub const fn quiet_zone(&self) -> u32 {
        match self.symbology {
            Symbology::Ean13 => 11,
            Symbology::UpcA | Symbology::UpcE => 9,
            Symbology::Ean8 => 7,
            Symbology::Code39 | Symbology::Itf | Symbology::Code128 | Symbology::Gs1128 => 10,
        }
    }

    /// The modules from the left: true for a bar.
    #[must_use]
    pub fn modules(&self) -> Vec<bool> {
        let mut modules = Vec::new();
        for (at, width) in self.widths.iter().enumerate() {
            modules.extend(std::iter::repeat_n(
                at.is_multiple_of(2),
                usize::from(*width),
            ));
        }
        modules
    }

    /// Draws the bars so many dots a module wide and so many dots high, without a quiet zone.
    #[must_use]
    pub fn to_bitmap(&self, module: u32, height: u32) -> Bitmap {
        let mut bitmap = Bitmap::new(self.width().saturating_mul(module), height);
        let mut x = 0_u32;
        for (at, width) in self.widths.iter().enumerate() {
            let dots = u32::from(*width).saturating_mul(module);
            if at.is_multiple_of(2) {
                bitmap.fill(x, 0, dots, height, true);
            }
            x = x.saturating_add(dots);
        }
        bitmap
    }

    /// Draws the bars with the text in the middle below them; the picture is as wide as the wider of the two.
    #[must_use]
    pub fn to_bitmap_with_text(&self, module: u32, height: u32, cell: Cell) -> Bitmap {
        let bars = self.to_bitmap(module, height);
        let text = font::line(&self.text, cell);
        let width = bars.width().max(text.width());
        let gap = 2;
        let mut bitmap = Bitmap::new(
            width,
            height.saturating_add(gap).saturating_add(text.height()),
        );
        let middle = |inner: u32| i64::from((width - inner) / 2);
        bitmap.blit(&bars, middle(bars.width()), 0);
        bitmap.blit(
            &text,
            middle(text.width()),
            i64::from(height) + i64::from(gap),
        );
        bitmap
    }
}

/// Reads widths written as digits.
fn widths_of(digits: &str) -> impl Iterator<Item = u8> + '_ {
    digits.bytes().map(|digit| digit.wrapping_sub(b'0'))
}

#[cfg(test)]
mod tests;
