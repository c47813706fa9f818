//! Checkout dialogue 06: records between STX and ETX, their fields parted by ESC, each answer ended by the till with EOT.
//!
//! The till sends the price of a kilogram (record 01; 03, 04 and 05 add a tare and a text) and is answered ACK; `EOT ENQ` then
//! brings the weight, price and sum (record 02). NAK says nothing: record 08 asks why and record 09 names a code. Scales that
//! are sealed for trade want proof that the till's program is approved (record 11, see [`key`]). Sources: Dibal DPOS400
//! manual 49-TGDP4ES02, pages 45 and 56; Ohaus Aviator 7000 service manual, 6.1.3.

pub mod key;
mod talk;

use std::time::Duration;

use self::talk::Talk;
use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::line::{self, Piece};
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::reading::{
    Code, Observation, Obstacle, Reading, Refusal, RefusalReason, Status, WeightUnit,
};
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    seven_bit: true,
    answer: Duration::from_millis(500),
    ..Facts::usual(
        [
            "Dialog 06 (Mettler Toledo, Bizerba, Dibal, Ohaus Aviator)",
            "Dialog 06 (Mettler Toledo, Bizerba, Dibal, Ohaus Aviator)",
        ],
        &[
            SerialSettings::new(9600, 7, SerialParity::Odd, 1),
            SerialSettings::new(4800, 7, SerialParity::Odd, 1),
            SerialSettings::new(2400, 7, SerialParity::Odd, 1),
        ],
        LONGEST,
    )
};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;
const ENQ: u8 = 0x05;
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;
const ESC: u8 = 0x1b;

/// Record 10 with five pairs of checksums: STX, two digits, ESC, 40 digits, ETX.
const LONGEST: usize = 45;

/// The code of record 09 for "nothing has moved since the last weighing".
const UNCHANGED: u16 = 21;

/// Dialogue 06 at work.
#[derive(Debug)]
pub struct Dialog06 {
    price_decimals: i8,
    has_key: bool,
    talk: Talk,
}

/// Makes one that asks at once.
#[must_use]
pub fn new(options: &ScaleOptions) -> Dialog06 {
    Dialog06 {
        price_decimals: i8::try_from(options.price_decimals.min(6)).unwrap_or(2),
        has_key: options.vendor_key.is_some(),
        talk: Talk::new(options.vendor_key),
    }
}

impl Protocol for Dialog06 {
    fn step(&self, bytes: &[u8]) -> Step {
        let said = match bytes {
            [EOT | ENQ, ..] => Said::Request,
            [ACK, ..] => Said::Control(ACK),
            [NAK, ..] => refused(RefusalReason::Unexplained, None),
            [STX, rest @ ..] => return self.step_record(rest),
            _ => return Step::NOISE,
        };
        Step::Frame { length: 1, said }
    }

    fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation> {
        self.talk.heard(said, at)
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.talk.due(at)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        self.talk.command(command)
    }

    fn reset(&mut self) {
        self.talk.reset();
    }
}

impl Dialog06 {
    /// A record, from behind its STX.
    fn step_record(&self, rest: &[u8]) -> Step {
        let known = |number: &&&str| number.as_bytes().iter().zip(rest).all(|(a, b)| a == b);
        if ["01", "02", "03", "04", "05", "08", "09", "10", "11"]
            .iter()
            .find(known)
            .is_none()
        {
            return Step::NOISE;
        }
        let holds = |byte| fields::is_printable(byte) || byte == ESC;
        match line::until(rest, &[ETX], LONGEST - 1, holds) {
            Piece::Open => Step::Wait,
            Piece::Broken(_) => Step::NOISE,
            Piece::Whole { body, length } => Step::whole(length + 1, self.read_record(body)),
        }
    }

