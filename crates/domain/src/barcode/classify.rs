//! What a scanned text is.

use serde::{Deserialize, Serialize};

use super::gs1::Decoded;
use super::gtin::{self, Gtin, GtinError};
use super::in_store::{self, InStoreLabel, InStoreRule, LabelValue};
use super::marking::MarkingCode;
use super::recognise::{Gs1Reading, What, recognise};
use super::rule::RuleSet;
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
/// A label whose value is zero is the bare product: the number that the scale's list of goods holds. Marking codes and GS1
/// data lead to their item; damaged ones are a text, so that nothing is sold by them unnoticed.
pub fn classify(text: &str, rules: &[InStoreRule]) -> Scanned {
    if let Some(scanned) = with_structure(text.trim_end_matches(['\r', '\n'])) {
        return scanned;
    }
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

/// Reads the marking code that a scanned text is, damaged ones too; nothing when it is something else. One that names its
/// piece ([`MarkingCode::ki`]) is what [`classify`] sells by.
pub fn marking_of(text: &str) -> Option<MarkingCode> {
    let text = text.trim_end_matches(['\r', '\n']);
    match recognise(text, None, &RuleSet::default()).what {
        What::Marking(code) => Some(code),
        What::Receipt(_)
        | What::Gs1(_)
        | What::Rule(_)
        | What::Product { .. }
        | What::Misread { .. }
        | What::BadCheckDigit { .. }
        | What::NotItsSymbology
        | What::Text => None,
    }
}

/// Reads marking codes and GS1 data; nothing when a text is neither, or not right throughout.
fn with_structure(text: &str) -> Option<Scanned> {
    match recognise(text, None, &RuleSet::default()).what {
        What::Marking(code) => {
            let is_right = code.damage().is_none();
            is_right.then(|| item(code.gtin, code.weight))
        }
        What::Gs1(reading) if reading.error.is_none() => {
            let weight = match reading.quantity_or_sum() {
                Some(Decoded::Measure { amount, unit: "kg" }) => amount.quantity(),
                Some(_) | None => None,
            };
            reading.gtin().map(|gtin| item(gtin, weight))
        }
        What::Product {
            gtin,
            more: Some(Gs1Reading { .. }),
        } => Some(item(gtin, None)),
        What::Gs1(_)
        | What::Product { more: None, .. }
        | What::Receipt(_)
        | What::Rule(_)
        | What::Misread { .. }
        | What::BadCheckDigit { .. }
        | What::NotItsSymbology
        | What::Text => None,
    }
}

/// An item of varying weight is in the catalogue under the number inside its own.
fn item(gtin: Gtin, weight: Option<Quantity>) -> Scanned {
    let base = gtin.base_item().filter(|_| gtin.is_variable_measure());
    let gtin = base.unwrap_or(gtin);
    match weight.filter(|weight| weight.is_positive()) {
        Some(quantity) => Scanned::Weight {
            base_code: gtin,
            plu: gtin.printed(),
            quantity,
        },
        None => Scanned::Product { gtin },
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
