//! What stands in the catalogue for a label that a shop prints itself.

use super::gtin::{self, Gtin};
use super::rule::with_check_digit;

/// By what a label names its product: the label's own code with the weight, price or count zeroed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseCode {
    /// A number of 8, 12, 13 or 14 digits, its check digit calculated again: a catalogue takes no other.
    Number(Gtin),
    /// A code of the shop's own form.
    Text(String),
}

impl BaseCode {
    /// Makes it of a code whose embedded number is zeroed.
    pub(super) fn of_zeroed(code: &str) -> Self {
        let is_number = matches!(code.len(), 8 | 12 | 13 | 14);
        match is_number.then(|| gtin::parse(&with_check_digit(code))) {
            Some(Ok(gtin)) => Self::Number(gtin),
            Some(Err(_)) | None => Self::Text(code.to_owned()),
        }
    }

    /// Returns it as it stands in the catalogue.
    pub fn printed(&self) -> String {
        match self {
            Self::Number(gtin) => gtin.printed(),
            Self::Text(text) => text.clone(),
        }
    }
}
