//! One exchange: ENQ, the frame, its answer, and the acknowledgement of each.

use std::time::Duration;

use super::frames::{self, build};
use super::{ACK, CHANNEL, ENQ, Introduction, NAK, QUIET, REPEATS, ShtrihPos2, State, TRIES};
use crate::scale::protocol::ScaleCommand;
use crate::scale::reading::{Observation, RefusalReason};

impl ShtrihPos2 {
    pub(super) fn enter(&mut self, state: State, at: Duration) {
        self.state = state;
        self.since = at;
        self.garbled = None;
        self.grammar.stale = state == State::Flushing;
    }

    /// Begins the next exchange when it is due.
    pub(super) fn begin(&mut self, at: Duration) -> Option<Vec<u8>> {
        let question = match self.introduced {
            Introduction::Channel => build(0xe8, &[CHANNEL]),
            Introduction::Name => build(0xfc, &[]),
            Introduction::Over => {
                if let Some(command) = self.commands.pop().and_then(|one| self.build(one)) {
                    self.asker.push(command);
                }
                build(0x3a, &self.password)
            }
        };
        self.frame = self.asker.due(at, &question)?;
        self.tries = 0;
        self.enter(State::Enquired, at);
        Some(vec![ENQ])
    }

    fn build(&self, command: ScaleCommand) -> Option<Vec<u8>> {
        let set_tare = |digits: u16| {
            let data = [&self.password[..], &digits.to_le_bytes()].concat();
            build(0x32, &data)
        };
        match command {
            ScaleCommand::Zero => Some(build(0x30, &self.password)),
            ScaleCommand::Tare => Some(build(0x31, &self.password)),
            ScaleCommand::ClearTare => Some(set_tare(0)),
            ScaleCommand::SetTare(grams) => self.grammar.digits(grams).map(set_tare),
            ScaleCommand::Price(_) => None,
        }
    }

    pub(super) fn controlled(&mut self, byte: u8, at: Duration) -> Option<Observation> {
        match (self.state, byte) {
            (State::Enquired, NAK) => self.enter(State::Ready, at),
            (State::Enquired, ACK) => self.enter(State::Flushing, at),
            (State::Sent, ACK) => self.enter(State::Accepted, at),
            (State::Sent, NAK) if self.tries < TRIES => self.enter(State::Ready, at),
            (State::Sent, NAK) => {
                let commanded = self.is_command();
                self.introduced = Introduction::Over;
                self.finish();
                return commanded.then_some(Observation::refused(RefusalReason::Transmission));
            }
            // An answer to an earlier question, whose weight may be old.
            (State::Flushing, frames::STALE) => self.replied(),
            _ => {}
        }
        None
    }

    /// A whole answer came: acknowledges it when it was waited for.
    pub(super) fn replied(&mut self) {
        match self.state {
            State::Sent | State::Accepted => {
                self.repeats = 0;
                self.acknowledge = Some(ACK);
                self.introduced = match self.introduced {
                    Introduction::Channel => Introduction::Name,
                    Introduction::Name | Introduction::Over => Introduction::Over,
                };
                self.finish();
            }
            State::Flushing => {
                self.acknowledge = Some(ACK);
                self.give_up();
            }
            State::Idle | State::Enquired | State::Ready => {}
        }
    }

    /// Ends the exchange; the next one begins in its time.
    fn finish(&mut self) {
        self.asker.answered();
        self.state = State::Idle;
        self.garbled = None;
        self.grammar.stale = false;
        self.frame.clear();
    }

    /// Ends an exchange without its answer. A command is sent again, for it may be done twice. A scale that takes a frame and
    /// does not answer it does not know the question.
    pub(super) fn give_up(&mut self) {
        if self.is_command() && self.repeats < REPEATS {
            self.repeats += u8::from(self.state != State::Flushing);
            self.asker.push(std::mem::take(&mut self.frame));
        } else {
            self.repeats = 0;
        }
        if self.state == State::Accepted {
            self.introduced = Introduction::Over;
        }
        self.finish();
        self.asker.reset();
    }

    fn is_command(&self) -> bool {
        matches!(self.frame.get(2), Some(0x30..=0x32))
    }

    /// Whether what came is garbled and nothing follows any more.
    pub(super) fn is_broken(&self, at: Duration) -> bool {
        self.garbled
            .is_some_and(|garbled| at.saturating_sub(garbled) >= QUIET)
    }
}
