//! The frames of POS2.

use super::{ACK, ENQ, NAK, errors};
use crate::scale::cyrillic;
use crate::scale::decimal::Decimal;
use crate::scale::reading::{Observation, Obstacle, Reading, Status, WeightUnit};
use crate::scale::said::{Junk, Parameters, Said, Step};

const STX: u8 = 0x02;

/// What stands for a weight that an earlier question asked for: it is read to empty the line, and may be old.
pub(super) const STALE: u8 = STX;

/// STX, length and checksum.
const AROUND: usize = 3;

/// The longest name that is read; real ones have about twenty letters.
const LONGEST_NAME: usize = 64;

/// The longest frame: the type of the device with its name.
pub(super) const LONGEST: usize = AROUND + 8 + LONGEST_NAME;

/// The powers of ten of the last digit that a scale can have, in kilograms.
const POWERS: std::ops::RangeInclusive<i8> = -6..=3;

/// The power of ten of shop scales, which count grams.
const USUAL_POWER: i8 = -3;

/// What has to be known to read a weight.
#[derive(Debug)]
pub(super) struct Grammar {
    pub unit: WeightUnit,
    /// Digits after the point, where the technician set them.
    pub decimals: Option<u8>,
    /// The power of ten that the scale named.
    pub power: Option<i8>,
    /// Whether the next weight is the answer to an earlier question.
    pub stale: bool,
}

/// Builds a frame.
pub(super) fn build(command: u8, data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len() + 1).unwrap_or(u8::MAX);
    let mut frame = vec![STX, length, command];
    frame.extend(data);
    frame.push(checksum(frame.get(1..).unwrap_or_default()));
    frame
}

fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
}

/// Where the next frame may begin within a broken one.
pub(super) fn next_start(broken: &[u8]) -> usize {
    let next = broken.iter().skip(1).position(|byte| *byte == STX);
    next.map_or(broken.len(), |at| at + 1)
}

/// Whether command and data may be so long: a question, an error, or an answer.
fn fits(command: u8, length: usize) -> bool {
    match command {
        0x3a => matches!(length, 2 | 5 | 11),
        0x30 | 0x31 => matches!(length, 2 | 5),
        0x32 => matches!(length, 2 | 7),
        0x12 => matches!(length, 1..=3),
        0xe8 => matches!(length, 2 | 24),
        0xfc => length == 1 || length == 2 || (8..=8 + LONGEST_NAME).contains(&length),
        _ => false,
    }
}

impl Grammar {
    /// The power of ten of a weight's last digit.
    fn exponent(&self) -> i8 {
        let set = self
            .decimals
            .and_then(|decimals| i8::try_from(decimals).ok())
            .map(|decimals| -decimals);
        set.or(self.power).unwrap_or(USUAL_POWER)
    }

    /// So many grams in the digits of the scale, to the nearest; nothing when the scale cannot hold the number.
    pub fn digits(&self, grams: u32) -> Option<u16> {
        let shift = i32::from(USUAL_POWER) - i32::from(self.exponent());
        let step = 10_u32.checked_pow(shift.unsigned_abs())?;
        let digits = if shift >= 0 {
            grams.checked_mul(step)?
        } else {
            grams.checked_add(step / 2)? / step
        };
        u16::try_from(digits).ok()
    }

    pub fn step(&self, bytes: &[u8]) -> Step {
        let (length, command) = match bytes {
            [ENQ, ..] => {
                return Step::Frame {
                    length: 1,
                    said: Said::Request,
                };
            }
            [control @ (ACK | NAK), ..] => {
                return Step::Frame {
                    length: 1,
                    said: Said::Control(*control),
                };
            }
            [STX] | [STX, _] => return Step::Wait,
            [STX, length, command, ..] => (usize::from(*length), *command),
            _ => return Step::NOISE,
        };
        if !fits(command, length) {
            return Step::NOISE;
        }
        let whole = length + AROUND;
        let Some(([_, counted @ ..], sum)) = bytes
            .get(..whole)
            .and_then(|frame| frame.split_last())
            .map(|(sum, rest)| (rest, *sum))
        else {
            return Step::Wait;
        };
        if checksum(counted) != sum {
            return Step::skip(next_start(&bytes[..whole]), Junk::Checksum);
        }
        let data = counted.get(2..).unwrap_or_default();
        Step::whole(whole, self.read(command, data))
    }

    fn read(&self, command: u8, data: &[u8]) -> Option<Said> {
        match (command, data) {
            // Four digits of the password come from the till; so does a bare command.
            (0x30..=0x32 | 0x3a, [a, b, c, d, rest @ ..])
                if matches!(rest.len(), 0 | 2)
                    && [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()) =>
            {
                Some(Said::Request)
            }
            (0x12 | 0xfc, []) => Some(Said::Request),
            (0xe8, [channel]) if !errors::is_known(*channel) => Some(Said::Request),
            (0x30..=0x32, [0]) => Some(Said::Observation(Observation::Done)),
            (_, [error]) if *error > 0 => Some(Said::Observation(errors::read(command, *error))),
            (0x12, [0, _mode]) => Some(Said::Parameters(Parameters::default())),
            (0x3a, [0, s0, s1, w0, w1, w2, w3, t0, t1, _reserved]) => {
                let state = u16::from_le_bytes([*s0, *s1]);
                let weight = i32::from_le_bytes([*w0, *w1, *w2, *w3]);
                let tare = u16::from_le_bytes([*t0, *t1]);
                Some(if self.stale {
                    Said::Control(STALE)
                } else {
                    Said::Observation(self.weighed(state, weight, tare))
                })
            }
            (0xe8, [0, _, _, _point, power, m0, m1, ..]) => {
                let power = i8::from_le_bytes([*power]);
                let exponent = Some(power).filter(|power| POWERS.contains(power));
                let most = i64::from(u16::from_le_bytes([*m0, *m1]));
                Some(Said::Parameters(Parameters {
                    exponent,
                    capacity: exponent.map(|exponent| Decimal::new(most, exponent)),
                    ..Parameters::default()
                }))
            }
            (0xfc, [0, _kind, _sub, _major, _minor, _model, _language, name @ ..]) => {
                let name = cyrillic::decode(name);
                Some(Said::Parameters(Parameters {
                    model: Some(name).filter(|name| !name.is_empty()),
                    ..Parameters::default()
                }))
            }
            _ => None,
        }
    }

    /// The bits: 0 fixed, 1 zero is kept, 2 channel on, 3 tare, 4 at rest, 5 no zero at power-on, 6 overload, 7 measuring
    /// failed, 8 too little on it, 9 the converter does not answer.
    fn weighed(&self, state: u16, weight: i32, tare: u16) -> Observation {
        let bit = |bit: u32| state & (1 << bit) != 0;
        let obstacle = if bit(9) || bit(7) {
            Some(Obstacle::Fault)
        } else if bit(6) {
            Some(Obstacle::Overload)
        } else if bit(8) {
            Some(Obstacle::Underload)
        } else if bit(5) {
            Some(Obstacle::NoZero)
        } else if !bit(2) {
            Some(Obstacle::NotWeighing)
        } else {
            None
        };
        if obstacle.is_some() {
            return Observation::Status(Status {
                stable: Some(bit(4)),
                net: Some(bit(3)),
                obstacle,
                ..Status::NOTHING
            });
        }
        let exponent = self.exponent();
        Observation::Weight(Reading {
            net: Some(bit(3)),
            zero: Some(bit(1)),
            tare: Some(Decimal::new(i64::from(tare), exponent)),
            ..Reading::plain(i64::from(weight), exponent, self.unit, Some(bit(4)))
        })
    }
}
