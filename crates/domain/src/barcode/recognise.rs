//! What a scanned text is, decided in one order for everything that a shop scans.
//!
//! 1. The QR code of a receipt.
//! 2. GS1 data, when the symbology, a separator (GS) or brackets say so, or the text begins with the number of an item or a
//!    parcel and is right throughout, or goes on with another identifier; a marking code is GS1 data of its own kind. Where
//!    only its digits say so, a rule for texts that begin in one way comes before it.
//! 3. A code that a rule of the shop takes.
//! 4. The number of a product.
//! 5. A text: a code of the shop's own, or what was misread.

use super::gs1::{Ai, Decoded, GS, Gs1Error, Linter, Message, dictionary};
use super::gtin::{self, Gtin, GtinError};
use super::marking::{MarkingCode, MarkingLayout};
use super::rule::{RuleMatch, RuleSet, Taken};
use super::symbology::{AimId, Symbology};
use super::upc_e;
use crate::receipt_number::ReceiptRef;

/// What a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The kind of barcode, when the scanner told it.
    pub symbology: Option<Symbology>,
    /// The text without the symbology identifier.
    pub code: String,
    /// What it is.
    pub what: What,
}

/// What a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The QR code of a receipt.
    Receipt(ReceiptRef),
    /// A marking code.
    Marking(MarkingCode),
    /// GS1 data.
    Gs1(Gs1Reading),
    /// A code that a rule takes.
    Rule(RuleMatch),
    /// A label that a rule would take, but the check digit of its price or weight is wrong.
    Misread {
        /// The pattern of the rule.
        rule: String,
        /// The digit that belongs there.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
    /// The number of a product, and what the two-dimensional part of a composite code adds.
    Product {
        /// The number.
        gtin: Gtin,
        /// What is added.
        more: Option<Gs1Reading>,
    },
    /// As long as a product number, but its check digit is wrong.
    BadCheckDigit {
        /// The digit that belongs at the end.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
    /// Not what its symbology promises.
    NotItsSymbology,
    /// Something else.
    Text,
}

/// GS1 data and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gs1Reading {
    /// The elements, as far as the data can be taken apart.
    pub message: Message,
    /// What is wrong.
    pub error: Option<Gs1Error>,
    /// What is missing beside an element, and may be in another barcode of the label.
    pub missing: Option<Gs1Error>,
}

impl Gs1Reading {
    fn new((message, error): (Message, Option<Gs1Error>)) -> Self {
        let error = error.or_else(|| message.check_exclusions().err());
        let missing = message.check_requirements().err();
        Self {
            message,
            error,
            missing,
        }
    }

    /// The item, when its number is right.
    pub fn gtin(&self) -> Option<Gtin> {
        let digits = self.message.value(Ai::GTIN)?;
        gtin::parse(digits).ok()
    }

    /// What the label says the item weighs, costs or counts; nothing when anything on it is wrong.
    pub fn quantity_or_sum(&self) -> Option<Decoded> {
        match self.error {
            None => self.message.quantity_or_sum(),
            Some(_) => None,
        }
    }
}

/// Tells what a text is. The symbology is the one the scanner told apart from the text, such as a HID scanner does; an
/// identifier within the text is stronger. Only the line end should have been taken off the text.
pub fn recognise(text: &str, symbology: Option<Symbology>, rules: &RuleSet) -> Recognised {
    let (id, code) = AimId::split(text);
    let told = id.map(AimId::symbology);
    let symbology = told.or(symbology);
    let what = match told {
        Some(Symbology::Ean13) => of_digits(code, 13, rules),
        Some(Symbology::Ean13AddOn) => of_digits(without_add_on(code), 13, rules),
        Some(Symbology::Ean8) => of_digits(code, 8, rules),
        Some(_) | None => of_text(text, code, symbology, rules),
    };
    Recognised {
        symbology,
        code: code.to_owned(),
        what,
    }
}

/// Takes the two or five digits more off, such as the issue of a magazine.
fn without_add_on(code: &str) -> &str {
    match code.split_at_checked(13) {
        Some((digits, more)) if matches!(more.len(), 2 | 5) => digits,
        Some(_) | None => code,
    }
}

