//! Finds out which protocol a scale speaks, without a port and without a clock.
//!
//! First it only listens: a scale that sends by itself names itself, and nothing is written to a line of which nothing is
//! known. Then each protocol holds its own conversation for a moment, those first that change nothing at the scale. A protocol
//! is named when its grammar has accepted two frames that agree; one whose frames have neither marks nor a checksum needs
//! more of them, byte for byte the same. What was tried is kept for the technician.

mod attempt;
mod plan;
mod run;
mod trial;

use std::time::Duration;

pub use self::attempt::{Attempt, AttemptKind, Outcome};
use self::plan::Planned;
pub use self::run::{DetectError, Progress, detect};
use self::trial::Trial;
use super::protocol::{ScaleOptions, ScaleProtocol};
use super::reading::Observation;
use crate::transport::{PortAddress, SerialSettings};

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Open the line anew, set like this; nothing for a line without settings.
    Open(Option<SerialSettings>),
    /// Send these bytes.
    Send(Vec<u8>),
    /// Listen for so long, or until something comes.
    Listen(Duration),
    /// It is over: see [`Detector::found`].
    Finish,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The protocol.
    pub protocol: ScaleProtocol,
    /// How the line was set.
    pub settings: Option<SerialSettings>,
    /// What the scale said last.
    pub observation: Option<Observation>,
}

/// How long one listening lasts at most, so that a caller can stop in between.
const TURN: Duration = Duration::from_millis(20);

/// Looks for a protocol, step by step.
#[derive(Debug)]
pub struct Detector {
    plan: std::vec::IntoIter<Planned>,
    options: ScaleOptions,
    trial: Option<Trial>,
    /// The line of the present trial is open.
    open: bool,
    attempts: Vec<Attempt>,
    found: Option<Found>,
}

impl Detector {
    /// Plans for an address. With `listens_only`, nothing is ever sent.
    #[must_use]
    pub fn new(address: &PortAddress, options: ScaleOptions, listens_only: bool) -> Self {
        Self {
            plan: plan::of(address, listens_only).into_iter(),
            options,
            trial: None,
            open: false,
            attempts: Vec::new(),
            found: None,
        }
    }

    /// What to do at a time since some fixed moment.
    pub fn next(&mut self, at: Duration) -> Action {
        loop {
            if self.found.is_some() {
                return Action::Finish;
            }
            let Some(trial) = self.trial.as_mut() else {
                let Some(planned) = self.plan.next() else {
                    return Action::Finish;
                };
                let settings = planned.settings;
                self.trial = Some(Trial::new(planned, &self.options, at));
                self.open = true;
                return Action::Open(settings);
            };
            if self.open
                && let Some(bytes) = trial.due(at)
            {
                return Action::Send(bytes);
            }
            match trial.left(at) {
                Some(left) if self.open => return Action::Listen(left.min(TURN)),
                _ => self.end_trial(),
            }
        }
    }

    /// Takes bytes that came.
    pub fn received(&mut self, bytes: &[u8], at: Duration) {
        if let Some(trial) = self.trial.as_mut() {
            trial.received(bytes, at);
            if trial.is_certain() {
                self.end_trial();
            }
        }
    }

    /// Hears that the line could not be opened, or broke; the next trial opens it again.
    pub const fn failed(&mut self) {
        self.open = false;
        if let Some(trial) = self.trial.as_mut() {
            trial.fail();
        }
    }

    fn end_trial(&mut self) {
        if let Some(trial) = self.trial.take() {
            let (attempt, found) = trial.end();
            self.attempts.push(attempt);
            self.found = found;
        }
    }

    /// The protocol, once it is found.
    #[must_use]
    pub const fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// What was tried so far, in order.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }
}

#[cfg(test)]
mod tests;
