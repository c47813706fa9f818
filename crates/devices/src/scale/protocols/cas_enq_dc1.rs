//! CAS with ENQ and DC1: the till asks whether there is something, the scale says ACK, the till asks for it.
//!
//! The answer to DC1 is `SOH STX S ' ' ' 1.234' kg BCC ETX EOT`: at rest or not, the sign (`F` is overload), the weight, the
//! unit, and the exclusive or of these; some scales give the weight seven characters and leave EOT out, and some begin with
//! 81h. The answer to DC2 has the total and the price in blocks of their own, each with its BCC. NAK is "not yet, ask again".
//! Sources: CAS AP-1 transmission protocol; CAS PD-II manual, page 23; Ohaus Aviator 7000 service manual, page 36 (DC2); the
//! list of scales that r_keeper knows (`s_cas.dll`: the seven characters, 81h).

mod answer;

use std::time::Duration;

use crate::scale::conversation::POLL;
use crate::scale::fields::SevenBits;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, Status};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// The answer with prices.
const LONGEST: usize = 37;

/// What is known about it beforehand.
pub const FACTS: Facts = Facts::usual(
    [
        "CAS AD, AP, ER, SW, PD-II (ENQ/DC1), Ohaus Aviator",
        "CAS AD, AP, ER, SW, PD-II (ENQ/DC1), Ohaus Aviator",
    ],
    &[
        SerialSettings::new(9600, 8, SerialParity::None, 1),
        SerialSettings::new(9600, 7, SerialParity::Even, 1),
    ],
    LONGEST,
);

const ENQ: u8 = 0x05;
const ACK: u8 = 0x06;
const DC1: u8 = 0x11;
const DC2: u8 = 0x12;
const NAK: u8 = 0x15;

/// How often DC2 may fail before the scale is taken for one that only knows DC1.
const PRICED_TRIES: u8 = 2;

/// Where the conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nothing was asked.
    Idle,
    /// ENQ went out.
    Enquired,
    /// The scale has something.
    Ready,
    /// DC1 or DC2 went out.
    Asked,
}

/// ENQ and DC1 at work.
#[derive(Debug)]
pub struct CasEnqDc1 {
    turn: Turn,
    /// When to ask next; while an answer is waited for, when to give it up.
    next_at: Duration,
    enquired_at: Duration,
    /// Whether the sums that the scale computes are wanted.
    priced: bool,
    /// How often DC2 has failed.
    failed: u8,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> CasEnqDc1 {
    CasEnqDc1 {
        turn: Turn::Idle,
        next_at: Duration::ZERO,
        enquired_at: Duration::ZERO,
        priced: false,
        failed: 0,
    }
}

impl CasEnqDc1 {
    const fn asks_price(&self) -> bool {
        self.priced && self.failed < PRICED_TRIES
    }

    /// Goes back to the beginning of a turn; a DC2 that was not answered counts as failed.
    fn give_up(&mut self, next_at: Duration) {
        if self.turn == Turn::Asked && self.asks_price() {
            self.failed += 1;
        }
        self.turn = Turn::Idle;
        self.next_at = next_at;
    }
}

impl Protocol for CasEnqDc1 {
    fn step(&self, bytes: &[u8]) -> Step {
        let seven = SevenBits::<LONGEST>::of(bytes);
        match answer::step(seven.bytes()) {
            Step::Frame {
                length,
                said: Said::Observation(_),
            } if !answer::is_clean(bytes.get(..length).unwrap_or_default()) => {
                Step::skip(length, Junk::Parity)
            }
            step => step,
        }
    }

    fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation> {
        match (said, self.turn) {
            (Said::Control(ACK), Turn::Enquired) => {
                self.turn = Turn::Ready;
                None
            }
            (Said::Control(NAK), Turn::Enquired | Turn::Ready | Turn::Asked) => {
                self.give_up(at + POLL);
                Some(Observation::Status(Status::MOVING))
            }
            (Said::Observation(_), _) => {
                if self.turn == Turn::Asked {
                    self.failed = 0;
                }
                self.turn = Turn::Idle;
                self.next_at = at.max(self.enquired_at + POLL);
                None
            }
            _ => None,
        }
    }

    /// What was garbled was perhaps the answer: it is asked for again soon, not after the longest time an answer may take.
    fn garbled(&mut self, at: Duration) {
        if matches!(self.turn, Turn::Enquired | Turn::Asked) {
            self.next_at = self.next_at.min(at + POLL);
        }
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        if self.turn == Turn::Ready {
            self.turn = Turn::Asked;
            self.next_at = at + USUAL_ANSWER;
            return Some(vec![if self.asks_price() { DC2 } else { DC1 }]);
        }
        if at < self.next_at {
            return None;
        }
        self.give_up(at + USUAL_ANSWER);
        self.turn = Turn::Enquired;
        self.enquired_at = at;
        Some(vec![ENQ])
    }

    /// A price is set on the scale itself; to be told one means that the price and the sum that the scale has are wanted, and a
    /// price of zero that they no longer are.
    fn command(&mut self, command: ScaleCommand) -> bool {
        match command {
            ScaleCommand::Price(price) => {
                (self.priced, self.failed) = (price > 0, 0);
                true
            }
            ScaleCommand::Zero
            | ScaleCommand::Tare
            | ScaleCommand::SetTare(_)
            | ScaleCommand::ClearTare => false,
        }
    }

    fn reset(&mut self) {
        self.turn = Turn::Idle;
        self.next_at = Duration::ZERO;
        self.enquired_at = Duration::ZERO;
        self.failed = 0;
    }
}

#[cfg(test)]
mod tests;
