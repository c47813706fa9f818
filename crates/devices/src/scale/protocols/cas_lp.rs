//! CAS LP, the label-printing scales on a serial line: the scale is chosen by its number, then asked by single bytes.
//!
//! The till sends the number of the scale, which answers it and, when it is ready, `80`. `89` asks for the weight; of the 16 bytes
//! that answer, the first is `AA` or `80`, bit 6 of the second says that it rests and bit 7 that the number is negative, and the
//! next two are the digits, little-endian. Neither the unit nor the point is among them, so the technician sets them; without
//! a unit nothing can be sold. The other bytes are not known. Source: UCS R-Keeper, `s_cas_LP.dll`.
//!
//! There is no checksum and no end, so while the till asks, only what comes alone between a question and silence is an answer.

use std::time::Duration;

use crate::scale::conversation::POLL;
use crate::scale::protocol::{Facts, Protocol, ScaleOptions};
use crate::scale::quiet_line::{ANSWER, PAUSE, QuietLine};
use crate::scale::reading::{Observation, Reading, WeightUnit};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    names_unit: false,
    names_decimals: false,
    gap: PAUSE,
    answer: ANSWER,
    ..Facts::usual(
        ["CAS LP (этикеточные)", "CAS LP (label-printing)"],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(19_200, 8, SerialParity::None, 1),
            SerialSettings::new(4800, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 8, SerialParity::None, 1),
        ],
        2 * LENGTH + 1,
    )
};

/// The bytes of the answer with the weight.
const LENGTH: usize = 16;

/// Asks for the weight.
const WEIGHT: u8 = 0x89;

/// Says that the scale is ready; an answer can begin with it too.
const READY: u8 = 0x80;

/// What an answer usually begins with.
const ANSWERS: u8 = 0xaa;

const AT_REST: u8 = 0x40;
const NEGATIVE: u8 = 0x80;

/// How many questions in a row go unanswered before the scale is chosen anew: it was switched off and on.
const SILENT: u8 = 2;

/// The most digits after the point that make sense of five digits.
const MOST_DECIMALS: u8 = 5;

/// CAS LP at work.
#[derive(Debug)]
pub struct CasLp {
    line: QuietLine,
    address: u8,
    unit: WeightUnit,
    exponent: i8,
    /// Whether the scale has answered to its number.
    chosen: bool,
}

/// Makes one that chooses the scale at once.
#[must_use]
pub fn new(options: &ScaleOptions) -> CasLp {
    let unit = options.unit.unwrap_or(WeightUnit::Unknown);
    let usual = match unit {
        WeightUnit::Kilogram => 3,
        WeightUnit::Pound => 2,
        WeightUnit::Ounce => 1,
        WeightUnit::Gram | WeightUnit::Unknown => 0,
    };
    let decimals = options.decimals.unwrap_or(usual).min(MOST_DECIMALS);
    CasLp {
        line: QuietLine::new(POLL),
        address: options.address,
        unit,
        exponent: -i8::try_from(decimals).unwrap_or_default(),
        chosen: false,
    }
}

impl Protocol for CasLp {
    fn step(&self, bytes: &[u8]) -> Step {
        match bytes {
            _ if self.line.asks() && !self.line.awaits() => Step::skip(bytes.len(), Junk::Noise),
            [WEIGHT, ..] if self.chosen || !self.line.asks() => Step::Frame {
                length: 1,
                said: Said::Request,
            },
            _ if self.line.asks() => Step::Wait,
            // One byte more than an answer that could begin with either is "ready" and the answer behind it.
            [READY, ANSWERS, ..] if self.line.is_clean() => {
                if bytes.len() > LENGTH {
                    Step::Frame {
                        length: 1,
                        said: Said::Control(READY),
                    }
                } else {
                    Step::Wait
                }
            }
            // Where it only listens, answers count as long as they follow each other.
            [ANSWERS | READY, ..] if self.line.is_clean() => match bytes.get(..LENGTH) {
                Some(answer) => self.weighed(answer),
                None => Step::Wait,
            },
            _ if self.line.is_clean() => Step::NOISE,
            _ => Step::Wait,
        }
    }

    fn step_last(&self, bytes: &[u8]) -> Step {
        match self.step(bytes) {
            Step::Wait if self.line.asks() && !self.chosen => self.step_choice(bytes),
            Step::Wait => self.step_answer(bytes),
            step => step,
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        if *said == Said::Request {
            if !self.line.asks() {
                self.line.aligned();
            }
            return None;
        }
        self.chosen |= matches!(said, Said::Control(_));
        self.line.answered();
        None
    }

    fn garbled(&mut self, at: Duration) {
        self.line.garbled(at);
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        if self.line.silence(at) >= SILENT {
            self.line.forget_silence();
            self.chosen = false;
        }
        let question = if self.chosen { WEIGHT } else { self.address };
        self.line.due(at, &[question])
    }

    fn reset(&mut self) {
        self.line.reset();
        self.chosen = false;
    }
}

impl CasLp {
    /// Judges what came between the number of the scale and silence: the number again, whatever it does meanwhile, and "ready".
    fn step_choice(&self, bytes: &[u8]) -> Step {
        match bytes {
            [.., READY] if bytes.len() <= LENGTH => Step::Frame {
                length: bytes.len(),
                said: Said::Control(READY),
            },
            // It heard its number and is busy.
            [address, ..] if *address == self.address => Step::Frame {
                length: bytes.len(),
                said: Said::Request,
            },
            _ => Step::skip(bytes.len(), Junk::Noise),
        }
    }

    /// Judges what came between a question and silence: the answer, which some lines bring twice.
    fn step_answer(&self, bytes: &[u8]) -> Step {
        let (half, again) = bytes.split_at(bytes.len() / 2);
        let answer = if half == again && bytes.len() != LENGTH {
            half
        } else {
            bytes
        };
        match answer {
            [READY] => Step::Frame {
                length: bytes.len(),
                said: Said::Control(READY),
            },
            [ANSWERS | READY, ..] if answer.len() == LENGTH => self.weighed(answer),
            _ if bytes.len() < LENGTH => Step::skip(bytes.len(), Junk::Incomplete),
            _ => Step::skip(bytes.len(), Junk::Noise),
        }
    }

    /// Reads a whole answer.
    fn weighed(&self, answer: &[u8]) -> Step {
        let [_, state, low, high, ..] = *answer else {
            return Step::Wait;
        };
        let digits = i64::from(u16::from_le_bytes([low, high]));
        let raw = if state & NEGATIVE != 0 {
            -digits
        } else {
            digits
        };
        let stable = Some(state & AT_REST != 0);
        Step::observed(
            answer.len(),
            Observation::Weight(Reading::plain(raw, self.exponent, self.unit, stable)),
        )
    }
}

#[cfg(test)]
mod tests;
