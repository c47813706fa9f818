//! What stands in the catalogue for a label that a shop prints itself.

use super::gtin::{self, Gtin};
use super::rule::with_check_digit;

/// By what a label names its product: the label's own code with the weight, price or count zeroed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseCode {
    /// A number of 8, 12, 13 or 14 digits with its check digit.
    Number(Gtin),
    /// A code of the shop's own form.
    Text(String),
}

impl BaseCode {
    /// Makes it of a code, and of the same with its embedded number zeroed. Only where the code's own last digit checks it
    /// is that digit calculated again.
    pub(super) fn of_zeroed(code: &str, zeroed: &str) -> Self {
        let number = gtin::parse(code).and_then(|_| gtin::parse(&with_check_digit(zeroed)));
        number.map_or_else(|_| Self::Text(zeroed.to_owned()), Self::Number)
    }

    /// Returns it as it stands in the catalogue.
    pub fn printed(&self) -> String {
        match self {
            Self::Number(gtin) => gtin.printed(),
            Self::Text(text) => text.clone(),
        }
    }
}
