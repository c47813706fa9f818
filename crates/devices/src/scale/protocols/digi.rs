//! DIGI: the stream of the DS-425, and the question and answer of scales for Siemens Nixdorf tills.
//!
//! The stream is `net CR tare CR LF`, seven characters each; as it is set, a status byte and CR stand before it (00 rests, 01
//! moves), and a `0` before the net and a `4` before the tare. `STX W ETX` is answered 15 bytes: STX, `w`, three digits, a
//! separator, three digits, four bytes that no source explains, the exclusive or of all but STX, ETX. None names its unit.
//! Sources: DIGI DS-425 service manual V1.04, page 16; r_keeper's page on scale drivers.

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::protocol::{Facts, Protocol, ScaleOptions, Speaks, USUAL_ANSWER};
use crate::scale::reading::{Observation, Obstacle, Reading, Status, WeightUnit};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    names_unit: false,
    speaks: Speaks::ByItself,
    ..Facts::usual(
        [
            "DIGI: поток DS-425, ответ Siemens Nixdorf",
            "DIGI: DS-425 stream, Siemens Nixdorf answers",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 8, SerialParity::None, 1),
            SerialSettings::new(4800, 8, SerialParity::None, 1),
            SerialSettings::new(19_200, 8, SerialParity::None, 1),
        ],
        21,
    )
};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const CR: u8 = 0x0d;
const LF: u8 = 0x0a;

/// What a till of Siemens Nixdorf asks.
const QUESTION: &[u8] = &[STX, b'W', ETX];

/// The length of the answer to it.
const ANSWER: usize = 15;

/// The width of a weight in the stream.
const WIDTH: usize = 7;

/// How long to listen for a stream before asking.
const LISTEN: Duration = Duration::from_millis(600);

/// DIGI at work.
#[derive(Debug)]
pub struct Digi {
    asker: Asker,
    unit: WeightUnit,
    decimals: Option<u8>,
    /// Whether a comma is a decimal point, and not a mark between thousands.
    decimal_comma: bool,
    /// When to ask; pushed back by each frame of a stream.
    ask_at: Option<Duration>,
}

/// Makes one that listens first.
#[must_use]
pub fn new(options: &ScaleOptions) -> Digi {
    Digi {
        asker: Asker::new(POLL, USUAL_ANSWER),
        unit: options.unit.unwrap_or(WeightUnit::Unknown),
        decimals: options.decimals.map(|decimals| decimals.min(6)),
        decimal_comma: options.decimal_comma,
        ask_at: None,
    }
}

impl Protocol for Digi {
    fn step(&self, bytes: &[u8]) -> Step {
        match bytes {
            [STX, ..] => self.step_answer(bytes),
            [status @ 0..=1, rest @ ..] => match rest {
                [] => Step::Wait,
                [CR, rest @ ..] => self.step_weights(rest, 2, Some(*status == 0)),
                _ => Step::NOISE,
            },
            _ => self.step_weights(bytes, 0, None),
        }
    }

    fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation> {
        match said.observation()? {
            // Only the stream has a tare.
            Observation::Weight(Reading { tare: None, .. }) => {
                self.asker.answered();
            }
            Observation::Weight(_)
            | Observation::Status(_)
            | Observation::Done
            | Observation::Refused(_) => self.ask_at = Some(at + LISTEN),
        }
        None
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let ask_at = *self.ask_at.get_or_insert(at + LISTEN);
        if at < ask_at {
            return None;
        }
        self.asker.due(at, QUESTION)
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.ask_at = None;
    }
}

