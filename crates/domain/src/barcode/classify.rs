//! What a scanned text is.

use super::base_code::BaseCode;
use super::gs1::Decoded;
use super::gtin::{self, Gtin, GtinError};
use super::marking::MarkingCode;
use super::recognise::{Gs1Reading, What, recognise};
use super::rule::{RuleKind, RuleSet, Taken};
use crate::money::{Currency, Money};
use crate::quantity::Quantity;
use crate::receipt_number::ReceiptRef;

mod by_rule;

use by_rule::of_match;

/// What was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// The number of a product.
    Product {
        /// The number.
        gtin: Gtin,
    },
    /// A label with a weight.
    Weight {
        /// What stands in the catalogue for it.
        base_code: BaseCode,
        /// The product's number on the scale.
        plu: String,
        /// The weight in kilograms.
        quantity: Quantity,
    },
    /// A label with a price.
    Price {
        /// What stands in the catalogue for it.
        base_code: BaseCode,
        /// The product's number on the scale.
        plu: String,
        /// The sum, which wins over the product's own price.
        sum: Money,
    },
    /// A label that says how many.
    Count {
        /// What stands in the catalogue for it.
        base_code: BaseCode,
        /// The product's number.
        plu: String,
        /// How many.
        quantity: Quantity,
    },
    /// A label of the shop whose price or weight has a wrong check digit: misread or misprinted. It names no product.
    MisreadLabel {
        /// The pattern of the rule that takes it.
        rule: String,
        /// The digit that belongs there.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
    /// A label of the shop whose number is finer or larger than the shop can sell. It names no product.
    InexactLabel {
        /// The pattern of the rule that takes it.
        rule: String,
    },
    /// A code that a rule of the shop calls something else than goods: a card, a badge, a coupon.
    NotGoods {
        /// What the rule calls it.
        kind: RuleKind,
        /// The text, without what the scanner put before it.
        text: String,
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

/// Tells what a scanned text is to a shop with these rules and this currency.
///
/// A label whose value is zero is the bare product: the number that the scale's list of goods holds. Marking codes and GS1
/// data lead to their item; damaged ones are a text, so that nothing is sold by them unnoticed.
pub fn classify(text: &str, rules: &RuleSet, currency: Currency) -> Scanned {
    let text = text.trim_end_matches(['\r', '\n']);
    let recognised = recognise(text, None, rules);
    let bare = bare(text);
    match recognised.what {
        What::Rule(found) => of_match(found, bare, currency),
        What::Misread {
            rule,
            expected,
            found,
        } => misread(rule, expected, found),
        What::Receipt(receipt) => Scanned::Receipt { receipt },
        What::Marking(code) => of_marking(&code).unwrap_or_else(|| of_bare(bare)),
        What::Gs1(reading) => of_gs1(&reading).unwrap_or_else(|| of_bare(bare)),
        What::Product {
            gtin,
            more: Some(_),
        } => item(gtin, None),
        What::Product { more: None, .. }
        | What::BadCheckDigit { .. }
        | What::NotItsSymbology
        | What::Text
            if bare == recognised.code =>
        {
            of_bare(bare)
        }
        // The rules have not seen the text without what stands around it.
        What::Product { more: None, .. }
        | What::BadCheckDigit { .. }
        | What::NotItsSymbology
        | What::Text => match rules.take(bare) {
            Taken::By(found) => of_match(found, bare, currency),
            Taken::Misread {
                rule,
                expected,
                found,
            } => misread(rule, expected, found),
            Taken::No => of_bare(bare),
        },
    }
}

const fn misread(rule: String, expected: u8, found: u8) -> Scanned {
    Scanned::MisreadLabel {
        rule,
        expected,
        found,
    }
}

/// A text that no rule takes and that has no structure of its own.
fn of_bare(text: &str) -> Scanned {
    if let Ok(receipt) = text.parse::<ReceiptRef>() {
        return Scanned::Receipt { receipt };
    }
    match gtin::parse(text) {
        Ok(gtin) => Scanned::Product { gtin },
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

/// The item of a marking code; nothing when the code is not right throughout.
fn of_marking(code: &MarkingCode) -> Option<Scanned> {
    let is_right = code.damage().is_none();
    is_right.then(|| item(code.gtin, code.weight))
}

/// The item of GS1 data; nothing when the data is not right throughout, or names none.
fn of_gs1(reading: &Gs1Reading) -> Option<Scanned> {
    if reading.error.is_some() {
        return None;
    }
    let weight = match reading.quantity_or_sum() {
        Some(Decoded::Measure { amount, unit: "kg" }) => amount.quantity(),
        Some(_) | None => None,
    };
    reading.gtin().map(|gtin| item(gtin, weight))
}

/// An item of varying weight is in the catalogue under the number inside its own.
fn item(gtin: Gtin, weight: Option<Quantity>) -> Scanned {
    let base = gtin.base_item().filter(|_| gtin.is_variable_measure());
    let gtin = base.unwrap_or(gtin);
    match weight.filter(|weight| weight.is_positive()) {
        Some(quantity) => Scanned::Weight {
            base_code: BaseCode::Number(gtin),
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

#[cfg(test)]
mod tests;
