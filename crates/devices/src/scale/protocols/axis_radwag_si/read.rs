//! The lines of AXIS and Radwag.

use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, RefusalReason, Status};
use crate::scale::said::{Parameters, Said};

/// Reads a line without its end; nothing when it is none of the protocol.
pub(super) fn read(text: &str) -> Option<Said> {
    match text {
        "SI" | "SJ" | "ST" | "SZ" | "S" | "SU" | "SUI" | "Z" | "T" | "OT" | "C0" | "C1" => {
            return Some(Said::Request);
        }
        // AXIS is there, or has shown the text that it was sent.
        "MJ" | "MN" => return Some(Said::Probe),
        "ES" | "ES " => return Some(refused(RefusalReason::Unrecognized)),
        _ => {}
    }
    if text.starts_with("OT ") {
        return tare(text).map(Said::Parameters);
    }
    match text.len() {
        14 if text.starts_with([' ', '-']) => axis(text).map(Said::Observation),
        19 => radwag(text).map(Said::Observation),
        _ => word(text),
    }
}

const fn refused(reason: RefusalReason) -> Said {
    Said::Observation(Observation::refused(reason))
}

/// The 14 characters of AXIS.
fn axis(text: &str) -> Option<Observation> {
    let sign = text.get(..1)?;
    let number = text.get(1..10)?.strip_prefix(' ')?.trim_start_matches(' ');
    let unit = text.get(10..)?.strip_prefix(' ')?.strip_suffix(' ')?;
    if number.starts_with(['-', '+']) {
        return None;
    }
    let number = format!("{sign}{number}");
    fields::weighed(
        fields::right_aligned(number.as_bytes())?,
        unit.trim_matches(' '),
        None,
    )
}

/// The 19 characters of Radwag: the command, the marker, the sign, nine of the number, three of the unit.
fn radwag(text: &str) -> Option<Observation> {
    if !matches!(text.get(..3)?, "S  " | "SI " | "SU " | "SUI") {
        return None;
    }
    let stable = match text.get(3..5)? {
        "  " => true,
        "? " => false,
        "^ " => return Some(Observation::Status(Status::obstacle(Obstacle::Overload))),
        "v " => return Some(Observation::Status(Status::obstacle(Obstacle::Underload))),
        _ => return None,
    };
    let sign = text.get(5..6).filter(|sign| matches!(*sign, " " | "-"))?;
    let mass = text.get(6..15)?.trim_start_matches(' ');
    if mass.starts_with(['-', '+']) {
        return None;
    }
    let number = format!("{sign}{mass}");
    let unit = text.get(15..)?.strip_prefix(' ')?.trim_end_matches(' ');
    fields::weighed(
        fields::right_aligned(number.as_bytes())?,
        unit,
        Some(stable),
    )
}

/// The tare of Radwag, in nine characters behind one or three spaces.
fn tare(text: &str) -> Option<Parameters> {
    let (number, unit) = match text.len() {
        17 => (text.get(3..12)?, text.get(12..)?),
        19 => (text.get(6..15)?, text.get(15..)?),
        _ => return None,
    };
    fields::unit(unit.trim_matches(' '))?;
    let (raw, exponent) = fields::right_aligned(number.as_bytes())?;
    Some(Parameters {
        tare: Some(Decimal::new(raw, exponent)),
        ..Parameters::default()
    })
}

/// A command of Radwag and how it went.
fn word(text: &str) -> Option<Said> {
    let (command, end) = text.split_once(' ')?;
    match (command, end) {
        // It has begun; the end of it comes later.
        ("Z" | "T" | "S" | "SU" | "SI" | "SUI" | "C1" | "C0", "A") => Some(Said::Control(b'A')),
        ("Z" | "T", "D") | ("UT", "OK") => Some(Said::Observation(Observation::Done)),
        ("S" | "SU" | "SI" | "SUI", "I" | "E") => {
            Some(Said::Observation(Observation::Status(Status::MOVING)))
        }
        ("Z" | "T", "^" | "v" | "E" | "I") | ("UT", "I") => Some(refused(RefusalReason::Logical)),
        ("UT", number) => {
            fields::right_aligned(number.as_bytes())?;
            Some(Said::Request)
        }
        _ => None,
    }
}
