//! USB scales of the HID page 0x8D: reports of six bytes that come by themselves.
//!
//! Report 3 is the data of the scale: `03`, the status (1 fault, 2 at rest at zero, 3 moving, 4 at rest, 5 under zero, 6 over the
//! limit, 7 to be calibrated, 8 to be zeroed), the unit (1 mg, 2 g, 3 kg, 8 t, 11 oz, 12 lb), the power of ten as a signed byte, and
//! the digits, little-endian and without a sign. Source: USB-IF HID Point of Sale Usage Tables 1.02, page 0x8D; the layout as of
//! Mettler Toledo PS60 and Dymo.
//!
//! On Linux `/dev/hidraw*` gives one report at each read; what is read there can be given to the codec as it is.

use std::time::Duration;

use crate::scale::protocol::{Facts, Protocol, ScaleOptions, Speaks};
use crate::scale::reading::{Observation, Obstacle, Reading, Status, WeightUnit};
use crate::scale::said::{Said, Step};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    speaks: Speaks::ByItself,
    gap: GAP,
    ..Facts::usual(
        [
            "USB-весы (HID, Mettler PS60, Dymo)",
            "USB scales (HID, Mettler PS60, Dymo)",
        ],
        &[],
        LENGTH,
    )
};

/// The bytes of a report.
const LENGTH: usize = 6;

/// The number of the report with the weight.
const DATA: u8 = 3;

/// The powers of ten that scales use. In a shifted report a status or a unit would stand here, which are mostly higher.
const POWERS: std::ops::RangeInclusive<i8> = -6..=1;

/// The longest pause within a report. The bus brings reports whole and often, so half a report must not wait for the next one.
const GAP: Duration = Duration::from_millis(40);

/// The page at work.
#[derive(Debug)]
pub struct UsbHidPosScale;

/// Makes one; it only listens.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> UsbHidPosScale {
    UsbHidPosScale
}

impl Protocol for UsbHidPosScale {
    fn step(&self, bytes: &[u8]) -> Step {
        match bytes {
            [DATA] => Step::Wait,
            [DATA, status, rest @ ..] if (1..=8).contains(status) => {
                let may_be = match rest {
                    [unit, power, ..] => unit_of(*unit).is_some() && is_power(*power),
                    [unit] => unit_of(*unit).is_some(),
                    [] => true,
                };
                match bytes.first_chunk() {
                    _ if !may_be => Step::NOISE,
                    None => Step::Wait,
                    Some(report) => Step::seen(LENGTH, read(*report)),
                }
            }
            _ => Step::NOISE,
        }
    }

    fn heard(&mut self, _said: &Said, _at: Duration) -> Option<Observation> {
        None
    }

    fn to_send(&mut self, _at: Duration) -> Option<Vec<u8>> {
        None
    }

    fn reset(&mut self) {}
}

const fn is_power(byte: u8) -> bool {
    let power = i8::from_le_bytes([byte]);
    *POWERS.start() <= power && power <= *POWERS.end()
}

/// A unit, with the power of ten that it is more than one we know; nothing for a number that is no unit.
const fn unit_of(number: u8) -> Option<Unit> {
    match number {
        0 => Some(Unit::Known(WeightUnit::Unknown, 0)),
        1 => Some(Unit::Known(WeightUnit::Gram, -3)),
        2 => Some(Unit::Known(WeightUnit::Gram, 0)),
        3 => Some(Unit::Known(WeightUnit::Kilogram, 0)),
        8 => Some(Unit::Known(WeightUnit::Kilogram, 3)),
        11 => Some(Unit::Known(WeightUnit::Ounce, 0)),
        12 => Some(Unit::Known(WeightUnit::Pound, 0)),
        // Carats, taels, grains, pennyweights, short tons, troy ounces.
        4..=7 | 9 | 10 => Some(Unit::NotSoldBy),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Known(WeightUnit, i8),
    NotSoldBy,
}

/// Reads a report; nothing when its weight is in a unit that no goods are sold by.
fn read(report: [u8; LENGTH]) -> Option<Observation> {
    let [_, status, unit, power, low, high] = report;
    let stable = match status {
        2 | 4 => true,
        3 => false,
        other => return obstacle(other).map(|one| Observation::Status(Status::obstacle(one))),
    };
    let Unit::Known(unit, more) = unit_of(unit)? else {
        return None;
    };
    let exponent = i8::from_le_bytes([power]).checked_add(more)?;
    let digits = i64::from(u16::from_le_bytes([low, high]));
    Some(Observation::Weight(Reading {
        zero: Some(status == 2),
        ..Reading::plain(digits, exponent, unit, Some(stable))
    }))
}

/// What keeps the scale from giving a weight. Under zero its digits have no sign, so they are none.
const fn obstacle(status: u8) -> Option<Obstacle> {
    match status {
        1 | 7 => Some(Obstacle::Fault),
        5 => Some(Obstacle::Negative),
        6 => Some(Obstacle::Overload),
        8 => Some(Obstacle::NoZero),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
