//! The lines of Adam Equipment.

use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Parameters, Said};

/// Reads a line without its end; nothing when it is none of the protocol.
pub(super) fn read(text: &str) -> Option<Said> {
    if matches!(text, "G" | "N" | "T" | "Z" | "H" | "P") {
        return Some(Said::Request);
    }
    match text.as_bytes() {
        [letter @ (b'G' | b'N' | b'T'), b' ' | b'+' | b'-', ..] => lettered(*letter, text),
        [b'S' | b'U', b'S' | b'T', b',', ..] if text.len() == 20 => {
            let stable = match text.get(..2)? {
                "ST" => true,
                "US" => false,
                _ => return None,
            };
            headed(text.get(3..)?, Some(stable))
        }
        [b'G' | b'N', b'S' | b'T', ..] => headed(text, None),
        [b' ' | b'+' | b'-', ..] if text.len() == 16 => fixed(text, None).map(Said::Observation),
        _ => printed(text).map(Said::Observation),
    }
}

/// `G +   2.00 kg` of CPWplus.
fn lettered(letter: u8, text: &str) -> Option<Said> {
    let value = text.get(1..)?.trim_start_matches(' ');
    let (number, unit) = value.rsplit_once(' ')?;
    let number = number.trim_end_matches(' ');
    if !number.starts_with(['+', '-']) {
        return None;
    }
    let (raw, exponent) = fields::right_aligned(number.as_bytes())?;
    if letter == b'T' {
        fields::unit(unit)?;
        return Some(Said::Parameters(Parameters {
            tare: Some(Decimal::new(raw, exponent)),
            ..Parameters::default()
        }));
    }
    let observation = fields::weighed((raw, exponent), unit, None)?;
    Some(Said::Observation(observation.with_net(letter == b'N')))
}

/// `GS` or `NT` and the number and unit in 15 characters.
fn headed(text: &str, stable: Option<bool>) -> Option<Said> {
    let net = match text.get(..2)? {
        "GS" => false,
        "NT" => true,
        _ => return None,
    };
    let rest = text.get(2..).filter(|rest| rest.len() == 15)?;
    let observation = fixed(rest, stable)?;
    Some(Said::Observation(observation.with_net(net)))
}

/// A number at the right edge of its field, then the unit in three characters.
fn fixed(text: &str, stable: Option<bool>) -> Option<Observation> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(3)?)?;
    fields::weighed(
        fields::right_aligned(number.as_bytes())?,
        unit.trim_matches(' '),
        stable,
    )
}

/// The number, with a decimal point, and its unit, as AZextra prints them.
fn printed(text: &str) -> Option<Observation> {
    let text = text.trim_matches(' ');
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let (number, unit) = text.split_at_checked(number.len())?;
    let number = number.trim_end_matches(' ');
    if !number.contains('.') || text.len() > 14 {
        return None;
    }
    fields::unit(unit)?;
    match fields::weighed(fields::right_aligned(number.as_bytes())?, unit, None)? {
        // Nothing is printed while nothing lies on it.
        Observation::Weight(reading) if reading.raw != 0 => Some(Observation::Weight(Reading {
            zero: Some(false),
            ..reading
        })),
        observation => Some(observation),
    }
}

/// Whether a line that is read has a letter, a head or a fixed width, and not only a number and a unit.
pub(super) fn is_full(text: &[u8]) -> bool {
    match text.first() {
        Some(b'G' | b'N' | b'T' | b'S' | b'U') => true,
        Some(b' ' | b'+' | b'-') => text.len() == 16,
        Some(_) | None => false,
    }
}

/// Whether a weight is of the kind that AZextra prints, once, when it is new.
pub(super) fn is_printed_once(reading: &Reading) -> bool {
    reading.zero == Some(false) && reading.stable.is_none()
}
