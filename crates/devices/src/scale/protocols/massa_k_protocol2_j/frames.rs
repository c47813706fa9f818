//! The answers of protocol 2.

use crate::scale::reading::{Observation, Obstacle, Reading, Status, WeightUnit};

/// The bytes of the answer to `4A`.
pub(super) const LENGTH: usize = 5;

const AT_REST: u8 = 0x80;
const AT_ZERO: u8 = 0x40;
const NET: u8 = 0x20;

/// The highest bit of the weight's last byte.
const SIGN: u8 = 0x80;

/// Whether a byte of flags says that the weight rests.
pub(super) const fn is_at_rest(flags: u8) -> bool {
    flags & AT_REST != 0
}

/// The power of ten, in grams, of a division; nothing for a number that is no division.
const fn exponent(division: u8) -> Option<i8> {
    match division {
        0 => Some(0),
        1 => Some(-1),
        4 => Some(1),
        5 => Some(2),
        _ => None,
    }
}

/// Whether bytes can be the beginning of flags and division.
pub(super) const fn may_begin(bytes: &[u8]) -> bool {
    match bytes {
        [flags, division, ..] => has_flags_only(*flags) && exponent(*division).is_some(),
        [flags] => has_flags_only(*flags),
        [] => true,
    }
}

const fn has_flags_only(byte: u8) -> bool {
    byte & !(AT_REST | AT_ZERO | NET) == 0
}

/// Reads the five bytes; nothing when they contradict each other.
pub(super) fn read(bytes: &[u8]) -> Option<Observation> {
    let [flags, division, low, middle, high] = *bytes else {
        return None;
    };
    let exponent = exponent(division).filter(|_| has_flags_only(flags))?;
    let magnitude = i64::from(u32::from_le_bytes([low, middle, high & !SIGN, 0]));
    let (zero, net) = (flags & AT_ZERO != 0, flags & NET != 0);
    // At zero with nothing subtracted there is nothing on the pan.
    if zero && !net && magnitude != 0 {
        return None;
    }
    let raw = if high & SIGN != 0 {
        -magnitude
    } else {
        magnitude
    };
    Some(Observation::Weight(Reading {
        zero: Some(zero),
        net: Some(net),
        ..Reading::plain(raw, exponent, WeightUnit::Gram, Some(is_at_rest(flags)))
    }))
}

/// Reads two bytes of grams. They say nothing about rest; what was asked for before may say that it moves.
pub(super) fn read_grams(bytes: &[u8], moves: bool) -> Option<Observation> {
    let [low, high] = *bytes else {
        return None;
    };
    // Drivers differ in how they read a negative number; none of them can be sold.
    if high & SIGN != 0 {
        return Some(Observation::Status(Status::obstacle(Obstacle::Negative)));
    }
    let grams = i64::from(u16::from_le_bytes([low, high]));
    let stable = if moves { Some(false) } else { None };
    Some(Observation::Weight(Reading::plain(
        grams,
        0,
        WeightUnit::Gram,
        stable,
    )))
}