/// An EAN whose identifier promises so many digits; the two-dimensional part of a composite code may follow it.
fn of_digits(code: &str, length: usize, rules: &RuleSet) -> What {
    let (digits, more) = match code.split_once("|]e0") {
        Some((digits, more)) => (digits, Some(Gs1Reading::new(Message::parse_lossy(more)))),
        None => (code, None),
    };
    if digits.len() != length || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return What::NotItsSymbology;
    }
    match (of_number(digits, rules), more) {
        (What::Product { gtin, .. }, more) => What::Product { gtin, more },
        (What::Rule(found), more) => What::Rule(RuleMatch { more, ..found }),
        (what, _) => what,
    }
}

fn of_text(text: &str, code: &str, symbology: Option<Symbology>, rules: &RuleSet) -> What {
    if let Ok(receipt) = code.parse::<ReceiptRef>() {
        return What::Receipt(receipt);
    }
    let is_gs1 = symbology.is_some_and(Symbology::carries_gs1) || code.contains(GS);
    if is_gs1 || begins_with_key(code) {
        let marking = MarkingCode::read(text);
        if let Some(marking) = marking.filter(|code| code.layout == MarkingLayout::Gs1) {
            return What::Marking(marking);
        }
        let reading = Gs1Reading::new(Message::parse_lossy(code));
        let is_right = reading.error.is_none();
        // More than one element that is right throughout is no accident. A lone number may be a card of the shop, whose
        // last digit makes one in ten of them look like the number of an item.
        let is_sure = is_gs1 || is_right && reading.message.elements.len() > 1;
        if !is_sure && let Some(what) = by_rule(rules.take_by_beginning(code)) {
            return what;
        }
        if is_sure || is_right || goes_on_with_element(code) {
            return What::Gs1(reading);
        }
    }
    if is_bracketed(code) {
        let mut reading = Gs1Reading::new(Message::parse_bracketed_lossy(code));
        reading.error = reading.error.or(reading.missing.take());
        return What::Gs1(reading);
    }
    if let Some(marking) = MarkingCode::read(text) {
        return What::Marking(marking);
    }
    if symbology == Some(Symbology::UpcE)
        && let Ok(gtin) = upc_e::parse(code.trim())
    {
        return of_number(&gtin.printed(), rules);
    }
    of_number(code, rules)
}

/// Tells whether a text begins with an item or a parcel whose number is right: GS1 data that nothing announces.
fn begins_with_key(code: &str) -> bool {
    let item = code.strip_prefix("01").and_then(|rest| rest.get(..14));
    let parcel = code.strip_prefix("00").and_then(|rest| rest.get(..18));
    item.is_some_and(|digits| gtin::parse(digits).is_ok())
        || parcel.is_some_and(|digits| Linter::Csum.lint(digits).is_ok())
}

/// Tells whether another identifier follows the number of an item at the beginning of a text.
fn goes_on_with_element(code: &str) -> bool {
    let rest = code.strip_prefix("01").and_then(|rest| rest.get(14..));
    rest.is_some_and(|rest| dictionary().find_at_start(rest).is_some())
}

/// Tells whether a text is written with identifiers in brackets.
fn is_bracketed(code: &str) -> bool {
    match code.as_bytes() {
        [b'(', digit, ..] => digit.is_ascii_digit() || *digit == b')',
        _ => code == "(",
    }
}

/// A code without structure of its own: what the rules say, then the number of a product.
fn of_number(code: &str, rules: &RuleSet) -> What {
    let code = code.trim();
    if let Some(what) = by_rule(rules.take(code)) {
        return what;
    }
    match gtin::parse(code) {
        Ok(gtin) => What::Product { gtin, more: None },
        Err(GtinError::CheckDigit { expected, found }) => What::BadCheckDigit { expected, found },
        Err(GtinError::NotDigits | GtinError::Length { .. }) => What::Text,
    }
}

/// What a rule says about a code; nothing when none takes it.
fn by_rule(taken: Taken) -> Option<What> {
    match taken {
        Taken::By(found) => Some(What::Rule(found)),
        Taken::Misread {
            rule,
            expected,
            found,
        } => Some(What::Misread {
            rule,
            expected,
            found,
        }),
        Taken::No => None,
    }
}

#[cfg(test)]
mod tests;
