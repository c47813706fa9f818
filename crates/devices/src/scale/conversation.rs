//! Asking in turns: what most protocols need to talk.

use std::collections::VecDeque;
use std::time::Duration;

use super::reading::{Observation, RefusalReason};

/// How often a scale is usually asked for the weight.
pub const POLL: Duration = Duration::from_millis(200);

/// The most commands that wait; more are a fault of the caller and the oldest are dropped.
const MOST_COMMANDS: usize = 8;

/// What a scale is told when it is its turn, in order.
#[derive(Debug, Clone)]
pub struct Orders<T>(VecDeque<T>);

impl<T> Orders<T> {
    /// Nothing waits.
    pub const NONE: Self = Self(VecDeque::new());

    /// Adds one behind the others.
    pub fn push(&mut self, order: T) {
        if self.0.len() == MOST_COMMANDS {
            self.0.pop_front();
        }
        self.0.push_back(order);
    }

    /// Takes the first one.
    pub fn pop(&mut self) -> Option<T> {
        self.0.pop_front()
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops them: what lies on the pan by now is something else.
    pub fn drop_all(&mut self) {
        self.0.clear();
    }
}

/// Asks, waits for an answer, and asks again; commands go before questions.
#[derive(Debug, Clone)]
pub struct Asker {
    every: Duration,
    patience: Duration,
    commands: Orders<Vec<u8>>,
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
            commands: Orders::NONE,
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
        let command = self.commands.pop();
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
        self.commands.push(command);
    }

    /// Forgets what was asked, and the commands that were not sent yet.
    pub fn reset(&mut self) {
        self.commands.drop_all();
        self.asked_at = None;
        self.next_at = Duration::ZERO;
    }
}

/// After so many questions without an answer a scale is asked in the other way: the first one may have met the rest of another
/// line.
const MOST_MISSES: u8 = 2;

/// Which of two ways of asking a scale knows. A model that is asked in the wrong way says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct EitherWay {
    /// Whether it is asked in the second way now.
    second: bool,
    /// How many questions in a row were not answered.
    misses: u8,
}

impl EitherWay {
    /// Begins with the first way.
    pub const FIRST: Self = Self {
        second: false,
        misses: 0,
    };

    /// Whether it was asked in the second way last.
    #[must_use]
    pub const fn is_second(self) -> bool {
        self.second
    }

    /// Gives what is due, and whether that is a question rather than a command.
    pub fn due(
        &mut self,
        asker: &mut Asker,
        at: Duration,
        [first, second]: [&[u8]; 2],
    ) -> Option<(Vec<u8>, bool)> {
        let missed = self.misses >= MOST_MISSES;
        let turns = self.second ^ missed;
        let sent = asker.due(at, if turns { second } else { first })?;
        let asks = sent == first || sent == second;
        if asks {
            self.second = turns;
            self.misses = if missed { 1 } else { self.misses + 1 };
        }
        Some((sent, asks))
    }

    /// Notes that it answered.
    pub const fn answered(&mut self) {
        self.misses = 0;
    }

    /// Notes that it does not know the way it was asked.
    pub const fn turn(&mut self) {
        self.second = !self.second;
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
            (_, 0) => Some(Observation::refused(RefusalReason::Logical)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_commands_the_latest_stay() {
        let mut orders = Orders::NONE;
        (0..100).for_each(|number| orders.push(number));
        let waiting: Vec<_> = std::iter::from_fn(|| orders.pop()).collect();
        assert_eq!(waiting, (100 - MOST_COMMANDS..100).collect::<Vec<_>>());
    }

    #[test]
    fn commands_end_with_the_connection() {
        let mut asker = Asker::new(POLL, POLL);
        asker.push(b"tare".to_vec());
        asker.reset();
        assert_eq!(asker.due(POLL, b"weight"), Some(b"weight".to_vec()));
    }
}
