//! Dibal "98" (EPOS TISA): the till sends a price and is answered a weight, each with an exclusive or.
//!
//! `98`, five digits of price, XOR, CR LF are answered `99`, a mark (`0` for "understood", `U` for "it moves"), five characters
//! of weight, seven of the sum, XOR, CR LF. The weight is in grams, or has a decimal point. While it moves, the scale waits up to
//! seven seconds and then sends blanks, or `U`. Below zero it sends `-00.000`; too heavy, it sends `00.000`, which is therefore no zero.
//! Sources: r_keeper's page on scale drivers; SBZ Systems' page on the Dibal G-310; Dibal DPOS400 manual 49-TGDP4ES02, page 45.

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::decimal::{self, Decimal};
use crate::scale::fields;
use crate::scale::line;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::reading::{
    Code, Observation, Obstacle, Reading, Refusal, RefusalReason, Status, WeightUnit,
};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    names_unit: false,
    names_decimals: false,
    // It may wait seven seconds for goods that move; whoever waits for it as long does not see that the cable is out.
    answer: Duration::from_millis(1_500),
    ..Facts::usual(
        [
            "Dibal, протокол «98» (EPOS TISA)",
            "Dibal, protocol “98” (EPOS TISA)",
        ],
        &[SerialSettings::new(9600, 8, SerialParity::None, 1)],
        ANSWER,
    )
};

/// The length of an answer.
const ANSWER: usize = 18;

/// The length of a question.
const QUESTION: usize = 10;

/// The greatest price that five digits hold.
const MAX_PRICE: u32 = 99_999;

/// Dibal "98" at work.
#[derive(Debug)]
pub struct Dibal98 {
    asker: Asker,
    unit: WeightUnit,
    decimals: i8,
    price_decimals: i8,
    price: u32,
    /// The next answer tells that a price was taken.
    commanded: bool,
}

/// Makes one that asks at once.
#[must_use]
pub fn new(options: &ScaleOptions) -> Dibal98 {
    Dibal98 {
        asker: Asker::new(POLL, FACTS.answer),
        unit: options.unit.unwrap_or(WeightUnit::Kilogram),
        decimals: i8::try_from(options.decimals.unwrap_or(3).min(6)).unwrap_or(3),
        price_decimals: i8::try_from(options.price_decimals.min(6)).unwrap_or(2),
        price: 0,
        commanded: false,
    }
}

impl Protocol for Dibal98 {
    fn step(&self, bytes: &[u8]) -> Step {
        let length = match bytes {
            [b'9', b'9', ..] => ANSWER,
            [b'9', b'8', ..] => QUESTION,
            [b'9'] => return Step::Wait,
            _ => return Step::NOISE,
        };
        let mut front = bytes.iter().take(length).enumerate();
        if !front.all(|(place, byte)| holds(length, place, *byte)) {
            return Step::NOISE;
        }
        let Some(frame) = bytes.get(..length) else {
            return Step::Wait;
        };
        let (summed, end) = frame.split_at(length - 3);
        if end.first() != Some(&fields::xor(summed)) {
            return Step::skip(length, Junk::Checksum);
        }
        let said = if length == QUESTION {
            Some(Said::Request)
        } else {
            self.answer(summed).map(Said::Observation)
        };
        Step::whole(length, said)
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        let commanded = std::mem::take(&mut self.commanded);
        let refused = matches!(observation, Observation::Refused(_));
        (commanded && !refused).then_some(Observation::Done)
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let mut frame = format!("98{:05}", self.price).into_bytes();
        frame.push(fields::xor(&frame));
        frame.extend_from_slice(line::CR_LF);
        self.asker.due(at, &frame)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        match command {
            ScaleCommand::Price(price) if price <= MAX_PRICE => {
                self.price = price;
                self.commanded = true;
                // The price goes out with the next question; an answer to the one before says nothing about it.
                self.asker.reset();
                true
            }
            ScaleCommand::Price(_)
            | ScaleCommand::Zero
            | ScaleCommand::Tare
            | ScaleCommand::SetTare(_)
            | ScaleCommand::ClearTare => false,
        }
    }

    fn reset(&mut self) {
        self.asker.reset();
    }
}

/// Whether a frame of this length holds such a byte at a place.
const fn holds(length: usize, place: usize, byte: u8) -> bool {
    match length - place {
        3 => true,
        2 => byte == b'\r',
        1 => byte == b'\n',
        _ if place < 2 => true,
        _ if length == QUESTION => byte.is_ascii_digit(),
        _ if place == 2 => byte.is_ascii_digit() || byte == b'U',
        // While it moves, there may be `U` instead of every digit.
        _ if byte == b'U' => true,
        // Two letters of the Spanish alphabet stand for marks behind the weight.
        _ => {
            matches!(byte, b'0'..=b'9' | b'.' | b'-' | b' ')
                || (place >= 8 && matches!(byte, 0x81 | 0x82))
        }
    }
}

impl Dibal98 {
    /// Reads an answer without its checksum and end.
    fn answer(&self, summed: &[u8]) -> Option<Observation> {
        let mark = *summed.get(2)?;
        let body = summed.get(3..)?;
        if mark != b'0' && mark != b'U' {
            return Some(Observation::Refused(Refusal {
                reason: RefusalReason::Transmission,
                code: Some(Code::decimal(u16::from(mark.wrapping_sub(b'0')))),
            }));
        }
        // The manuals disagree whether the mark stands before the weight, in its place or behind it.
        let moves = mark == b'U' || body.contains(&b'U');
        let (field, rest) = body.split_at_checked(5)?;
        if field.iter().all(|byte| matches!(byte, b' ' | b'U')) {
            return Some(Observation::Status(Status::MOVING));
        }
        if field.contains(&b'-') {
            return Some(Observation::Status(Status::obstacle(Obstacle::Negative)));
        }
        if body.starts_with(b"00.000") {
            return Some(Observation::Status(Status::obstacle(Obstacle::Overload)));
        }
        let text = std::str::from_utf8(field).ok()?.trim_matches(' ');
        let (raw, exponent) = decimal::parse(text)?;
        let exponent = if text.contains('.') {
            exponent
        } else {
            -self.decimals
        };
        let stable = moves.then_some(false);
        let mut reading = Reading::plain(raw, exponent, self.unit, stable);
        let rest = rest.strip_prefix(b"U").unwrap_or(rest);
        reading.total = fields::digits(rest).map(|sum| Decimal::new(sum, -self.price_decimals));
        Some(Observation::Weight(reading))
    }
}

#[cfg(test)]
mod tests;
