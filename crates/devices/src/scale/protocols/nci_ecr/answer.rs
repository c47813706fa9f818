//! What a scale answers: a line of weight, a line of status.

use super::{LONGEST_LINE, LONGEST_STATUS};
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, Reading, RefusalReason, Status, WeightUnit};
use crate::scale::said::Step;

const LF: u8 = b'\n';
const CR: u8 = b'\r';
const ETX: u8 = 0x03;

/// The fewest characters of a number, the zeros and spaces before it among them: of what is shorter, one was lost.
const SHORTEST_NUMBER: usize = 6;

/// A line after LF, up to CR: how long it is.
enum Line {
    Part,
    No,
    Whole(usize),
}

fn line(bytes: &[u8], longest: usize) -> Line {
    let printable = |byte: &&u8| fields::is_printable(**byte);
    let front = bytes.iter().take(longest + 1);
    let length = front.take_while(printable).count();
    match bytes.get(length) {
        _ if length > longest => Line::No,
        None => Line::Part,
        Some(&CR) => Line::Whole(length),
        Some(_) => Line::No,
    }
}

/// Judges an answer after its LF.
pub(super) fn step(rest: &[u8]) -> Step {
    let first = match line(rest, LONGEST_LINE) {
        Line::Part => return Step::Wait,
        Line::No => return Step::NOISE,
        Line::Whole(length) => length,
    };
    let (text, after) = rest.split_at(first);
    match after {
        [CR, ETX, ..] => alone(text),
        [CR, LF, second @ ..] => {
            let length = match line(second, LONGEST_STATUS + 1) {
                Line::Part => return Step::Wait,
                Line::No => return Step::NOISE,
                Line::Whole(length) => length,
            };
            let (status, end) = second.split_at(length);
            match end {
                [CR, ETX, ..] => with_status(text, status, first + length + 5),
                [CR] => Step::Wait,
                _ => Step::NOISE,
            }
        }
        [CR] => Step::Wait,
        _ => Step::NOISE,
    }
}

/// An answer of one line, which is a status or `?`.
fn alone(text: &[u8]) -> Step {
    let length = text.len() + 3;
    if text == b"?" {
        return Step::observed(length, Observation::refused(RefusalReason::Unrecognized));
    }
    let status = Bits::read(text).map(|bits| Observation::Status(bits.status()));
    Step::seen(length, status)
}

/// An answer of two lines.
fn with_status(text: &[u8], status: &[u8], length: usize) -> Step {
    let observation =
        Bits::read(status).and_then(|bits| match (weight(text), unless_weight(text)) {
            (Some(reading), _) => Some(bits.weight(reading)),
            (None, Some(shown)) => Some(Observation::Status(Status {
                obstacle: shown.or(bits.status().obstacle),
                ..bits.status()
            })),
            (None, None) => None,
        });
    Step::seen(length, observation)
}

/// Reads a number and its unit, as `01.234KG`, ` -0.020 kg`, `02lb 03.4oz`.
fn weight(text: &[u8]) -> Option<Reading> {
    let of_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b' ');
    let (number, rest) = text.split_at(text.iter().take_while(of_number).count());
    if rest.iter().any(u8::is_ascii_digit) {
        return pounds_and_ounces(number, rest);
    }
    // A space behind the number belongs to the unit.
    if number.trim_ascii_end().len() < SHORTEST_NUMBER {
        return None;
    }
    fields::weight(fields::number(number)?, fields::padded_unit(rest)?, None)
}

