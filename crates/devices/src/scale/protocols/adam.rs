//! Adam Equipment: lines of text, asked for with one letter.
//!
//! CPWplus answers `G`, `N` and `T` with the gross weight, the net weight and the tare, as in `N +   1.00 kg`; `Z` is its key for
//! zero and tare. AZextra and Highland print on `P`, and have `T` for the tare and `Z` for zero. AZextra prints the number and
//! the unit, and only a new weight; Highland prints 16 characters (the sign, the number, three of the unit), or a line
//! with `GS` or `NT` before them, and in its continuous form `ST,GS` or `US,NT`. Sources: Adam CPWplus manual, page 14; AZextra
//! manual, page 14; Highland manual, pages 25 to 27.

mod read;

use std::time::Duration;

use self::read::{is_full, is_printed_once, read};
use crate::scale::conversation::{Asker, Effect, EitherWay, POLL};
use crate::scale::line;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    ..Facts::usual(
        [
            "Adam Equipment (CPWplus, AZextra, Highland)",
            "Adam Equipment (CPWplus, AZextra, Highland)",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(4800, 8, SerialParity::None, 1),
        ],
        LONGEST,
    )
};

/// Longer than each of the lines, so that the tail of something longer is none of them.
const LONGEST: usize = 40;

/// What the lines that are not bare begin with.
const HEADS: [&[u8]; 10] = [
    b"G +", b"G -", b"N +", b"N -", b"G+", b"G-", b"N+", b"N-", b"ST,", b"US,",
];

/// What CPWplus is asked.
const NET: &[u8] = b"N\r\n";

/// What the others are asked.
const PRINT: &[u8] = b"P\r\n";

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// Adam at work.
#[derive(Debug)]
pub struct Adam {
    asker: Asker,
    /// Whether it is asked to print, as AZextra and Highland are.
    prints: EitherWay,
    /// Whether it has answered that last; an AZextra that has nothing new to print is asked in both ways in turn.
    printed: bool,
    /// Whether noise came since the last question, so that a bare number may be the tail of a line.
    garbled: bool,
    /// Whether it prints lines with a letter, a head or a fixed width; a bare number is the tail of one then.
    in_full: bool,
    effect: Effect,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> Adam {
    Adam {
        asker: Asker::new(POLL, PATIENCE),
        prints: EitherWay::FIRST,
        printed: false,
        garbled: false,
        in_full: false,
        effect: Effect::NONE,
    }
}

impl Protocol for Adam {
    fn step(&self, bytes: &[u8]) -> Step {
        let piece = line::whole_line(bytes, LONGEST);
        let step = line::unless_whole(piece, |body, length| {
            let bare = matches!(body.first(), Some(b'0'..=b'9' | b'.' | b','));
            match std::str::from_utf8(body).ok().and_then(read) {
                Some(_) if bare && self.garbled => Step::skip(length, Junk::Noise),
                Some(said) if self.in_full && !is_full(body) && is_weight(&said) => {
                    Step::skip(length, Junk::Malformed)
                }
                Some(said) => Step::Frame { length, said },
                None => Step::skip(length, Junk::Malformed),
            }
        });
        line::behind_noise(bytes, step, &HEADS)
    }

    fn measure(&mut self, said: &Said, frame: &[u8]) {
        let body = frame.strip_suffix(line::CR_LF).unwrap_or(frame);
        self.in_full |= is_weight(said) && is_full(body);
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        self.garbled = false;
        let observation = said.observation()?;
        self.printed = self.prints.is_second();
        let printed = self.asker.answered() && self.printed;
        self.prints.answered();
        match observation {
            // What is printed once alone must have come to rest, and no second print can show that it did.
            Observation::Weight(reading) if printed && is_printed_once(&reading) => {
                Some(Observation::Weight(Reading {
                    stable: Some(true),
                    ..reading
                }))
            }
            Observation::Weight(_)
            | Observation::Status(_)
            | Observation::Done
            | Observation::Refused(_) => self.effect.judge(&observation),
        }
    }

    fn garbled(&mut self, _at: Duration) {
        self.garbled = true;
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let (sent, asks) = self.prints.due(&mut self.asker, at, [NET, PRINT])?;
        if asks {
            self.garbled = false;
        } else {
            // Zero and tare are not answered; the next weight shows them.
            self.asker.answered();
            self.effect.expect();
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let line = match command {
            ScaleCommand::Tare if self.printed => b"T\r\n",
            // CPWplus has one key for both.
            ScaleCommand::Zero | ScaleCommand::Tare => b"Z\r\n",
            ScaleCommand::SetTare(_) | ScaleCommand::ClearTare | ScaleCommand::Price(_) => {
                return false;
            }
        };
        self.asker.push(line.to_vec());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.prints.answered();
        (self.garbled, self.in_full) = (false, false);
        self.effect = Effect::NONE;
    }
}

const fn is_weight(said: &Said) -> bool {
    matches!(said, Said::Observation(Observation::Weight(_)))
}

#[cfg(test)]
mod tests;
