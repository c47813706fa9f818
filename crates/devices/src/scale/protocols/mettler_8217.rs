//! Mettler-Toledo 8217: one letter asks, the answer is `STX … CR`.
//!
//! `02 "01.234" 0D` is a weight at rest, with `N` before CR a net one; `02 3F st 0D` is a status byte and no weight. The
//! unit is not in the frame: three decimals in six characters are kilograms, two in five or six are pounds, as the scale shows
//! them, unless the technician says otherwise. Source: Mettler-Toledo DIVA Service Manual 72191202, pages 39, 44 and 45.

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::decimal;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, Obstacle, Reading, RefusalReason, Status, WeightUnit};
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    names_unit: false,
    ..Facts::usual(
        [
            "Mettler Toledo 8217 (Viva, Ariva-S, Diva)",
            "Mettler Toledo 8217 (Viva, Ariva-S, Diva)",
        ],
        &[
            SerialSettings::new(9600, 7, SerialParity::Even, 1),
            SerialSettings::new(9600, 8, SerialParity::None, 1),
        ],
        12,
    )
};

const STX: u8 = 0x02;
const CR: u8 = 0x0d;

/// The characters of a weight in kilograms, `WW.WWW`, and of one in pounds with a zero before it.
const WIDEST: usize = 6;

/// The characters of a weight in pounds, `WW.WW`.
const NARROWEST: usize = 5;

/// A weight with the spaces before it.
const LONGEST_FIELD: usize = 8;

/// What the scale answers to the probe `Ehello`, when it speaks this protocol.
const ECHO: &[u8] = b"\x02E\x0dhello";

/// 8217 at work.
#[derive(Debug)]
pub struct Mettler8217 {
    asker: Asker,
    unit: Option<WeightUnit>,
    /// The next status answers a command.
    commanded: bool,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(options: &ScaleOptions) -> Mettler8217 {
    Mettler8217 {
        asker: Asker::new(POLL, USUAL_ANSWER),
        unit: options.unit,
        commanded: false,
    }
}

impl Protocol for Mettler8217 {
    fn step(&self, bytes: &[u8]) -> Step {
        match bytes {
            [STX, rest @ ..] => self.step_answer(bytes, rest),
            [b'W' | b'Z' | b'T' | b'C' | b'A' | b'B' | b'F', ..] => Step::Frame {
                length: 1,
                said: Said::Request,
            },
            _ => Step::NOISE,
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        match observation {
            Observation::Status(status) if std::mem::take(&mut self.commanded) => Some(
                if status.obstacle.is_none() && status.stable != Some(false) {
                    Observation::Done
                } else {
                    Observation::refused(RefusalReason::Logical)
                },
            ),
            Observation::Weight(_)
            | Observation::Status(_)
            | Observation::Done
            | Observation::Refused(_) => None,
        }
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let sent = self.asker.due(at, b"W")?;
        self.commanded = sent != b"W";
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let bytes = match command {
            ScaleCommand::Zero => b"Z".to_vec(),
            ScaleCommand::Tare => b"T".to_vec(),
            ScaleCommand::ClearTare => b"C".to_vec(),
            ScaleCommand::SetTare(grams) if grams <= 99_999 => {
                format!("T{grams:05}\r").into_bytes()
            }
            ScaleCommand::SetTare(_) | ScaleCommand::Price(_) => return false,
        };
        self.asker.push(bytes);
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.commanded = false;
    }
}

impl Mettler8217 {
    fn step_answer(&self, bytes: &[u8], rest: &[u8]) -> Step {
        if ECHO.starts_with(bytes) && bytes.len() >= 2 && bytes.len() < ECHO.len() {
            return Step::Wait;
        }
        if bytes.starts_with(ECHO) {
            return Step::Frame {
                length: ECHO.len(),
                said: Said::Probe,
            };
        }
        match rest {
            [b'?', status, CR, ..] => Step::seen(4, read_status(*status).map(Observation::Status)),
            [] | [b'?'] | [b'?', _] => Step::Wait,
            // The test of itself was begun.
            [CR, ..] => Step::observed(2, Observation::Done),
            _ => self.step_weight(rest),
        }
    }

    /// A weight after STX: spaces, five or six characters with a point, `N` when a tare is subtracted, CR.
    fn step_weight(&self, rest: &[u8]) -> Step {
        let is_of_field = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b' ');
        let end = rest.iter().take_while(|byte| is_of_field(byte)).count();
        if end > LONGEST_FIELD {
            return Step::NOISE;
        }
        if end == rest.len() {
            return Step::Wait;
        }
        let (net, length) = match rest.get(end..) {
            Some([CR, ..]) => (false, end + 2),
            Some([b'N', CR, ..]) => (true, end + 3),
            Some([b'N']) => return Step::Wait,
            _ => return Step::NOISE,
        };
        let weight = self.weight(&rest[..end], net);
        Step::seen(length, weight.map(Observation::Weight))
    }

    fn weight(&self, field: &[u8], net: bool) -> Option<Reading> {
        let text = std::str::from_utf8(field).ok()?.trim_start_matches(' ');
        let (raw, exponent) = decimal::parse(text).filter(|_| text.len() <= WIDEST)?;
        // A field that is narrower, its spaces counted, has lost a character.
        let usual = match (exponent, field.len()) {
            (-3, WIDEST..) => WeightUnit::Kilogram,
            (-2, NARROWEST..) => WeightUnit::Pound,
            _ => return None,
        };
        // A scale that is set to kilograms never sends what looks like pounds: that too has lost a digit.
        let is_metric = matches!(self.unit, Some(WeightUnit::Kilogram | WeightUnit::Gram));
        if is_metric && usual == WeightUnit::Pound {
            return None;
        }
        let unit = self.unit.unwrap_or(usual);
        let mut reading = Reading::plain(raw, exponent, unit, Some(true));
        reading.net = Some(net);
        Some(reading)
    }
}

/// The bits: 0 moves, 1 over capacity, 2 under zero, 3 outside the range in which zero can be taken, 4 centre of zero, 5 net;
/// bit 6 is always set.
fn read_status(byte: u8) -> Option<Status> {
    let bit = |bit: u8| byte & (1 << bit) != 0;
    if !bit(6) {
        return None;
    }
    let obstacle = if bit(1) {
        Some(Obstacle::Overload)
    } else if bit(2) {
        Some(Obstacle::Negative)
    } else if bit(3) {
        Some(Obstacle::OutsideZeroRange)
    } else {
        None
    };
    Some(Status {
        stable: Some(!bit(0)),
        zero: bit(4).then_some(true),
        net: bit(5).then_some(true),
        obstacle,
        self_test: (byte & 0x7f == 0x40).then_some(true),
        code: None,
    })
}

#[cfg(test)]
mod tests;
