//! Magellan single cable: a scanner and a scale on one line, in lines that begin with `S` and end with CR.
//!
//! `S11` asks for the next weight at rest, `S14` for the state: `S144` and digits are a weight at rest, `S140` to `S143` and
//! `S145` name what stands in the way. Four digits are hundredths of a pound, five are grams. Barcodes come by themselves as
//! `S08`, the letters of the kind and the text. Source: Datalogic knowledge base KA-01089; the letters are those of the Magellan
//! programming manuals.

mod label;

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::fields;
use crate::scale::line;
use crate::scale::protocol::{Facts, Protocol, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, Obstacle, Reading, Status, WeightUnit};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    names_unit: false,
    names_decimals: false,
    ..Facts::usual(
        [
            "Datalogic (PSC) Magellan: сканер-весы на одном кабеле",
            "Datalogic (PSC) Magellan: scanner and scale on a single cable",
        ],
        &[
            SerialSettings::new(9600, 7, SerialParity::Odd, 1),
            SerialSettings::new(9600, 7, SerialParity::Even, 1),
            SerialSettings::new(9600, 8, SerialParity::None, 1),
        ],
        LONGEST,
    )
};

/// A DataBar Expanded code has 74 characters; a scanner that reads Data Matrix sends marking codes of up to 131.
const LONGEST: usize = 160;

/// Ends a field of a GS1 code.
const GS: u8 = 0x1d;

const STATE: &[u8] = b"S14\r";

/// Magellan at work.
#[derive(Debug)]
pub struct MagellanSingleCable {
    asker: Asker,
    unit: Option<WeightUnit>,
    decimals: Option<u8>,
    /// The most digits that a weight had; one with fewer has lost a digit.
    most: usize,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(options: &ScaleOptions) -> MagellanSingleCable {
    MagellanSingleCable {
        asker: Asker::new(POLL, USUAL_ANSWER),
        unit: options.unit,
        decimals: options.decimals,
        most: 0,
    }
}

impl Protocol for MagellanSingleCable {
    fn step(&self, bytes: &[u8]) -> Step {
        if !bytes.starts_with(b"S") {
            return Step::NOISE;
        }
        let holds = |byte| fields::is_printable(byte) || byte == GS;
        line::unless_whole(
            line::until(bytes, b"\r", LONGEST, holds),
            |body, length| match self.read(body) {
                Some(said) => Step::Frame { length, said },
                None => Step::skip(next_state(body).unwrap_or(length), Junk::Malformed),
            },
        )
    }

    fn measure(&mut self, said: &Said, frame: &[u8]) {
        let digits = frame.strip_suffix(b"\r").and_then(digits_of);
        if let (Said::Observation(Observation::Weight(_)), Some(digits)) = (said, digits) {
            self.most = self.most.max(digits.len());
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        // A barcode comes by itself and is no answer.
        if said.observation().is_some() {
            self.asker.answered();
        }
        None
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.asker.due(at, STATE)
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.most = 0;
    }
}

/// The digits of a line that tells a weight.
fn digits_of(body: &[u8]) -> Option<&[u8]> {
    body.strip_prefix(b"S144")
        .or_else(|| body.strip_prefix(b"S11"))
}

/// Where in a line that is not understood the next state begins: the end of the line before it was lost. What is no line of
/// the scale may be the text of a barcode, and is left alone.
fn next_state(body: &[u8]) -> Option<usize> {
    if !body.starts_with(b"S1") && !body.starts_with(b"SS1") {
        return None;
    }
    let found = body.windows(3).skip(1).position(|three| three == b"S14");
    found.map(|place| place + 1)
}

impl MagellanSingleCable {
    fn read(&self, body: &[u8]) -> Option<Said> {
        match body {
            // What the till asks, and the beep and reset that it orders.
            b"S11" | b"S14" | b"S10" | b"S334" => Some(Said::Request),
            b"S140" => obstructed(Obstacle::NotWeighing),
            b"S141" => status(Status::MOVING),
            b"S142" => obstructed(Obstacle::Overload),
            b"S143" => status(Status {
                stable: Some(true),
                zero: Some(true),
                ..Status::NOTHING
            }),
            b"S145" => obstructed(Obstacle::Negative),
            [b'S', b'0', b'8', label @ ..] => label::read(label).map(Said::Label),
            _ => self.weight(digits_of(body)?).map(Said::weight),
        }
    }

    fn weight(&self, digits: &[u8]) -> Option<Reading> {
        let (unit, decimals) = match digits.len() {
            4 => (WeightUnit::Pound, 2),
            5 => (WeightUnit::Kilogram, 3),
            _ => return None,
        };
        // Set to one unit, the scale never sends the other one; a lost digit must not turn kilograms into pounds.
        let usual = match self.unit {
            Some(WeightUnit::Kilogram | WeightUnit::Gram) => 5,
            Some(WeightUnit::Pound | WeightUnit::Ounce) => 4,
            Some(WeightUnit::Unknown) | None => digits.len(),
        };
        if (self.decimals.is_none() && usual != digits.len()) || digits.len() < self.most {
            return None;
        }
        let raw = fields::digits(digits)?;
        let decimals = i8::try_from(self.decimals.unwrap_or(decimals).min(6)).ok()?;
        let unit = self.unit.unwrap_or(unit);
        Some(Reading::plain(raw, -decimals, unit, Some(true)))
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it is an arm of a match that reads"
)]
const fn status(status: Status) -> Option<Said> {
    Some(Said::Observation(Observation::Status(status)))
}

const fn obstructed(obstacle: Obstacle) -> Option<Said> {
    status(Status::obstacle(obstacle))
}

#[cfg(test)]
mod tests;
