//! Ohaus: lines of text, asked for with `IP` or `P`.
//!
//! A line is the number at the right edge of ten characters (nine to twelve, as the model is), a space, up to five letters of
//! the unit, then `?` while it moves and a legend, such as `NET`. `IP` prints at once what is shown, whether it rests or not; models
//! that do not know it print on `P`. `Z` and `T` are zero and tare, `100T` sets a tare of 100 g. Newer models answer them `OK!` and
//! what they do not know `ES`; older ones say nothing. Sources: Ohaus RS232 interface manual, page EN-3; Navigator NVT USB
//! interface manual, page EN-4; Defender 3000 manual, page EN-35; Ranger Count manual, page 36; Ranger manual, 5.1.1.

mod read;

use std::time::Duration;

use self::read::{read, width};
use crate::scale::conversation::{Asker, Effect, EitherWay, POLL};
use crate::scale::line;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::reading::Observation;
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    tcp_port: Some(9761),
    seven_bit: true,
    ..Facts::usual(
        [
            "Ohaus (Navigator, Scout, Ranger, Defender, Valor)",
            "Ohaus (Navigator, Scout, Ranger, Defender, Valor)",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 7, SerialParity::None, 2),
            SerialSettings::new(2400, 7, SerialParity::Even, 1),
        ],
        LONGEST,
    )
};

/// Longer than each of the lines, so that the tail of something longer is none of them.
const LONGEST: usize = 60;

/// Asks for what is shown now.
const AT_ONCE: &[u8] = b"IP\r\n";

/// Asks older models.
const PRINT: &[u8] = b"P\r\n";

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// Ohaus at work.
#[derive(Debug)]
pub struct Ohaus {
    asker: Asker,
    /// Whether it is asked as older models are.
    prints: EitherWay,
    /// What went out last and was not answered.
    asked: Asked,
    effect: Effect,
    /// The most characters that a number took; where it takes fewer, one was lost.
    widest: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Weight,
    Command,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> Ohaus {
    Ohaus {
        asker: Asker::new(POLL, PATIENCE),
        prints: EitherWay::FIRST,
        asked: Asked::Nothing,
        effect: Effect::NONE,
        widest: 0,
    }
}

impl Protocol for Ohaus {
    fn step(&self, bytes: &[u8]) -> Step {
        line::step_text(bytes, LONGEST, |text| {
            let said = read(text)?;
            let is_torn = is_weight(&said) && width(text) < Some(self.widest);
            (!is_torn).then_some(said)
        })
    }

    fn measure(&mut self, said: &Said, frame: &[u8]) {
        let text = std::str::from_utf8(frame).ok().filter(|_| is_weight(said));
        self.widest = self.widest.max(text.and_then(width).unwrap_or_default());
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        let asked = std::mem::replace(&mut self.asked, Asked::Nothing);
        self.prints.answered();
        match observation {
            // It does not know how it was asked.
            Observation::Refused(_) if asked == Asked::Weight => {
                self.prints.turn();
                None
            }
            // It answers commands itself, so that nothing is to be guessed.
            Observation::Done | Observation::Refused(_) => {
                self.effect = Effect::NONE;
                None
            }
            Observation::Weight(_) | Observation::Status(_) => self.effect.judge(&observation),
        }
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let (sent, asks) = self.prints.due(&mut self.asker, at, [AT_ONCE, PRINT])?;
        if asks {
            self.asked = Asked::Weight;
        } else {
            self.asked = Asked::Command;
            // Older models do not answer; the next weight shows what came of it.
            if matches!(sent.as_slice(), b"Z\r\n" | b"T\r\n") {
                self.effect.expect();
            }
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let line = match command {
            ScaleCommand::Zero => "Z\r\n".to_owned(),
            ScaleCommand::Tare => "T\r\n".to_owned(),
            ScaleCommand::SetTare(grams) => format!("{grams}T\r\n"),
            ScaleCommand::ClearTare => "0T\r\n".to_owned(),
            ScaleCommand::Price(_) => return false,
        };
        self.asker.push(line.into_bytes());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.prints.answered();
        self.asked = Asked::Nothing;
        self.effect = Effect::NONE;
        self.widest = 0;
    }
}

const fn is_weight(said: &Said) -> bool {
    matches!(said, Said::Observation(Observation::Weight(_)))
}

#[cfg(test)]
mod tests;
