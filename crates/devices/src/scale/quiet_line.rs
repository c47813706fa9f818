//! Asking scales whose answers have neither a header nor a checksum.
//!
//! A shifted answer of such a scale is often an answer as well. So only what comes between a question and silence is one: after
//! any byte that does not fit, the line must be quiet before the next question.

use std::time::Duration;

use super::conversation::Asker;

/// The pause that ends an answer: longer than adapters hold bytes back (16 ms), short enough to be waited for each time.
pub const PAUSE: Duration = Duration::from_millis(60);

/// How long an answer may take.
pub const ANSWER: Duration = Duration::from_millis(500);

/// An [`Asker`] that knows whether what comes can be an answer.
#[derive(Debug)]
pub struct QuietLine {
    asker: Asker,
    asks: bool,
    asked: bool,
    clean: bool,
    quiet_at: Duration,
    silent: u8,
}

impl QuietLine {
    /// Makes one that asks at once, then so often.
    #[must_use]
    pub const fn new(every: Duration) -> Self {
        Self {
            asker: Asker::new(every, ANSWER),
            asks: false,
            asked: false,
            clean: true,
            quiet_at: Duration::ZERO,
            silent: 0,
        }
    }

    /// Whether the till asks at all, or only listens.
    #[must_use]
    pub const fn asks(&self) -> bool {
        self.asks
    }

    /// Whether what comes now can be an answer.
    #[must_use]
    pub const fn awaits(&self) -> bool {
        self.asked && self.clean
    }

    /// Whether everything fitted since the line was quiet.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.clean
    }

    /// Notes that an answer has come.
    pub const fn answered(&mut self) {
        self.asker.answered();
        (self.asked, self.clean, self.silent) = (false, true, 0);
    }

    /// Notes that what comes next begins anew: the question of another till was heard.
    pub const fn aligned(&mut self) {
        self.clean = true;
    }

    /// Notes that something did not fit.
    pub fn garbled(&mut self, at: Duration) {
        self.clean = false;
        self.quiet_at = at + PAUSE;
        if std::mem::take(&mut self.asked) {
            self.asker.answered();
        }
    }

    /// How many questions in a row got no answer up to now.
    pub fn silence(&mut self, at: Duration) -> u8 {
        if self.asked && !self.asker.waits(at) {
            self.asked = false;
            self.silent = self.silent.saturating_add(1);
        }
        self.silent
    }

    /// Counts anew the questions that get no answer.
    pub const fn forget_silence(&mut self) {
        self.silent = 0;
    }

    /// Gives what is due: a command, which gets no answer, or the question.
    pub fn due(&mut self, at: Duration, question: &[u8]) -> Option<Vec<u8>> {
        self.asks = true;
        if at < self.quiet_at {
            return None;
        }
        let sent = self.asker.due(at, question)?;
        self.clean = true;
        self.asked = sent == question;
        if !self.asked {
            self.asker.answered();
        }
        Some(sent)
    }

    /// Queues a command.
    pub fn push(&mut self, command: Vec<u8>) {
        self.asker.push(command);
    }

    /// Starts anew; commands that were not sent yet are dropped.
    pub fn reset(&mut self) {
        self.asker.reset();
        (self.asks, self.asked, self.clean) = (false, false, true);
        (self.quiet_at, self.silent) = (Duration::ZERO, 0);
    }
}
