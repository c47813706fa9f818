//! What a scanned text is.

use serde::{Deserialize, Serialize};

use super::gtin::{self, Gtin, GtinError};
use super::in_store::{self, InStoreLabel, InStoreRule, LabelValue};
use crate::money::Money;
use crate::quantity::Quantity;
use crate::receipt_number::ReceiptRef;

/// What was scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "scanned", rename_all = "snake_case")]
pub enum Scanned {
    /// The number of a product.
    Product {
        /// The number.
        gtin: Gtin,
    },
    /// A label with a weight.
    Weight {
        /// The number of the product.
        base_code: Gtin,
        /// The product's number on the scale.
        plu: String,
        /// The weight in kilograms.
        quantity: Quantity,
    },
    /// A label with a price.
    Price {
        /// The number of the product.
        base_code: Gtin,
        /// The product's number on the scale.
        plu: String,
        /// The sum, which wins over the product's own price.
        sum: Money,
    },
    /// The QR code of a receipt.
    Receipt {
        /// The receipt.
        receipt: ReceiptRef,
    },
    /// Something else: a code of the shop's own, a card, a badge.
    Text {
        /// The text, without what the scanner put before it.
        text: String,
    },
    /// As long as a product number, but its check digit is wrong: misread, or a code of the shop's own.
    BadCheckDigit {
        /// The digits.
        text: String,
        /// The digit that belongs at the end.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
}

/// Tells what a scanned text is.
///
/// A label whose value is zero is the bare product: the number that the scale's list of goods holds.
pub fn classify(text: &str, rules: &[InStoreRule]) -> Scanned {
    let text = bare(text);
    if let Ok(receipt) = text.parse::<ReceiptRef>() {
        return Scanned::Receipt { receipt };
    }
    match gtin::parse(text) {
        Ok(gtin) => match in_store::decode(text, rules) {
            Some(InStoreLabel {
                base_code,
                plu,
                value: LabelValue::Weight(quantity),
            }) if quantity.is_positive() => Scanned::Weight {
                base_code,
                plu,
                quantity,
            },
            Some(InStoreLabel {
                base_code,
                plu,
                value: LabelValue::Price(sum),
            }) if sum.is_positive() => Scanned::Price {
                base_code,
                plu,
                sum,
            },
            Some(_) | None => Scanned::Product { gtin },
        },
        Err(GtinError::CheckDigit { expected, found }) => Scanned::BadCheckDigit {
            text: text.to_owned(),
            expected,
            found,
        },
        Err(GtinError::NotDigits | GtinError::Length { .. }) => Scanned::Text {
            text: text.to_owned(),
        },
    }
}

/// Takes off the spaces around a text and the symbology identifier before it (`]E0`, ISO/IEC 15424).
fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    match text.as_bytes() {
        [b']', letter, digit, _, ..]
            if letter.is_ascii_alphabetic() && digit.is_ascii_alphanumeric() =>
        {
            &text[3..]
        }
        _ => text,
    }
}
