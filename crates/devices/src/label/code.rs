//! The code of a label.

use bezmen_domain::barcode::gs1::{GS, Message};
use serde::{Deserialize, Serialize};

use super::LabelError;
use crate::printer::barcode::qr::{self, QrLevel, QrMatrix};
use crate::printer::barcode::{BarcodeError, LinearBarcode, Symbology};
use crate::printer::raster::Bitmap;

/// The white modules around a DataMatrix.
const DATA_MATRIX_QUIET_ZONE: u32 = 1;

/// The most bytes of a DataMatrix of 144 by 144 modules.
const DATA_MATRIX_MOST: usize = 1_555;

/// The kind of a label's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// EAN-13 or EAN-8 for a number with a right check digit, Code 128 for other ASCII.
    #[default]
    Auto,
    /// EAN-13.
    Ean13,
    /// EAN-8.
    Ean8,
    /// Code 128.
    Code128,
    /// DataMatrix with a GS1 element string, in brackets or raw with GS (0x1D) behind fields of variable length.
    Gs1DataMatrix,
    /// QR code.
    Qr,
}

/// The code of a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelCode {
    /// Its kind.
    #[serde(default)]
    pub kind: CodeKind,
    /// What it holds.
    pub data: String,
}

/// A code in modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Modules {
    Linear(LinearBarcode),
    Square {
        /// One dot a module, without the white ones around.
        picture: Bitmap,
        quiet: u32,
        data: String,
    },
}

impl LabelCode {
    /// Makes a code.
    #[must_use]
    pub fn new(kind: CodeKind, data: impl Into<String>) -> Self {
        Self {
            kind,
            data: data.into(),
        }
    }

    pub(super) fn modules(&self) -> Result<Modules, LabelError> {
        let linear = |symbology| -> Result<Modules, LabelError> {
            Ok(Modules::Linear(LinearBarcode::new(symbology, &self.data)?))
        };
        match self.kind {
            CodeKind::Auto => linear(Symbology::fitting(&self.data)),
            CodeKind::Ean13 => linear(Symbology::Ean13),
            CodeKind::Ean8 => linear(Symbology::Ean8),
            CodeKind::Code128 => linear(Symbology::Code128),
            CodeKind::Qr => Ok(Modules::Square {
                picture: QrMatrix::new(self.data.as_bytes(), QrLevel::M)?.to_bitmap(1, 0),
                quiet: qr::QUIET_ZONE,
                data: self.data.clone(),
            }),
            CodeKind::Gs1DataMatrix => self.gs1_data_matrix(),
        }
    }

    fn gs1_data_matrix(&self) -> Result<Modules, LabelError> {
        // The FNC1 in front is the symbol's own. What was scanned raw is kept as it is, letter by letter.
        let raw = self.data.trim_start_matches(GS);
        let data = if raw.starts_with('(') {
            let message = Message::parse_bracketed(raw)?;
            message.element_string(GS).trim_start_matches(GS).to_owned()
        } else {
            Message::parse(raw)?;
            raw.to_owned()
        };
        let squares = datamatrix::SymbolList::default().enforce_square();
        let code = datamatrix::DataMatrix::encode_gs1(data.as_bytes(), squares).map_err(|_| {
            BarcodeError::TooLong {
                most: DATA_MATRIX_MOST,
            }
        })?;
        let modules = code.bitmap();
        let side = |count: usize| u32::try_from(count).unwrap_or(0);
        let mut picture = Bitmap::new(side(modules.width()), side(modules.height()));
        for (x, y) in modules.pixels() {
            picture.set(side(x), side(y), true);
        }
        Ok(Modules::Square {
            picture,
            quiet: DATA_MATRIX_QUIET_ZONE,
            data,
        })
    }
}
