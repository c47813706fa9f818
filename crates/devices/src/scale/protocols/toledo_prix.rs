//! Toledo PRIX and its relatives of Brazil: ENQ asks, one of several answers comes, whichever the scale is set to.
//!
//! P05 (protocol B): `STX ddddd ETX`, thousandths of a kilogram, or five letters: `I` moving, `N` negative, `S` overload.
//! Protocol C: the same with CR, or `01.234` with a point. Protocol A: two bytes of bits, weight, total and price of six digits
//! each, CR and a checksum. P04a: after the print key, `STX code weight price total ETX` of 25 bytes. P15
//! (Micheletti): weight, price and total of six characters, one character between them, ETX. Sources: stoqdrivers
//! `toledo/PrixIII.py` (P05, P04a); comments of ACBr `ACBrBALToledo.pas` (the letters, A, C, the bits).

mod answer;

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::fields::SevenBits;
use crate::scale::protocol::{Facts, Protocol, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, WeightUnit};
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// The answer to the print key.
const LONGEST: usize = 25;

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    names_unit: false,
    names_decimals: false,
    ..Facts::usual(
        [
            "Toledo PRIX (P05, протоколы A и C), Micheletti",
            "Toledo PRIX (P05, protocols A and C), Micheletti",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(4800, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 8, SerialParity::None, 1),
            SerialSettings::new(9600, 7, SerialParity::Even, 2),
            SerialSettings::new(9600, 8, SerialParity::None, 2),
        ],
        LONGEST,
    )
};

const STX: u8 = 0x02;
const ENQ: u8 = 0x05;

/// The decimals of a weight without a point: grams.
const USUAL_DECIMALS: u8 = 3;

/// PRIX at work.
#[derive(Debug)]
pub struct ToledoPrix {
    asker: Asker,
    unit: WeightUnit,
    decimals: u8,
    price_decimals: u8,
}

/// Makes one that asks at once.
#[must_use]
pub fn new(options: &ScaleOptions) -> ToledoPrix {
    ToledoPrix {
        asker: Asker::new(POLL, USUAL_ANSWER),
        unit: options.unit.unwrap_or(WeightUnit::Kilogram),
        decimals: options.decimals.unwrap_or(USUAL_DECIMALS),
        price_decimals: options.price_decimals,
    }
}

impl Protocol for ToledoPrix {
    fn step(&self, bytes: &[u8]) -> Step {
        let seven = SevenBits::<LONGEST>::of(bytes);
        match seven.bytes() {
            [ENQ, ..] => Step::Frame {
                length: 1,
                said: Said::Request,
            },
            [STX, ..] => self.step_answer(seven.bytes(), bytes),
            _ => Step::NOISE,
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        if said.observation().is_some() {
            self.asker.answered();
        }
        None
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.asker.due(at, &[ENQ])
    }

    fn reset(&mut self) {
        self.asker.reset();
    }
}

#[cfg(test)]
mod tests;
