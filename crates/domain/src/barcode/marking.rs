//! Codes of the Russian marking system «Честный ЗНАК».
//!
//! A marking code is GS1 data with a GTIN, a serial number and a cryptographic tail (91, 92, 93), or on a pack of tobacco
//! 29 characters without identifiers. It goes to the cash register and to the checking service exactly as it was scanned,
//! separators included, so nothing here ever changes it: what looks damaged is said.
//!
//! Sources: the product groups' descriptions at markirovka.ru and develop-1c.ru; general knowledge for tobacco and milk.

use serde::Serialize;

use super::gs1::{Ai, Decoded, GS, Gs1Error, Message};
use super::gtin::{self, Gtin};
use super::symbology::AimId;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

mod ki;
mod tobacco;
mod warning;

pub use ki::Ki;
pub use warning::{MarkingWarning, hides_tail};

/// The tails that the marking system signs a code with.
const SIGNED_TAILS: [&str; 3] = ["91", "92", "93"];

/// How the data is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkingLayout {
    /// GS1 data.
    Gs1,
    /// A pack of tobacco: GTIN, serial number, highest price and tail without identifiers.
    TobaccoPack,
}

/// A marking code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkingCode {
    /// The code as it was scanned, byte for byte.
    pub raw: String,
    /// How it is laid out.
    pub layout: MarkingLayout,
    /// The product.
    pub gtin: Gtin,
    /// The serial number.
    pub serial: String,
    /// The identification code: the code without its tail. Nothing when the scan is damaged, for then it would be another one.
    pub ki: Option<Ki>,
    /// The highest price the item may be sold at, on tobacco.
    pub max_price: Option<Money>,
    /// The net weight in kilograms, on goods of varying weight.
    pub weight: Option<Quantity>,
    /// The elements of GS1 data, as far as it can be taken apart.
    pub message: Message,
    /// What is wrong with the scan. A code with any of these but [`MarkingWarning::NoTail`] is not sold: it is scanned
    /// again. The code alone names its product, so it sells where nobody asks for the tail.
    pub warnings: Vec<MarkingWarning>,
}

impl MarkingCode {
    /// Reads a marking code; nothing when the text is none, such as other GS1 data.
    pub fn read(text: &str) -> Option<Self> {
        let (id, code) = AimId::split(text);
        let is_gs1 = id.is_some_and(|id| id.symbology().carries_gs1()) || code.contains(GS);
        let code = code.strip_prefix(GS).unwrap_or(code);
        // A pack of tobacco has no GS1 data, so nothing announces any.
        read_gs1(text, code).or_else(|| tobacco::read(text, code).filter(|_| !is_gs1))
    }

    /// Why the code must not be sold as it is: it has to be scanned again.
    pub fn damage(&self) -> Option<MarkingWarning> {
        let is_damage = |warning: &&MarkingWarning| **warning != MarkingWarning::NoTail;
        self.warnings.iter().find(is_damage).copied()
    }

    /// What the cash register gets: the scanned code without the symbology identifier, with its separators.
    pub fn for_register(&self) -> &str {
        AimId::split(&self.raw).1
    }
}

/// Reads GS1 data that begins with GTIN and serial number.
fn read_gs1(raw: &str, code: &str) -> Option<MarkingCode> {
    let (digits, after) = code.strip_prefix("01")?.split_at_checked(14)?;
    let gtin = gtin::parse(digits).ok()?;
    let rest = after.strip_prefix("21")?;
    let (message, error) = Message::parse_lossy(code);
    let is_damaged = error.is_some();
    if error.as_ref().is_some_and(is_of_another_element) || !is_marking(&message, is_damaged) {
        return None;
    }
    let until = rest.find(GS).unwrap_or(rest.len());
    let serial = rest.get(..until).unwrap_or_default().to_owned();
    let warnings = warning::all(raw, &serial, &message, is_damaged);
    let is_known = warnings
        .iter()
        .all(MarkingWarning::leaves_the_identification);
    let weight = match message.quantity_or_sum() {
        Some(Decoded::Measure { amount, unit: "kg" }) => amount.quantity(),
        Some(_) | None => None,
    };
    Some(MarkingCode {
        raw: raw.to_owned(),
        layout: MarkingLayout::Gs1,
        gtin,
        ki: is_known.then(|| Ki::new(format!("01{digits}21{serial}"))),
        serial,
        max_price: message
            .value(Ai::UNIT_PRICE)
            .filter(|_| is_known)
            .and_then(kopecks),
        weight: weight.filter(|_| is_known),
        message,
        warnings,
    })
}

/// Tells whether an error is not one that a lost separator or a wrong layout of the keyboard makes in a marking code.
fn is_of_another_element(error: &Gs1Error) -> bool {
    match error {
        Gs1Error::UnknownIdentifier { .. } => false,
        Gs1Error::TooShort { ai } | Gs1Error::TooLong { ai } | Gs1Error::Value { ai, .. } => {
            *ai != Ai::SERIAL && !SIGNED_TAILS.contains(&ai.to_string().as_str())
        }
        Gs1Error::MissingFnc1
        | Gs1Error::Empty
        | Gs1Error::Brackets
        | Gs1Error::TooMany { .. }
        | Gs1Error::Excluded { .. }
        | Gs1Error::Required { .. }
        | Gs1Error::Different { .. }
        | Gs1Error::NoSerial { .. } => true,
    }
}

/// Tells a marking code from other data with GTIN and serial number, such as that of medicines in other countries: it has a
/// tail, a highest price, or nothing more.
fn is_marking(message: &Message, is_damaged: bool) -> bool {
    let is_signed = |ai: Ai| SIGNED_TAILS.contains(&ai.to_string().as_str());
    let mut identifiers = message.elements.iter().map(|element| element.ai);
    is_damaged
        || message.elements.len() == 2
        || identifiers.any(|ai| is_signed(ai) || ai == Ai::UNIT_PRICE)
}

/// Reads a price in kopecks.
fn kopecks(digits: &str) -> Option<Money> {
    super::Amount::from_digits(digits, 2)?.money(Currency::RUB)
}

#[cfg(test)]
mod tests;
