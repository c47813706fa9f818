//! Shtrih-M POS2: a hand-shake before each command, binary frames with a checksum.
//!
//! `02`, the length of command and data, the command, data, and the XOR of all from the length on; numbers are little-endian.
//! ENQ asks how it stands: NAK is "idle, send", ACK "an answer waits, read it first". Each frame is acknowledged by ACK, or NAK when
//! it came garbled. 3Ah gives the weight with a word of state bits, E8h the power of ten of its last digit, FCh the name. Source:
//! Shtrih-M «Протокол обмена» V1.2 (14.02.2005) and the captured exchange `smscale.log` in shtrih-m/jpos_scale.

mod errors;
mod exchange;
mod frames;

use std::time::Duration;

use crate::scale::conversation::{Asker, Orders, POLL};
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::reading::{Observation, WeightUnit};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

pub use self::errors::error_words;
use self::frames::Grammar;

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    names_unit: false,
    ..Facts::usual(
        ["Штрих-М (протокол POS2)", "Shtrih-M (POS2 protocol)"],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(19_200, 8, SerialParity::None, 1),
            SerialSettings::new(115_200, 8, SerialParity::None, 1),
            SerialSettings::new(57_600, 8, SerialParity::None, 1),
            SerialSettings::new(38_400, 8, SerialParity::None, 1),
            SerialSettings::new(4800, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 8, SerialParity::None, 1),
        ],
        frames::LONGEST,
    )
};

const ENQ: u8 = 0x05;
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;

/// How long an answer to ENQ, or to a frame, may take. The protocol asks for a second at least.
const LIMIT: Duration = Duration::from_millis(1_000);

/// How long a whole exchange may take, with everything sent three times.
const EXCHANGE: Duration = Duration::from_secs(6);

/// How long a garbled answer may still go on before it is asked for again.
const QUIET: Duration = Duration::from_millis(100);

/// How often a frame is sent, or an answer asked for, before ENQ begins anew.
const TRIES: u8 = 3;

/// How often a command that was not answered is sent in a further exchange; much later it would surprise.
const REPEATS: u8 = 1;

/// The channel that is weighed on; shop scales have one.
const CHANNEL: u8 = 0;

/// POS2 at work.
#[derive(Debug)]
pub struct ShtrihPos2 {
    asker: Asker,
    grammar: Grammar,
    password: [u8; 4],
    state: State,
    /// When the state began.
    since: Duration,
    tries: u8,
    garbled: Option<Duration>,
    /// An acknowledgement that is to go out first.
    acknowledge: Option<u8>,
    /// The frame that is being sent.
    frame: Vec<u8>,
    /// What was asked to get to know the scale.
    introduced: Introduction,
    commands: Orders<ScaleCommand>,
    repeats: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    /// ENQ was sent.
    Enquired,
    /// The scale is idle: the frame may go out.
    Ready,
    /// The frame was sent and not acknowledged.
    Sent,
    /// The scale has the frame and prepares the answer.
    Accepted,
    /// An answer to an earlier frame is being read.
    Flushing,
}

/// What is asked before the first weight: without the power of ten a weight is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Introduction {
    Channel,
    Name,
    Over,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(options: &ScaleOptions) -> ShtrihPos2 {
    ShtrihPos2 {
        asker: Asker::new(POLL, EXCHANGE),
        grammar: Grammar {
            unit: match options.unit {
                Some(unit) => unit,
                None => WeightUnit::Kilogram,
            },
            decimals: options.decimals,
            power: None,
            stale: false,
        },
        password: options.password,
        state: State::Idle,
        since: Duration::ZERO,
        tries: 0,
        garbled: None,
        acknowledge: None,
        frame: Vec::new(),
        introduced: Introduction::Channel,
        commands: Orders::NONE,
        repeats: 0,
    }
}

impl Protocol for ShtrihPos2 {
    fn step(&self, bytes: &[u8]) -> Step {
        self.grammar.step(bytes)
    }

    fn step_last(&self, bytes: &[u8]) -> Step {
        match self.step(bytes) {
            // Bytes of a broken frame that look like ACK or NAK are none.
            Step::Wait => Step::skip(frames::next_start(bytes), Junk::Incomplete),
            step => step,
        }
    }

    fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation> {
        if let Said::Control(byte) = said {
            return self.controlled(*byte, at);
        }
        if let Said::Parameters(parameters) = said {
            self.grammar.power = parameters.exponent.or(self.grammar.power);
        }
        // Everything but the till's own frames is an answer.
        if *said != Said::Request {
            self.replied();
        }
        None
    }

    fn garbled(&mut self, at: Duration) {
        self.garbled = Some(at);
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        if let Some(byte) = self.acknowledge.take() {
            return Some(vec![byte]);
        }
        let late = at.saturating_sub(self.since) >= LIMIT;
        match self.state {
            State::Ready => {
                self.tries += 1;
                self.enter(State::Sent, at);
                Some(self.frame.clone())
            }
            State::Idle => self.begin(at),
            State::Accepted | State::Flushing if self.is_broken(at) && self.tries < TRIES => {
                self.tries += 1;
                self.enter(self.state, at);
                Some(vec![NAK])
            }
            State::Enquired | State::Sent | State::Accepted | State::Flushing if late => {
                self.give_up();
                self.begin(at)
            }
            State::Enquired | State::Sent | State::Accepted | State::Flushing => None,
        }
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let has = match command {
            ScaleCommand::Zero | ScaleCommand::Tare | ScaleCommand::ClearTare => true,
            ScaleCommand::SetTare(grams) => self.grammar.digits(grams).is_some(),
            ScaleCommand::Price(_) => false,
        };
        if has {
            self.commands.push(command);
        }
        has
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.commands.drop_all();
        self.state = State::Idle;
        self.tries = 0;
        (self.garbled, self.acknowledge) = (None, None);
        self.frame.clear();
        self.introduced = Introduction::Channel;
        (self.grammar.power, self.grammar.stale) = (None, false);
    }
}

#[cfg(test)]
mod tests;
