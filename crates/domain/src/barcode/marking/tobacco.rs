//! The code on a pack of tobacco: 14 digits, 7 characters, 4 for the highest price, 4 of the tail.

use super::{Ki, MarkingCode, MarkingLayout, warning};
use crate::barcode::gs1::{Linter, Message};
use crate::barcode::gtin;
use crate::money::Money;

/// How many characters the parts have.
const GTIN_CHARS: usize = 14;
const SERIAL_CHARS: usize = 7;
const PRICE_CHARS: usize = 4;
const TAIL_CHARS: usize = 4;

/// The digits of the price, in the order of their values.
const PRICE_DIGITS: &[u8; 80] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"%&'*+-./_,:;=<>?";

pub(super) fn read(raw: &str, code: &str) -> Option<MarkingCode> {
    let is_length = code.chars().count() == GTIN_CHARS + SERIAL_CHARS + PRICE_CHARS + TAIL_CHARS;
    let (digits, rest) = code.split_at_checked(GTIN_CHARS).filter(|_| is_length)?;
    let gtin = gtin::parse(digits).ok()?;
    let serial: String = rest.chars().take(SERIAL_CHARS).collect();
    let price: String = rest.chars().skip(SERIAL_CHARS).take(PRICE_CHARS).collect();
    // Fourteen digits with a right check digit begin many texts. A pack is no carton, so its number begins with a zero, and
    // what follows it is not all digits.
    if !digits.starts_with('0') || rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let warnings = if Linter::Cset82.lint(rest).is_ok() {
        Vec::new()
    } else {
        warning::of_characters(raw)
    };
    Some(MarkingCode {
        raw: raw.to_owned(),
        layout: MarkingLayout::TobaccoPack,
        gtin,
        ki: warnings
            .is_empty()
            .then(|| Ki::new(format!("{digits}{serial}"))),
        serial,
        max_price: price_of(price.as_bytes()),
        weight: None,
        message: Message::default(),
        warnings,
    })
}

/// Reads a price in kopecks of four digits to the base of 80. AAAA says that there is none.
fn price_of(digits: &[u8]) -> Option<Money> {
    let mut kopecks = 0;
    for digit in digits {
        let value = PRICE_DIGITS.iter().position(|known| known == digit)?;
        kopecks = kopecks * 80 + i64::try_from(value).ok()?;
    }
    (kopecks > 0).then(|| Money::from_minor(kopecks))
}
