//! Asking in turns: what most protocols need to talk.

use std::collections::VecDeque;
use std::time::Duration;

use super::reading::{Observation, Refusal, RefusalReason};

/// How often a scale is usually asked for the weight.
pub const POLL: Duration = Duration::from_millis(200);

/// The most commands that wait; more are a fault of the caller and the oldest are dropped.
const MOST_COMMANDS: usize = 8;

/// Asks, waits for an answer, and asks again; commands go before questions.
#[derive(Debug, Clone)]
pub struct Asker {
    every: Duration,
    patience: Duration,
    commands: VecDeque<Vec<u8>>,
    asked_at: Option<Duration>,
    next_at: Duration,
}

impl Asker {
    /// Makes one that asks at once, then so often, and waits so long for an answer before it asks again.
    #[must_use]
    pub const fn new(every: Duration, patience: Duration) -> Self {
        Self {
            every,
            patience,
            commands: VecDeque::new(),
            asked_at: None,
            next_at: Duration::ZERO,
        }
    }

    /// Gives what is due: a command first, else the question.
    pub fn due(&mut self, at: Duration, question: &[u8]) -> Option<Vec<u8>> {
        let waits = self
            .asked_at
            .is_some_and(|asked| at < asked + self.patience);
        if waits || (at < self.next_at && self.commands.is_empty()) {
            return None;
        }
        self.asked_at = Some(at);
        self.next_at = at + self.every;
        let command = self.commands.pop_front();
        Some(command.unwrap_or_else(|| question.to_vec()))
    }

    /// Notes that the answer has come; says whether one was waited for.
    pub const fn answered(&mut self) -> bool {
        self.asked_at.take().is_some()
    }

    /// Whether an answer is waited for at this moment.
    #[must_use]
    pub fn waits(&self, at: Duration) -> bool {
        self.asked_at
            .is_some_and(|asked| at < asked + self.patience)
    }

    /// Queues a command.
    pub fn push(&mut self, command: Vec<u8>) {
        if self.commands.len() == MOST_COMMANDS {
            self.commands.pop_front();
        }
        self.commands.push_back(command);
    }

    /// Forgets what was asked; commands stay.
    pub const fn reset(&mut self) {
        self.asked_at = None;
        self.next_at = Duration::ZERO;
    }
}

/// How many weights after a command may still be from before it.
const LATE_WEIGHTS: u8 = 5;

/// Watches for the effect of a zero or tare that the scale does not answer: it shows nothing afterwards.
#[derive(Debug, Clone, Copy, Default)]
pub struct Effect {
    left: u8,
}

impl Effect {
    /// No command is out.
    pub const NONE: Self = Self { left: 0 };

    /// A zero or tare goes out.
    pub const fn expect(&mut self) {
        self.left = LATE_WEIGHTS;
    }

    /// Judges a weight that came afterwards.
    pub fn judge(&mut self, observation: &Observation) -> Option<Observation> {
        let Observation::Weight(reading) = observation else {
            return None;
        };
        let late = self.left.checked_sub(1)?;
        self.left = if reading.raw == 0 { 0 } else { late };
        match (reading.raw, self.left) {
            (0, _) => Some(Observation::Done),
            (_, 0) => Some(Observation::Refused(Refusal::new(RefusalReason::Logical))),
            _ => None,
        }
    }
}
