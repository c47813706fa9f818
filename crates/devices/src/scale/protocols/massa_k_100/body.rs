//! What the bodies of protocol 100 say.

use super::errors;
use crate::scale::cyrillic;
use crate::scale::decimal::{self, Decimal};
use crate::scale::reading::{Observation, Reading, RefusalReason, Status, WeightUnit};
use crate::scale::said::{Parameters, Said};

/// The coarsest division, a kilogram.
const COARSEST: u8 = 4;

/// Whether a body that begins with a code may be so long.
pub(super) const fn fits(code: u8, length: usize) -> bool {
    match code {
        0x24 => matches!(length, 9 | 13 | 25),
        0x10 => length == 7,
        0xa3 => length == 5,
        0x28 => matches!(length, 1 | 2),
        0x00 | 0x12 | 0x14 | 0x15 | 0x20 | 0x23 | 0x27 | 0x72 | 0x75 | 0x90 | 0xa0 | 0xf0 => {
            length == 1
        }
        0x01 | 0x21 => length >= 5,
        _ => true,
    }
}

/// Reads a body whose checksum is right.
pub(super) fn read(body: &[u8]) -> Option<Said> {
    let (code, data) = body.split_first()?;
    let observation = match (code, data) {
        (0x24, [weight @ .., division, stable, net, zero]) if weight.len() == 4 => Reading {
            net: Some(flag(*net)?),
            zero: Some(flag(*zero)?),
            ..weighed(weight, *division, *stable)?
        }
        .into_observation(),
        (0x24, [weight @ .., division, stable, net, zero, t0, t1, t2, t3]) if weight.len() == 4 => {
            let tare = i32::from_le_bytes([*t0, *t1, *t2, *t3]);
            Reading {
                net: Some(flag(*net)?),
                zero: Some(flag(*zero)?),
                tare: Some(Decimal::new(i64::from(tare), exponent(*division)?)),
                ..weighed(weight, *division, *stable)?
            }
            .into_observation()
        }
        // Three parts of an older unit, eight bytes each.
        (0x24, [_, ..]) => return Some(Said::Parameters(Parameters::default())),
        (0x10, [weight @ .., division, stable]) => {
            weighed(weight, *division, *stable)?.into_observation()
        }
        (0x14, []) => Observation::Status(Status::NOTHING),
        (0x12 | 0x27, []) => Observation::Done,
        (0x15, []) => errors::refused(RefusalReason::Logical, None),
        (0xf0, []) => errors::refused(RefusalReason::Unrecognized, None),
        (0x28, [error]) => errors::read(*error),
        (0x28, []) => errors::refused(RefusalReason::Unexplained, None),
        (0x76, lines) => return Some(Said::Parameters(parameters(lines))),
        (0x21, [_, _, _, _, name @ ..]) => {
            return Some(Said::Parameters(Parameters {
                model: Some(cyrillic::decode(name)).filter(|name| !name.is_empty()),
                ..Parameters::default()
            }));
        }
        (0x01, _) => return Some(Said::Probe),
        (0x00 | 0x20 | 0x23 | 0x72 | 0x75 | 0x90 | 0xa0, []) | (0xa3, _) => {
            return Some(Said::Request);
        }
        _ => return None,
    };
    Some(Said::Observation(observation))
}

trait IntoObservation {
    fn into_observation(self) -> Observation;
}

impl IntoObservation for Reading {
    fn into_observation(self) -> Observation {
        Observation::Weight(self)
    }
}

fn weighed(weight: &[u8], division: u8, stable: u8) -> Option<Reading> {
    let (weight, []) = weight.split_first_chunk()? else {
        return None;
    };
    Some(Reading::plain(
        i64::from(i32::from_le_bytes(*weight)),
        exponent(division)?,
        WeightUnit::Gram,
        Some(flag(stable)?),
    ))
}

const fn flag(byte: u8) -> Option<bool> {
    match byte {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// Division 0 is a tenth of a gram, and each further one ten times as much.
fn exponent(division: u8) -> Option<i8> {
    let exponent = i8::try_from(division)
        .ok()
        .filter(|_| division <= COARSEST)?;
    Some(exponent - 1)
}

/// The number of the division that a reading was counted in.
#[must_use]
pub fn division(reading: &Reading) -> i64 {
    i64::from(reading.exponent) + 1
}

/// How many divisions of `10^exponent` grams are nearest to so many grams.
pub(super) fn divisions(grams: u32, exponent: i8) -> Option<i64> {
    let grams = i64::from(grams);
    let step = 10_i64.checked_pow(u32::from(exponent.unsigned_abs()))?;
    if exponent < 0 {
        grams.checked_mul(step)
    } else {
        Some((grams + step / 2) / step)
    }
}

/// Reads lines such as `Max 6/15 kg`; scales with two ranges name both.
fn parameters(lines: &[u8]) -> Parameters {
    let lines: Vec<String> = lines
        .split(|byte| *byte == b'\n')
        .map(cyrillic::decode)
        .filter(|line| !line.is_empty())
        .collect();
    let capacity = lines.iter().find_map(|line| {
        let number = line.strip_prefix("Max")?.trim_start_matches([' ', '=']);
        let (ranges, _unit) = number.split_once(' ').unwrap_or((number, ""));
        let (raw, exponent) = decimal::parse(ranges.rsplit('/').next()?)?;
        Some(Decimal::new(raw, exponent))
    });
    Parameters {
        model: Some(lines.join("; ")).filter(|lines| !lines.is_empty()),
        capacity,
        ..Parameters::default()
    }
}