/// Reads pounds and what follows them, as `lb 03.4oz`, in ounces.
fn pounds_and_ounces(pounds: &[u8], rest: &[u8]) -> Option<Reading> {
    let (sign, pounds) = match pounds.trim_ascii() {
        [b'-', pounds @ ..] => (-1, pounds),
        pounds => (1, pounds),
    };
    let (in_pounds, rest) = rest.split_first_chunk::<2>()?;
    let (ounces, in_ounces) = rest.split_last_chunk::<2>()?;
    let units = (
        fields::padded_unit(in_pounds)?.0,
        fields::padded_unit(in_ounces)?.0,
    );
    let (pounds, ounces) = (fields::fixed_point(pounds, 0)?, fields::number(ounces)?);
    let one = 10_i64.checked_pow(u32::from(ounces.exponent.unsigned_abs()))?;
    let pound = one.checked_mul(16)?;
    if units != (WeightUnit::Pound, WeightUnit::Ounce) || !(0..pound).contains(&ounces.raw) {
        return None;
    }
    let raw = pounds.raw.checked_mul(pound)?.checked_add(ounces.raw)?;
    Some(Reading::plain(
        sign * raw,
        ounces.exponent,
        WeightUnit::Ounce,
        None,
    ))
}

/// What stands in the place of the weight: `Some(None)` is the name of a unit alone, after the units were changed.
#[expect(
    clippy::option_option,
    reason = "no such text is one thing, a text without an obstacle another"
)]
fn unless_weight(text: &[u8]) -> Option<Option<Obstacle>> {
    let shown = text.trim_ascii();
    if fields::padded_unit(shown).is_some() {
        return Some(None);
    }
    let mark = *shown.first()?;
    let marks = shown.iter().take_while(|byte| **byte == mark).count();
    let unit = shown.get(marks..).unwrap_or_default();
    let only = marks >= 3 && (unit.trim_ascii().is_empty() || fields::padded_unit(unit).is_some());
    match mark {
        b'^' if only => Some(Some(Obstacle::Overload)),
        b'_' if only => Some(Some(Obstacle::Underload)),
        b'-' if only => Some(Some(Obstacle::NoZero)),
        // A word, such as that of a menu; with digits in it, it would be a number that was garbled.
        b'A'..=b'Z' | b'a'..=b'z'
            if shown
                .iter()
                .all(|byte| byte.is_ascii_alphabetic() || *byte == b' ') =>
        {
            Some(Some(Obstacle::NotWeighing))
        }
        _ => None,
    }
}

/// The status characters, each as its lower four bits.
struct Bits {
    first: u8,
    second: u8,
    third: Option<u8>,
}

impl Bits {
    /// Reads two characters or more, with or without `S` before them; nothing when one of them is impossible, or missing.
    ///
    /// A character too many, which the one before did not announce, is what some makes send.
    fn read(text: &[u8]) -> Option<Self> {
        let text = text.strip_prefix(b"S").unwrap_or(text);
        let (first, more) = text.split_first()?;
        let (second, others) = more.split_first()?;
        let fixed = |byte: &u8| byte & 0x30 == 0x30;
        let ends = more.last().is_some_and(|last| last & 0x40 == 0);
        let valid = first & 0x70 == 0x30 && more.iter().all(fixed) && ends;
        (valid && text.len() <= LONGEST_STATUS).then_some(Self {
            first: *first,
            second: *second,
            third: others.first().copied(),
        })
    }

    fn status(&self) -> Status {
        let obstacle = if self.first & 0x0c != 0 || self.second & 0x0c != 0 {
            // RAM or EEPROM; ROM or calibration.
            Some(Obstacle::Fault)
        } else if self.third.is_some_and(|byte| byte & 0x08 != 0) {
            Some(Obstacle::NoZero)
        } else if self.second & 0x02 != 0 {
            Some(Obstacle::Overload)
        } else if self.second & 0x01 != 0 {
            Some(Obstacle::Underload)
        } else {
            None
        };
        Status {
            stable: Some(self.first & 0x01 == 0),
            zero: Some(self.first & 0x02 != 0),
            net: self.third.map(|byte| byte & 0x04 != 0),
            obstacle,
            ..Status::NOTHING
        }
    }

    /// The weight that came with the status, unless the status says that it is none. A number below zero is one although the
    /// scale calls that under its capacity.
    fn weight(&self, mut reading: Reading) -> Observation {
        let status = self.status();
        match status.obstacle {
            Some(Obstacle::Underload) if reading.raw < 0 => {}
            Some(_) => return Observation::Status(status),
            None => {}
        }
        reading.stable = status.stable;
        reading.zero = status.zero;
        reading.net = status.net;
        Observation::Weight(reading)
    }
}
