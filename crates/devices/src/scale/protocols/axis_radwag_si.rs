//! AXIS and Radwag: `SI` asks for what is shown now.
//!
//! AXIS answers 16 bytes: the sign, a space, eight characters of the number, a space, two of the unit, a space, CR LF; it does
//! not say whether the weight rests, and does not answer `ST` (tare) and `SZ` (zero). Radwag repeats the command and adds a
//! marker: `SI ? -     18.5 kg ` moves, `^` is too much and `v` too little; it answers `Z`, `T` and `UT` with letters. Sources: AXIS
//! B series manual, page 12; AKA-G manual, page 55; Radwag WTC manual, pages 46 and 48; WPT manual, page 69.

mod read;

use std::time::Duration;

use self::read::read;
use crate::scale::conversation::{Asker, Effect, POLL};
use crate::scale::decimal;
use crate::scale::line;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, WeightUnit};
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    // The port of Radwag's network cards.
    tcp_port: Some(4001),
    seven_bit: true,
    ..Facts::usual(
        ["AXIS, Radwag (SI)", "AXIS, Radwag (SI)"],
        &[
            SerialSettings::new(4800, 8, SerialParity::None, 1),
            SerialSettings::new(9600, 8, SerialParity::None, 1),
        ],
        LONGEST,
    )
};

/// Longer than each of the lines, so that the tail of something longer is none of them.
const LONGEST: usize = 40;

const QUESTION: &[u8] = b"SI\r\n";

/// AXIS or Radwag at work.
#[derive(Debug)]
pub struct AxisRadwagSi {
    asker: Asker,
    /// The unit of the last answer, when that was Radwag's.
    radwag: Option<WeightUnit>,
    effect: Effect,
}

/// What the answers of Radwag with a weight begin with; those of AXIS begin with the number.
const HEADS: [&[u8]; 4] = [b"S  ", b"SI ", b"SU ", b"SUI"];

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> AxisRadwagSi {
    AxisRadwagSi {
        asker: Asker::new(POLL, USUAL_ANSWER),
        radwag: None,
        effect: Effect::NONE,
    }
}

impl Protocol for AxisRadwagSi {
    fn step(&self, bytes: &[u8]) -> Step {
        line::behind_noise(bytes, line::step_text(bytes, LONGEST, read), &HEADS)
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        if let Observation::Weight(reading) = observation {
            self.radwag = reading.stable.map(|_| reading.unit);
        }
        self.effect.judge(&observation)
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let sent = self.asker.due(at, QUESTION)?;
        if matches!(sent.as_slice(), b"SZ\r\n" | b"ST\r\n") {
            // AXIS does not answer them; the next weight shows them.
            self.asker.answered();
            self.effect.expect();
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let line = match (command, self.radwag) {
            (ScaleCommand::Zero, None) => "SZ\r\n".to_owned(),
            (ScaleCommand::Tare, None) => "ST\r\n".to_owned(),
            (ScaleCommand::Zero, Some(_)) => "Z\r\n".to_owned(),
            (ScaleCommand::Tare, Some(_)) => "T\r\n".to_owned(),
            (ScaleCommand::ClearTare, Some(_)) => "UT 0\r\n".to_owned(),
            // The tare is in the unit of its adjustment.
            (ScaleCommand::SetTare(grams), Some(WeightUnit::Gram)) => format!("UT {grams}\r\n"),
            (ScaleCommand::SetTare(grams), Some(WeightUnit::Kilogram)) => {
                format!("UT {}\r\n", decimal::format(i64::from(grams), -3))
            }
            (ScaleCommand::SetTare(_) | ScaleCommand::ClearTare | ScaleCommand::Price(_), _) => {
                return false;
            }
        };
        self.asker.push(line.into_bytes());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.radwag = None;
        self.effect = Effect::NONE;
    }
}

#[cfg(test)]
mod tests;
