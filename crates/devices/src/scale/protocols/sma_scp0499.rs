//! SMA, the protocol of the Scale Manufacturers Association: `LF W CR` asks, a line of 20 bytes answers, or one of
//! 19 where a maker left out what is for later. A scale that has sent the longer one never sends the shorter: it lost a byte.
//!
//! `LF s r n m f xxxxxx.xxx uuu CR`: what is the matter (`Z` centre of zero, `O` over, `U` under capacity, `E` and `I` no
//! zero, `T` no tare), the range, gross or net, `M` when it moves, a character for later, ten characters of weight, three of
//! unit. After an error the weight is dashes. `LF ? CR` means that the command is unknown; `LF MOD:name CR` names the scale.
//! Source: SMA standard SCP-0499, sections 5.1 to 5.5, as in the Sartorius PR 5211 manual, pages 50 to 53, the Fairbanks
//! FB2550 manual, appendix III, and the B-Tek T419S manual, page 61.

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, Obstacle, RefusalReason, Status};
use crate::scale::said::{Parameters, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    ..Facts::usual(
        [
            "SMA SCP-0499 (Fairbanks, Sartorius PR, Weigh-Tronix ZM, B-Tek)",
            "SMA SCP-0499 (Fairbanks, Sartorius PR, Weigh-Tronix ZM, B-Tek)",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(9600, 7, SerialParity::Even, 1),
        ],
        INFORMATION + LONGEST_NAME + 1,
    )
};

const LF: u8 = b'\n';
const CR: u8 = b'\r';

/// The length of an answer about the weight, as the standard has it.
const ANSWER: usize = 20;

/// The length of one from which the character for later is missing.
const SHORT_ANSWER: usize = 19;

/// The length of what stands before the text of an information: LF, three characters, a colon.
const INFORMATION: usize = 5;

/// The longest text of an information.
const LONGEST_NAME: usize = 32;

/// The letters of commands.
const COMMANDS: &[u8] = b"WZTCHPQRSMUDABIN";

/// SMA at work.
#[derive(Debug)]
pub struct SmaScp0499 {
    asker: Asker,
    /// The command that the next answer is about.
    told: Option<ScaleCommand>,
    /// Whether the scale sends answers in full length.
    in_full: bool,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> SmaScp0499 {
    SmaScp0499 {
        asker: Asker::new(POLL, USUAL_ANSWER),
        told: None,
        in_full: false,
    }
}

impl Protocol for SmaScp0499 {
    fn step(&self, bytes: &[u8]) -> Step {
        match bytes {
            [LF, b'?', CR, ..] => {
                Step::observed(3, Observation::refused(RefusalReason::Unrecognized))
            }
            [LF, letter, CR, ..] if COMMANDS.contains(letter) => Step::Frame {
                length: 3,
                said: Said::Request,
            },
            [LF] | [LF, b'?'] => Step::Wait,
            [LF, ..] => self.step_answer(bytes),
            _ => Step::NOISE,
        }
    }

