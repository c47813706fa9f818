//! Lines of ASCII as many makes send them by themselves: `ST,GS,+  1.234kg`, `   1.234 kg`, `0.01 g ?`.
//!
//! Before the number there may be STX, one of `ST` (at rest), `US` or `UN` (moving), `OL` (out of range), `QT` (counting
//! pieces), and one of `GS` or `G` (gross), `NT` or `N` (net), `TR` (the tare), or `HI`, `OK`, `LO`, `--` (a comparison).
//! After it there may be a comma, the unit, `?` (moving) and `NET` or `G`. The line ends with LF, or CR and LF. A line of which
//! one character is not understood is no weight, and neither is one without `ST`, `US` or `?` from a scale that sends these, or
//! one that is narrower than those that were filled up with spaces or zeros.
//! Sources: A&D EK-L manual, page 30, and GH manual, page 44; Tiger TI-02-P manual, page 21; Triner TS-700, page 13; Ohaus
//! RS232 manual for Navigator, page 5; T-Scale NHB (captured); r_keeper's list of scales (`s_tiger.dll`, `s_KDTBED.dll`).

mod line;

use std::time::Duration;

use crate::scale::line::behind_noise;
use crate::scale::protocol::{Facts, Protocol, ScaleOptions, Speaks};
use crate::scale::reading::Observation;
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    speaks: Speaks::ByItself,
    ..Facts::usual(
        [
            "Строки ASCII: A&D, T-Scale, Tiger, Ohaus Navigator и другие",
            "ASCII lines: A&D, T-Scale, Tiger, Ohaus Navigator and others",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 7, SerialParity::Even, 1),
            SerialSettings::new(4800, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 8, SerialParity::None, 1),
        ],
        48,
    )
};

/// Lines of ASCII, listened to.
#[derive(Debug)]
pub struct GenericAsciiStream {
    decimal_comma: bool,
    has_unit: bool,
    /// Decimals of a number without a point, where the technician set them.
    decimals: Option<u8>,
    /// The scale says when a weight rests; a line that does not is then the end of one that was torn.
    headed: bool,
    /// Where the number ended in the widest line that was filled up to a width; a line in which it ends before has lost a
    /// character.
    reach: usize,
    opening: Opening,
}

/// Whether a line may be the end of one that began before the connection was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// The connection was made, and nothing has come since.
    Fresh,
    /// The same, since a time.
    Since(Duration),
    /// An end of a line has come, or the line was quiet.
    Over,
}

/// What the lines begin with that need no quiet before them.
const HEADS: [&[u8]; 4] = [b"ST,", b"US,", b"ST ", b"US "];

/// Makes one that listens.
#[must_use]
pub const fn new(options: &ScaleOptions) -> GenericAsciiStream {
    GenericAsciiStream {
        decimal_comma: options.decimal_comma,
        has_unit: options.unit.is_some(),
        decimals: options.decimals,
        headed: false,
        reach: 0,
        opening: Opening::Over,
    }
}

impl Protocol for GenericAsciiStream {
    fn step(&self, bytes: &[u8]) -> Step {
        let mut front = bytes.iter().take(FACTS.longest);
        let Some(end) = front.position(|byte| *byte == b'\n') else {
            return Step::Wait;
        };
        let (text, length) = (bytes.get(..end).unwrap_or_default(), end + 1);
        if self.opening != Opening::Over {
            return Step::skip(length, Junk::Noise);
        }
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let step = match line::read(text, self) {
            Ok(Observation::Weight(_)) if line::reach(text) < self.reach => {
                Step::skip(length, Junk::Malformed)
            }
            Ok(observation) => Step::observed(length, observation),
            Err(junk) => Step::skip(length, junk),
        };
        behind_noise(bytes, step, &HEADS)
    }

    fn measure(&mut self, said: &Said, frame: &[u8]) {
        if matches!(said, Said::Observation(Observation::Weight(_))) && line::is_filled(frame) {
            self.reach = self.reach.max(line::reach(frame));
        }
    }

    fn garbled(&mut self, _at: Duration) {
        self.opening = Opening::Over;
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        if let Some(Observation::Weight(reading)) = said.observation() {
            self.headed |= reading.stable == Some(true);
        }
        None
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.opening = match self.opening {
            Opening::Fresh => Opening::Since(at),
            // A line that was begun before would have ended.
            Opening::Since(begin) if at.saturating_sub(begin) > FACTS.gap => Opening::Over,
            opening @ (Opening::Since(_) | Opening::Over) => opening,
        };
        None
    }

    fn reset(&mut self) {
        (self.headed, self.reach) = (false, 0);
        self.opening = Opening::Fresh;
    }
}

#[cfg(test)]
mod tests;
