//! The answers of a PRIX, told apart by their lengths, digits and ends.

use super::{STX, ToledoPrix};
use crate::scale::codec::agrees_in_parity;
use crate::scale::decimal::{self, Decimal};
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, Reading, Status};
use crate::scale::said::{Junk, Step};

const ETX: u8 = 0x03;
const CR: u8 = 0x0d;

/// How bytes compare with a kind of answer.
enum Fit {
    No,
    Part,
    Whole(usize),
    /// All of it is there but one byte, which became an STX.
    Torn(usize),
}

/// A kind of answer with a fixed length.
type Kind = (usize, fn(usize, u8) -> bool);

/// Protocol A: `STX S1 weight S2 total price CR CS`.
const PRICED: Kind = (23, |place, byte| match place {
    0 => byte == STX,
    1 | 22 => true,
    // Bit 0: the total has seven digits.
    8 => byte & 0x01 == 0,
    21 => byte == CR,
    _ => byte.is_ascii_digit() || byte == b' ',
});

/// Protocol A with a total of seven digits.
const PRICED_LONG: Kind = (24, |place, byte| match place {
    0 => byte == STX,
    1 | 23 => true,
    8 => byte & 0x01 != 0,
    22 => byte == CR,
    _ => byte.is_ascii_digit() || byte == b' ',
});

/// P04a: `STX code weight price total ETX`.
const PRINTED: Kind = (25, |place, byte| match place {
    0 => byte == STX,
    24 => byte == ETX,
    _ => byte.is_ascii_digit(),
});

/// P15: `STX weight ? price ? total ETX`.
const SPACED: Kind = (22, |place, byte| match place {
    0 => byte == STX,
    7 | 14 => !byte.is_ascii_digit() && byte != STX && byte != ETX,
    21 => byte == ETX,
    _ => in_number(byte),
});

const fn in_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b',' | b' ')
}

/// The digits of a weight alone that has no point.
const IMPLIED: usize = 5;

/// The characters of a weight alone that has a point. Of fewer, one was lost.
const POINTED: usize = 6;

/// The fewest and the most characters of what may be a weight alone.
const ALONE: std::ops::RangeInclusive<usize> = 5..=7;

/// A weight alone, or letters in its place, and the end.
fn alone(bytes: &[u8]) -> Fit {
    let text = bytes.get(1..).unwrap_or_default();
    let letter = text.first().filter(|byte| b"INS".contains(byte));
    let of_kind = |byte: &&u8| letter.map_or_else(|| in_number(**byte), |letter| *byte == letter);
    let front = text.iter().take(ALONE.end() + 1);
    let length = front.take_while(of_kind).count();
    match text.get(length) {
        None if length <= *ALONE.end() => Fit::Part,
        Some(&(ETX | CR)) if ALONE.contains(&length) => Fit::Whole(length + 2),
        _ => Fit::No,
    }
}

/// An STX where none can be is borne once: what follows it would else be taken for a weight alone, although it is a price.
fn fixed((length, fits): Kind, bytes: &[u8]) -> Fit {
    let mut torn = false;
    for (place, byte) in bytes.iter().take(length).enumerate() {
        if !fits(place, *byte) {
            if torn || *byte != STX {
                return Fit::No;
            }
            torn = true;
        }
    }
    if bytes.len() < length {
        Fit::Part
    } else if torn {
        Fit::Torn(length)
    } else {
        Fit::Whole(length)
    }
}

/// Bytes of a number: where they begin, and how many.
type Place = (usize, usize);

fn at(bytes: &[u8], (from, length): Place) -> &[u8] {
    bytes.get(from..from + length).unwrap_or_default()
}

impl ToledoPrix {
    /// Judges bytes after which an STX is first: `bytes` without eighth bits, and `line` as they came.
    pub(super) fn step_answer(&self, bytes: &[u8], line: &[u8]) -> Step {
        let kinds = [
            alone(bytes),
            fixed(SPACED, bytes),
            fixed(PRICED, bytes),
            fixed(PRICED_LONG, bytes),
            fixed(PRINTED, bytes),
        ];
        let whole = kinds.iter().enumerate().find_map(|(kind, fit)| match fit {
            Fit::Whole(length) => Some((kind, *length)),
            Fit::No | Fit::Part | Fit::Torn(_) => None,
        });
        let Some((kind, length)) = whole else {
            return unless_whole(&kinds);
        };
        let frame = bytes.get(..length).unwrap_or_default();
        let raw = line.get(..length).unwrap_or_default();
        let observation = match kind {
            0 => self.alone(at(frame, (1, length - 2))),
            1 => self.with_prices(frame, (1, 6), (8, 6), (15, 6)),
            2 | 3 if !agrees_with_checksum(frame, raw) => {
                return Step::skip(length, Junk::Checksum);
            }
            2 => self.priced(frame, (9, 6), (15, 6)),
            3 => self.priced(frame, (9, 7), (16, 6)),
            _ => self.with_prices(frame, (7, 5), (12, 6), (18, 6)),
        };
        let checksum = matches!(kind, 2 | 3);
        match observation {
            Some(_) if !checksum && !agrees_in_parity(raw) => Step::skip(length, Junk::Parity),
            Some(observation) => Step::observed(length, observation),
            None => Step::skip(length, Junk::Malformed),
        }
    }