    fn read_record(&self, body: &[u8]) -> Option<Said> {
        let fields: Vec<&[u8]> = body.split(|byte| *byte == ESC).collect();
        match fields.as_slice() {
            [b"02", [unit], weight, price, total] => {
                self.weight(*unit, weight, price, total).map(Said::weight)
            }
            [b"09", code] if code.len() == 2 => fields::digits(code)
                .and_then(|code| u16::try_from(code).ok())
                .map(explained),
            [b"11", [b'0']] => Some(refused(RefusalReason::Locked, None)),
            // The proof was accepted.
            [b"11", [b'1']] => Some(Said::Probe),
            [b"11", [b'2', left, right]] => {
                let turns = (hex(*left)? << 4) | hex(*right)?;
                Some(if self.has_key {
                    Said::Challenge(turns)
                } else {
                    refused(RefusalReason::Locked, None)
                })
            }
            [b"08"] => Some(Said::Request),
            [number, fields @ ..] => is_from_till(number, fields).then_some(Said::Request),
            [] => None,
        }
    }

    fn weight(&self, unit: u8, weight: &[u8], price: &[u8], total: &[u8]) -> Option<Reading> {
        if weight.len() != 5 || !is_price(price) || total.len() != 6 {
            return None;
        }
        let (unit, exponent) = match unit {
            b'1' => (WeightUnit::Pound, -2),
            b'2' => (WeightUnit::Pound, -3),
            b'3' => (WeightUnit::Kilogram, -3),
            b'4' => (WeightUnit::Kilogram, -2),
            // 0 is pounds, ounces and eighths in one number, which no source describes.
            _ => return None,
        };
        let money = |field| Some(Decimal::new(fields::digits(field)?, -self.price_decimals));
        let mut reading = Reading::plain(fields::digits(weight)?, exponent, unit, Some(true));
        reading.price = Some(money(price)?);
        reading.total = Some(money(total)?);
        Some(reading)
    }
}

/// Whether a record with these fields is one that the till sends. A last field that is empty only ends the one before it.
fn is_from_till(number: &[u8], fields: &[&[u8]]) -> bool {
    let fields = match fields {
        [fields @ .., []] => fields,
        fields => fields,
    };
    match (number, fields) {
        (b"01", [price]) => is_price(price),
        (b"03", [price, tare]) => is_price(price) && is_tare(tare),
        (b"04", [price, text]) => is_price(price) && is_text(text),
        (b"05", [price, tare, text]) => is_price(price) && is_tare(tare) && is_text(text),
        (b"10", [pairs]) => {
            (8..=40).contains(&pairs.len())
                && pairs.len() % 8 == 0
                && pairs.iter().all(|digit| hex(*digit).is_some())
        }
        _ => false,
    }
}

fn is_price(field: &[u8]) -> bool {
    matches!(field.len(), 5 | 6) && fields::digits(field).is_some()
}

fn is_tare(field: &[u8]) -> bool {
    field.len() == 4 && fields::digits(field).is_some()
}

const fn is_text(field: &[u8]) -> bool {
    matches!(field.len(), 1..=13)
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

fn refused(reason: RefusalReason, code: Option<u16>) -> Said {
    Said::Observation(Observation::Refused(Refusal {
        reason,
        code: code.map(Code::decimal),
    }))
}

/// What a code of record 09 means. Codes that the sources do not name are a general fault.
fn explained(code: u16) -> Said {
    let obstacle = match code {
        2 => return refused(RefusalReason::Transmission, Some(code)),
        10 => return refused(RefusalReason::Unrecognized, Some(code)),
        12 | 13 => return refused(RefusalReason::Parameter, Some(code)),
        0 | 20 => None,
        11 => Some(Obstacle::Price),
        // 56: the goods stand beside the pan of a scanner that watches its edges.
        UNCHANGED | 33 | 56 => Some(Obstacle::NotUnloaded),
        22 => Some(Obstacle::NotWeighing),
        30 => Some(Obstacle::BelowMinimum),
        31 => Some(Obstacle::Negative),
        32 => Some(Obstacle::Overload),
        _ => Some(Obstacle::Fault),
    };
    Said::Observation(Observation::Status(Status {
        stable: (code == 20).then_some(false),
        obstacle,
        code: Some(Code::decimal(code)),
        ..Status::NOTHING
    }))
}

#[cfg(test)]
mod tests;