impl Digi {
    fn step_answer(&self, bytes: &[u8]) -> Step {
        match bytes.get(1) {
            None => return Step::Wait,
            Some(b'w') => {}
            Some(b'W') if bytes.len() == 2 => return Step::Wait,
            Some(_) if bytes.starts_with(QUESTION) => {
                return Step::Frame {
                    length: QUESTION.len(),
                    said: Said::Request,
                };
            }
            Some(_) => return Step::NOISE,
        }
        let digits = bytes.iter().take(9).enumerate().skip(2);
        let holds = |(place, byte): (usize, &u8)| match place {
            5 => fields::is_printable(*byte),
            2 => byte.is_ascii_digit() || matches!(byte, b' ' | b'-'),
            _ => byte.is_ascii_digit() || *byte == b' ',
        };
        if !digits.clone().all(holds) {
            return Step::NOISE;
        }
        let Some([STX, summed @ .., sum, end]) = bytes.get(..ANSWER) else {
            return Step::Wait;
        };
        if *end != ETX {
            return Step::NOISE;
        }
        if fields::xor(summed) != *sum {
            return Step::skip(ANSWER, Junk::Checksum);
        }
        let number: Vec<u8> = digits
            .filter(|(place, _)| *place != 5)
            .map(|(_, byte)| *byte)
            .collect();
        let decimals = i8::try_from(self.decimals.unwrap_or(3)).unwrap_or(3);
        let weight =
            |(raw, _)| Observation::Weight(Reading::plain(raw, -decimals, self.unit, None));
        Step::seen(ANSWER, fields::right_aligned(&number).map(weight))
    }

    /// The net weight and the tare, with or without the digits that head them; `before` bytes stand before them.
    fn step_weights(&self, bytes: &[u8], before: usize, stable: Option<bool>) -> Step {
        let run = bytes
            .iter()
            .take(WIDTH + 2)
            .position(|byte| !is_weight(*byte));
        let headed = match (run, bytes.first()) {
            (Some(WIDTH), _) if bytes.get(WIDTH) == Some(&CR) => false,
            (Some(8), Some(b'0')) if bytes.get(8) == Some(&CR) => true,
            (None, _) if bytes.len() <= WIDTH => return Step::Wait,
            (None, Some(b'0')) if bytes.len() == 8 => return Step::Wait,
            _ => return Step::NOISE,
        };
        let head = usize::from(headed);
        let length = 2 * (head + WIDTH) + 3;
        let fits = |(place, byte): (usize, &u8)| match place.checked_sub(head + WIDTH + 1) {
            None => true,
            Some(0) if headed => *byte == b'4',
            Some(place) if place < head + WIDTH => is_weight(*byte),
            Some(place) => *byte == if place == head + WIDTH { CR } else { LF },
        };
        if !bytes.iter().take(length).enumerate().all(fits) {
            return Step::NOISE;
        }
        let Some(frame) = bytes.get(..length) else {
            return Step::Wait;
        };
        let second = head + WIDTH + 1 + head;
        let net = frame.get(head..head + WIDTH).unwrap_or_default();
        let tare = frame.get(second..second + WIDTH).unwrap_or_default();
        Step::seen(before + length, self.weights(net, tare, stable))
    }

    fn weights(&self, net: &[u8], tare: &[u8], stable: Option<bool>) -> Option<Observation> {
        // A display of dashes or blanks is no number, and no source says which of its reasons it has.
        if net.iter().all(|byte| matches!(byte, b'-' | b' ')) {
            return Some(Observation::Status(Status {
                stable,
                ..Status::obstacle(Obstacle::NotWeighing)
            }));
        }
        let (net, tare) = (self.number(net)?, self.number(tare)?);
        let mut reading = Reading::plain(net.raw, net.exponent, self.unit, stable);
        reading.net = Some(tare.raw != 0);
        reading.tare = Some(tare);
        Some(Observation::Weight(reading))
    }

    fn number(&self, field: &[u8]) -> Option<Decimal> {
        let holds = |byte: &u8| self.decimal_comma || *byte != b',';
        let field: Vec<u8> = field.iter().copied().filter(holds).collect();
        let (raw, exponent) = fields::right_aligned(&field)?;
        let pointed = field.iter().any(|byte| matches!(byte, b'.' | b','));
        let set = self.decimals.and_then(|set| i8::try_from(set).ok());
        let exponent = if pointed { exponent } else { -set.unwrap_or(0) };
        Some(Decimal::new(raw, exponent))
    }
}

const fn is_weight(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b',' | b'-' | b' ')
}

#[cfg(test)]
mod tests;