    /// A weight at rest, or letters.
    fn alone(&self, text: &[u8]) -> Option<Observation> {
        Some(match text.first()? {
            b'I' => Observation::Status(Status::MOVING),
            b'N' => Observation::Status(Status::obstacle(Obstacle::Negative)),
            b'S' => Observation::Status(Status::obstacle(Obstacle::Overload)),
            _ => {
                let has_point = text.contains(&b'.') || text.contains(&b',');
                let usual = if has_point { POINTED } else { IMPLIED };
                let reading = self.reading(text).filter(|_| text.len() == usual)?;
                let decimals = reading.exponent.unsigned_abs();
                Observation::Weight(Some(reading).filter(|_| decimals == self.decimals)?)
            }
        })
    }

    /// A weight at rest: digits, of which the last are decimals by agreement, or a number with a point.
    fn reading(&self, text: &[u8]) -> Option<Reading> {
        let number = self.number(text, self.decimals)?;
        Some(Reading::plain(
            number.raw,
            number.exponent,
            self.unit,
            Some(true),
        ))
    }

    fn number(&self, text: &[u8], decimals: u8) -> Option<Decimal> {
        let text = std::str::from_utf8(text).ok()?.trim_start_matches(' ');
        if text.contains(['.', ',']) {
            let (raw, exponent) = decimal::parse(text)?;
            return Some(Decimal::new(raw, exponent));
        }
        fields::fixed_point(text.as_bytes(), decimals)
    }

    fn with_prices(
        &self,
        frame: &[u8],
        weight: Place,
        price: Place,
        total: Place,
    ) -> Option<Observation> {
        let mut reading = self.reading(at(frame, weight))?;
        reading.price = Some(self.number(at(frame, price), self.price_decimals)?);
        reading.total = Some(self.number(at(frame, total), self.price_decimals)?);
        Some(Observation::Weight(reading))
    }

    /// Protocol A. The first byte of bits: 0 moving, 1 printing, 2 a date and no weight, 3 out of range, 4 a PRIX I, 5 prices
    /// without decimals, 6 adds up. The second: 0 a total of seven digits, 3 two decimals of weight instead of three, 6 a tare
    /// is subtracted.
    fn priced(&self, frame: &[u8], total: Place, price: Place) -> Option<Observation> {
        let (first, second) = (*frame.get(1)?, *frame.get(8)?);
        if first & 0x04 != 0 {
            return Some(Observation::Status(Status::obstacle(Obstacle::NotWeighing)));
        }
        let stable = Some(first & 0x01 == 0);
        if first & 0x08 != 0 {
            return Some(Observation::Status(Status {
                stable,
                ..Status::obstacle(Obstacle::Overload)
            }));
        }
        let decimals = if second & 0x08 != 0 { 2 } else { 3 };
        let of_prices = if first & 0x20 != 0 {
            0
        } else {
            self.price_decimals
        };
        let number = self.number(at(frame, (2, 6)), decimals)?;
        let mut reading = Reading::plain(number.raw, number.exponent, self.unit, stable);
        reading.net = Some(second & 0x40 != 0);
        reading.total = Some(self.number(at(frame, total), of_prices)?);
        reading.price = Some(self.number(at(frame, price), of_prices)?);
        Some(Observation::Weight(reading))
    }
}

/// What to do when no kind of answer is there whole.
fn unless_whole(kinds: &[Fit]) -> Step {
    let torn = kinds.iter().find_map(|fit| match fit {
        Fit::Torn(length) => Some(*length),
        Fit::No | Fit::Part | Fit::Whole(_) => None,
    });
    if kinds.iter().any(|fit| matches!(fit, Fit::Part)) {
        return Step::Wait;
    }
    torn.map_or(Step::NOISE, |length| Step::skip(length, Junk::Malformed))
}

/// Whether the bytes add up to zero with their checksum; on a line of seven bits that was read with eight, their lower seven
/// bits do.
fn agrees_with_checksum(frame: &[u8], raw: &[u8]) -> bool {
    let sum = |bytes: &[u8]| bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    let plain = raw.split_last().is_some_and(|(_, rest)| rest.is_ascii());
    if plain {
        sum(raw) == 0
    } else {
        agrees_in_parity(raw) && sum(frame) & 0x7f == 0
    }
}