    fn measure(&mut self, _said: &Said, frame: &[u8]) {
        self.in_full |= is_answer(frame, ANSWER);
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        let told = self.told.take()?;
        let done = match observation {
            Observation::Weight(reading) => match told {
                ScaleCommand::Zero => reading.zero == Some(true),
                ScaleCommand::Tare => reading.net == Some(true) || reading.raw == 0,
                ScaleCommand::ClearTare => reading.net == Some(false),
                ScaleCommand::SetTare(_) | ScaleCommand::Price(_) => false,
            },
            Observation::Status(_) => false,
            Observation::Done | Observation::Refused(_) => return None,
        };
        Some(if done {
            Observation::Done
        } else {
            Observation::refused(RefusalReason::Logical)
        })
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let sent = self.asker.due(at, b"\nW\r")?;
        self.told = match sent.get(1) {
            Some(b'Z') => Some(ScaleCommand::Zero),
            Some(b'T') => Some(ScaleCommand::Tare),
            Some(b'C') => Some(ScaleCommand::ClearTare),
            _ => None,
        };
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let bytes = match command {
            ScaleCommand::Zero => b"\nZ\r",
            ScaleCommand::Tare => b"\nT\r",
            ScaleCommand::ClearTare => b"\nC\r",
            ScaleCommand::SetTare(_) | ScaleCommand::Price(_) => return false,
        };
        self.asker.push(bytes.to_vec());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.told = None;
        self.in_full = false;
    }
}

impl SmaScp0499 {
    fn step_answer(&self, bytes: &[u8]) -> Step {
        let lengths: &[usize] = if self.in_full {
            &[ANSWER]
        } else {
            &[SHORT_ANSWER, ANSWER]
        };
        let mut may_become = false;
        for length in lengths.iter().copied() {
            let Some(answer) = bytes.get(..length) else {
                may_become |= begins_answer(bytes, length);
                continue;
            };
            if is_answer(answer, length) {
                return Step::whole(length, read(answer));
            }
        }
        if may_become {
            Step::Wait
        } else {
            step_information(bytes)
        }
    }
}

/// Whether bytes may be the front of an answer of a length about the weight.
fn begins_answer(bytes: &[u8], length: usize) -> bool {
    let mut front = bytes.iter().take(length).enumerate();
    front.all(|(place, byte)| fits(place, *byte, length))
}

/// Whether bytes are a whole answer of a length about the weight.
fn is_answer(bytes: &[u8], length: usize) -> bool {
    bytes.len() == length && begins_answer(bytes, length)
}

/// Whether a byte can stand at a place of an answer of a length about the weight.
fn fits(place: usize, byte: u8, length: usize) -> bool {
    match place {
        _ if place + 1 == length => byte == CR,
        0 => byte == LF,
        1 => b" ZOUEIT".contains(&byte),
        2 => byte.is_ascii_digit(),
        3 => b"GNTgn".contains(&byte),
        4 => b" M".contains(&byte),
        _ => fields::is_printable(byte),
    }
}

/// Reads an answer whose bytes are each where they can be.
fn read(answer: &[u8]) -> Option<Said> {
    let ([_, state, _, kind, moves], rest) = answer.split_first_chunk()?;
    let (rest, [unit @ .., _]) = rest.split_last_chunk::<4>()?;
    let weight = rest.last_chunk::<10>()?;
    let stable = Some(*moves != b'M');
    let status = |obstacle| {
        let status = Status {
            stable,
            ..Status::obstacle(obstacle)
        };
        Said::Observation(Observation::Status(status))
    };
    match state {
        b'O' => return Some(status(Obstacle::Overload)),
        b'U' => return Some(status(Obstacle::Underload)),
        b'E' => return Some(status(Obstacle::OutsideZeroRange)),
        b'I' => return Some(status(Obstacle::NoZero)),
        b'T' => {
            return Some(Said::Observation(Observation::refused(
                RefusalReason::Logical,
            )));
        }
        _ => {}
    }
    let (number, unit) = (fields::number(weight)?, fields::padded_unit(unit)?);
    let net = match kind {
        b'N' | b'n' => true,
        b'G' | b'g' => false,
        // The tare, which somebody else asked for: it does not lie on the pan.
        _ => {
            return Some(Said::Parameters(Parameters {
                tare: Some(Decimal::new(
                    number.raw,
                    number.exponent.checked_add(unit.1)?,
                )),
                ..Parameters::default()
            }));
        }
    };
    let mut reading = fields::weight(number, unit, stable)?;
    (reading.net, reading.zero) = (Some(net), Some(*state == b'Z'));
    Some(Said::weight(reading))
}

/// `LF MOD:name CR`, and others of that kind.
fn step_information(bytes: &[u8]) -> Step {
    let fits = |(place, byte): (usize, &u8)| match place {
        0 => *byte == LF,
        1..4 => byte.is_ascii_uppercase() || *byte == b' ',
        _ => *byte == b':',
    };
    if !bytes.iter().take(INFORMATION).enumerate().all(fits) {
        return Step::NOISE;
    }
    let Some((head, rest)) = bytes.split_at_checked(INFORMATION) else {
        return Step::Wait;
    };
    let printable = |byte: &&u8| fields::is_printable(**byte);
    let front = rest.iter().take(LONGEST_NAME + 1);
    let (text, end) = rest.split_at(front.take_while(printable).count());
    match end {
        _ if text.len() > LONGEST_NAME => Step::NOISE,
        [] => Step::Wait,
        [CR, ..] => {
            let name = String::from_utf8_lossy(text.trim_ascii()).into_owned();
            Step::Frame {
                length: INFORMATION + text.len() + 1,
                said: Said::Parameters(Parameters {
                    model: head.starts_with(b"\nMOD").then_some(name),
                    ..Parameters::default()
                }),
            }
        }
        _ => Step::NOISE,
    }
}

#[cfg(test)]
mod tests;
