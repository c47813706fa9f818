//! QR codes, model 2.

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

use super::BarcodeError;
use crate::printer::raster::Bitmap;

/// The white modules that a reader needs around a code.
pub const QUIET_ZONE: u32 = 4;

/// How much of a code may be damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum QrLevel {
    /// 7 %.
    L,
    /// 15 %: the usual one for paper.
    #[default]
    M,
    /// 25 %.
    Q,
    /// 30 %.
    H,
}

impl QrLevel {
    /// The byte that `GS ( k` function 69 wants.
    #[must_use]
    pub const fn command_byte(self) -> u8 {
        match self {
            Self::L => 0x30,
            Self::M => 0x31,
            Self::Q => 0x32,
            Self::H => 0x33,
        }
    }

    const fn ec(self) -> EcLevel {
        match self {
            Self::L => EcLevel::L,
            Self::M => EcLevel::M,
            Self::Q => EcLevel::Q,
            Self::H => EcLevel::H,
        }
    }

    /// The most bytes a code of this level holds.
    #[must_use]
    pub const fn capacity(self) -> usize {
        match self {
            Self::L => 2_953,
            Self::M => 2_331,
            Self::Q => 1_663,
            Self::H => 1_273,
        }
    }
}

/// A QR code: a square of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrMatrix {
    size: usize,
    dark: Vec<bool>,
}

impl QrMatrix {
    /// Makes the smallest code that holds the bytes.
    ///
    /// # Errors
    /// There is nothing to encode, or too much.
    pub fn new(data: &[u8], level: QrLevel) -> Result<Self, BarcodeError> {
        if data.is_empty() {
            return Err(BarcodeError::Empty);
        }
        let code = QrCode::with_error_correction_level(data, level.ec()).map_err(|_| {
            BarcodeError::TooLong {
                most: level.capacity(),
            }
        })?;
        Ok(Self {
            size: code.width(),
            dark: code
                .to_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Modules across and down, without the quiet zone.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Whether a module is dark; those beyond the edges are light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size
            && y.checked_mul(self.size)
                .and_then(|row| self.dark.get(row + x))
                .copied()
                .unwrap_or(false)
    }

    /// Draws the code so many dots a module, with so many light modules around.
    #[must_use]
    pub fn to_bitmap(&self, module: u32, quiet: u32) -> Bitmap {
        let across = u32::try_from(self.size).unwrap_or(u32::MAX);
        let side = across
            .saturating_add(quiet.saturating_mul(2))
            .saturating_mul(module);
        let mut bitmap = Bitmap::new(side, side);
        for y in 0..self.size {
            for x in (0..self.size).filter(|x| self.is_dark(*x, y)) {
                let place = |at: usize| {
                    u32::try_from(at)
                        .unwrap_or(u32::MAX)
                        .saturating_add(quiet)
                        .saturating_mul(module)
                };
                bitmap.fill(place(x), place(y), module, module, true);
            }
        }
        bitmap
    }
}

/// The modules across of the code that a printer draws at most for so many bytes: printers write all data byte by byte,
/// without the shorter modes for digits. Nothing when no code holds them.
#[must_use]
pub fn modules_for_bytes(data: &[u8], level: QrLevel) -> Option<u32> {
    let version = version_for_bytes(data.len(), level.ec())?;
    u32::try_from(version.width()).ok()
}

/// The smallest version that holds so many bytes, written byte by byte.
pub(crate) fn version_for_bytes(length: usize, level: EcLevel) -> Option<Version> {
    /// What says that bytes follow.
    const MODE_BITS: usize = 4;
    (1..=40_i16).find_map(|number| {
        let version = Version::Normal(number);
        let count_bits = if number < 10 { 8 } else { 16 };
        let needed = length.checked_mul(8)?.checked_add(MODE_BITS + count_bits)?;
        let room = Bits::new(version).max_len(level).ok()?;
        (needed <= room).then_some(version)
    })
}
