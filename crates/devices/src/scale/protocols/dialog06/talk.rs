//! The till's side of dialogue 06: price, weight, and the reason when there is none.

use std::time::Duration;

use super::{ACK, ENQ, EOT, ESC, ETX, FACTS, STX, UNCHANGED, key};
use crate::scale::conversation::POLL;
use crate::scale::protocol::{ScaleCommand, VendorKey};
use crate::scale::reading::{Code, Observation, Obstacle, Reading, Refusal, RefusalReason};
use crate::scale::said::Said;

/// The price while none was set, in minor units: a scale refuses to weigh for nothing.
const LEAST_PRICE: u32 = 1;

/// The greatest price that six digits hold.
const MAX_PRICE: u32 = 999_999;

/// The greatest tare that four digits hold, in grams.
const MAX_TARE: u32 = 9_999;

/// What the till says next, or waits for the answer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Record 01 or 03.
    Price,
    /// `EOT ENQ`.
    Weight,
    /// Record 08.
    Reason,
    /// Record 10.
    Proof(u8),
    /// `EOT ENQ` after the proof.
    Verdict,
}

/// The conversation. A weighing is a price, then the question; NAK leads to the question why.
#[derive(Debug)]
pub(super) struct Talk {
    price: u32,
    /// Grams to send with the price; none lets the scale's own tare stand.
    tare: Option<u32>,
    key: Option<VendorKey>,
    /// The answer that came must be ended.
    ends: bool,
    next: Turn,
    next_at: Duration,
    /// What was asked last, and until when its answer may come.
    asked: Option<(Turn, Duration)>,
    /// A command goes out with the next price; then: its answer is waited for.
    commanded: bool,
    answers_command: bool,
    /// What was weighed last, as long as the scale says that nothing has moved since.
    weighed: Option<Reading>,
}

impl Talk {
    pub(super) const fn new(key: Option<VendorKey>) -> Self {
        Self {
            price: LEAST_PRICE,
            tare: None,
            key,
            ends: false,
            next: Turn::Price,
            next_at: Duration::ZERO,
            asked: None,
            commanded: false,
            answers_command: false,
            weighed: None,
        }
    }

    pub(super) fn reset(&mut self) {
        self.commanded |= self.answers_command;
        self.answers_command = false;
        (self.ends, self.asked, self.weighed) = (false, None, None);
        (self.next, self.next_at) = (Turn::Price, Duration::ZERO);
    }

    pub(super) const fn command(&mut self, command: ScaleCommand) -> bool {
        match command {
            ScaleCommand::Price(price) if price <= MAX_PRICE => {
                self.price = if price == 0 { LEAST_PRICE } else { price };
                // What was weighed at the old price has another sum.
                if let Some(reading) = &mut self.weighed {
                    (reading.price, reading.total) = (None, None);
                }
            }
            ScaleCommand::SetTare(grams) if grams <= MAX_TARE => {
                (self.tare, self.weighed) = (Some(grams), None);
            }
            ScaleCommand::ClearTare => (self.tare, self.weighed) = (Some(0), None),
            ScaleCommand::Price(_)
            | ScaleCommand::SetTare(_)
            | ScaleCommand::Zero
            | ScaleCommand::Tare => return false,
        }
        self.commanded = true;
        self.next_at = Duration::ZERO;
        true
    }

    pub(super) fn due(&mut self, at: Duration) -> Option<Vec<u8>> {
        if std::mem::take(&mut self.ends) {
            return Some(vec![EOT]);
        }
        if let Some((_, until)) = self.asked {
            if at < until {
                return None;
            }
            // Nothing came: the weighing begins anew.
            self.next = Turn::Price;
            self.commanded |= self.answers_command;
            self.answers_command = false;
        } else if at < self.next_at {
            return None;
        }
        self.asked = Some((self.next, at + FACTS.answer));
        self.next_at = at + POLL;
        Some(match self.next {
            Turn::Price => {
                self.answers_command = std::mem::take(&mut self.commanded);
                self.price_record()
            }
            Turn::Weight | Turn::Verdict => vec![EOT, ENQ],
            Turn::Reason => vec![EOT, STX, b'0', b'8', ETX],
            Turn::Proof(challenge) => {
                let proof = self.key.map(|key| key::proof(key, challenge));
                let digits = proof.unwrap_or_default();
                [&[EOT, STX, b'1', b'0', ESC], digits.as_bytes(), &[ETX]].concat()
            }
        })
    }

    fn price_record(&self) -> Vec<u8> {
        let price = self.price;
        let record = match self.tare {
            None => format!("01\x1b{price:06}\x1b"),
            Some(tare) => format!("03\x1b{price:06}\x1b{tare:04}"),
        };
        [&[EOT, STX], record.as_bytes(), &[ETX]].concat()
    }

    /// What follows from an answer.
    pub(super) fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation> {
        if *said == Said::Request {
            // The till's own bytes come back on some adapters.
            return None;
        }
        self.ends = true;
        let asked = self.asked.take().map(|(turn, _)| turn);
        match said {
            Said::Control(ACK) => self.heard_ack(asked, at),
            Said::Challenge(challenge) => {
                self.commanded |= std::mem::take(&mut self.answers_command);
                self.at_once(Turn::Proof(*challenge), at);
                None
            }
            Said::Probe => {
                self.at_once(Turn::Price, at);
                None
            }
            Said::Observation(Observation::Refused(refusal))
                if refusal.reason == RefusalReason::Unexplained && asked != Some(Turn::Reason) =>
            {
                self.at_once(Turn::Reason, at);
                None
            }
            Said::Observation(observation) => self.heard_result(observation),
            Said::Control(_) | Said::Label(_) | Said::Parameters(_) | Said::Request => None,
        }
    }

    fn heard_ack(&mut self, asked: Option<Turn>, at: Duration) -> Option<Observation> {
        match asked {
            Some(Turn::Price) => {
                self.at_once(Turn::Weight, at);
                if self.tare == Some(0) {
                    self.tare = None;
                }
                std::mem::take(&mut self.answers_command).then_some(Observation::Done)
            }
            Some(Turn::Proof(_)) => {
                self.at_once(Turn::Verdict, at);
                None
            }
            // An acknowledgement that nobody waits for answers an earlier record.
            Some(turn @ (Turn::Weight | Turn::Reason | Turn::Verdict)) => {
                self.asked = Some((turn, at + FACTS.answer));
                None
            }
            None => None,
        }
    }

    /// A weighing is over; the next one begins with the price.
    fn heard_result(&mut self, observation: &Observation) -> Option<Observation> {
        self.next = Turn::Price;
        let commanded = std::mem::take(&mut self.answers_command);
        match observation {
            Observation::Weight(reading) => {
                self.weighed = Some(*reading);
                None
            }
            // Nothing has moved, so what was weighed still lies there.
            Observation::Status(status) if status.code == Some(Code::decimal(UNCHANGED)) => {
                self.weighed.map(Observation::Weight)
            }
            Observation::Status(status) => {
                self.weighed = None;
                let refused = status.obstacle == Some(Obstacle::Price);
                // A command that something else stood in the way of goes out again.
                self.commanded |= commanded && !refused;
                (commanded && refused).then_some(Observation::Refused(Refusal {
                    reason: RefusalReason::Parameter,
                    code: status.code,
                }))
            }
            Observation::Refused(_) => {
                if commanded {
                    self.tare = None;
                }
                None
            }
            Observation::Done => None,
        }
    }

    const fn at_once(&mut self, turn: Turn, at: Duration) {
        (self.next, self.next_at) = (turn, at);
    }
}
