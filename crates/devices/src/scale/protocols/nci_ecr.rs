//! NCI, also called ECR and SCP-01: a letter and CR ask, the answer is a weight with a status, or a status alone.
//!
//! `LF 01.234KG CR LF 00 CR ETX` is a weight and its status; `LF 10 CR ETX` a status alone. The ECR form puts `S` before the
//! status and sends it alone whenever there is no good weight. The status is two characters or more: in each the bits 4 and 5
//! are set and bit 6 says, from the second on, that another one follows. Pounds and ounces come as `02lb 03.4oz`. What the
//! display shows instead of a number comes in the place of the weight: `^^^^^^` too much, `______` too little, `------` no
//! zero. Sources: Weigh-Tronix SCP-01 (document 8408-14788-01); DIVA Service Manual, pages 35 to 37; NCI 7800 manual, page
//! 32; Salter Brecknell 3700LP manual, page 11; Adam MDW-300L manual, page 13.

mod answer;

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, RefusalReason};
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    ..Facts::usual(
        [
            "NCI / ECR (Avery Weigh-Tronix, Brecknell, Adam, CAS PD-II, Ohaus Aviator)",
            "NCI / ECR (Avery Weigh-Tronix, Brecknell, Adam, CAS PD-II, Ohaus Aviator)",
        ],
        &[
            SerialSettings::new(9600, 7, SerialParity::Even, 1),
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 7, SerialParity::Even, 1),
            SerialSettings::new(4800, 7, SerialParity::Even, 1),
        ],
        2 + LONGEST_LINE + LONGEST_STATUS + 4,
    )
};

const LF: u8 = b'\n';
const CR: u8 = b'\r';

/// The longest line of a weight: six characters, and a unit of five.
const LONGEST_LINE: usize = 16;

/// The most status characters: four.
const LONGEST_STATUS: usize = 4;

/// What the till asks: weight, status, zero, units, weight in ten times the digits, tare.
const REQUESTS: &[u8] = b"WSZUHT";

/// NCI at work.
#[derive(Debug)]
pub struct NciEcr {
    asker: Asker,
    /// The next status answers a command.
    commanded: bool,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> NciEcr {
    NciEcr {
        asker: Asker::new(POLL, USUAL_ANSWER),
        commanded: false,
    }
}

impl Protocol for NciEcr {
    fn step(&self, bytes: &[u8]) -> Step {
        match bytes {
            [LF, rest @ ..] => answer::step(rest),
            [request, CR, ..] if REQUESTS.contains(request) => Step::Frame {
                length: 2,
                said: Said::Request,
            },
            [request] if REQUESTS.contains(request) => Step::Wait,
            _ => Step::NOISE,
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        if !std::mem::take(&mut self.commanded) {
            return None;
        }
        match observation {
            Observation::Status(status) => Some(
                if status.obstacle.is_none() && status.stable != Some(false) {
                    Observation::Done
                } else {
                    Observation::refused(RefusalReason::Logical)
                },
            ),
            Observation::Weight(_) | Observation::Done | Observation::Refused(_) => None,
        }
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let sent = self.asker.due(at, b"W\r")?;
        self.commanded = sent != b"W\r";
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let letter = match command {
            ScaleCommand::Zero => b"Z\r",
            // Adam and Brecknell have it; the others answer that they do not know it.
            ScaleCommand::Tare => b"T\r",
            ScaleCommand::SetTare(_) | ScaleCommand::ClearTare | ScaleCommand::Price(_) => {
                return false;
            }
        };
        self.asker.push(letter.to_vec());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.commanded = false;
    }
}

#[cfg(test)]
mod tests;
