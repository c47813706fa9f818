//! Massa-K protocol 2, also called «J»: one byte asks, five bytes answer, without a header or a checksum.
//!
//! `4A` asks for everything: flags (bit 7 at rest, 6 zero, 5 net), division (0 a gram, 1 a tenth, 4 ten grams, 5 a
//! hundred), and the weight in three bytes, little-endian, whose highest bit is the sign. The shortest dialect knows `44`, two bytes
//! of flags and division, and `45`, two bytes of grams. `0E` takes zero and is not answered. Source: public drivers of
//! Massa-K scales; the bits as in the driver of Massa-K for network adapters.
//!
//! Nothing in the five bytes says where they begin, and a shifted frame is often a frame as well. So while the till asks, only what
//! comes first after a question on a quiet line is an answer: after any byte that does not fit the line must be quiet before the
//! next question. Where it only listens, frames count from the first byte on, as long as they follow each other; once lost, it
//! finds them again by a question of the other till, or by two equal frames in a row.

mod frames;

use std::time::Duration;

use crate::scale::conversation::POLL;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::quiet_line::{ANSWER, PAUSE, QuietLine};
use crate::scale::reading::{Observation, Reading, RefusalReason};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    gap: PAUSE,
    answer: ANSWER,
    ..Facts::usual(
        ["Масса-К (протокол 2, «J»)", "Massa-K (protocol 2, “J”)"],
        &[SerialSettings::new(4800, 8, SerialParity::Even, 1)],
        2 * frames::LENGTH,
    )
};

/// How many questions in a row go unanswered before the other dialect is tried.
const SILENT: u8 = 2;

/// How many weights after `0E` may still be other than zero: the scale first waits for rest.
const ZEROING: u8 = 8;

/// What the till asks.
const ALL: u8 = 0x4a;
const FLAGS: u8 = 0x44;
const WEIGHT: u8 = 0x45;
const ZERO: u8 = 0x0e;

/// Protocol 2 at work.
#[derive(Debug)]
pub struct MassaKProtocol2J {
    line: QuietLine,
    /// The question that is asked now.
    question: u8,
    /// How many questions in a row got no answer.
    unanswered: u8,
    /// Whether the line repeats what is sent, and whether it did so with the last question.
    echoes: bool,
    echoed: bool,
    /// Whether the scale said by `44` that it moves.
    moves: bool,
    /// How many weights the command to take zero waits for.
    zeroing: u8,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> MassaKProtocol2J {
    MassaKProtocol2J {
        line: QuietLine::new(POLL),
        question: ALL,
        unanswered: 0,
        echoes: false,
        echoed: false,
        moves: false,
        zeroing: 0,
    }
}

const fn is_question(byte: u8) -> bool {
    matches!(byte, ALL | FLAGS | WEIGHT | ZERO)
}

/// The bytes of the answer to a question.
const fn length_of(question: u8) -> usize {
    if question == ALL { frames::LENGTH } else { 2 }
}

/// Whether bytes are the beginning of an answer, or the whole answer, which some lines bring twice.
fn is_answer(question: u8, bytes: &[u8]) -> bool {
    let (answer, again) = bytes
        .split_at_checked(length_of(question))
        .unwrap_or((bytes, &[]));
    answer.starts_with(again) && (question == WEIGHT || frames::may_begin(answer))
}

const QUESTION: Step = Step::Frame {
    length: 1,
    said: Said::Request,
};

impl Protocol for MassaKProtocol2J {
    fn step(&self, bytes: &[u8]) -> Step {
        if !self.line.asks() {
            return self.listen(bytes);
        }
        // In the shortest dialect the weight may begin with a byte that is a question as well.
        let may_echo =
            !self.line.awaits() || self.question != WEIGHT || (self.echoes && !self.echoed);
        match bytes {
            [question, ..] if may_echo && is_question(*question) => QUESTION,
            _ if self.line.awaits() && is_answer(self.question, bytes) => Step::Wait,
            _ => Step::skip(bytes.len(), Junk::Noise),
        }
    }

    fn step_last(&self, bytes: &[u8]) -> Step {
        match self.step(bytes) {
            Step::Wait if self.line.asks() => self.step_answer(bytes),
            // Two bytes alone that are no flags are the grams of the shortest dialect.
            Step::Wait if bytes.len() == 2 && !frames::may_begin(bytes) => {
                match frames::read_grams(bytes, false) {
                    Some(observation) => Step::observed(bytes.len(), observation),
                    None => Step::Wait,
                }
            }
            step => step,
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        if *said == Said::Request {
            if self.line.asks() {
                (self.echoes, self.echoed) = (true, true);
            } else {
                // The question of another till: its answer follows.
                self.line.aligned();
            }
            return None;
        }
        self.answered();
        if let Said::Control(flags) = said {
            self.moves = !frames::is_at_rest(*flags);
        }
        match said.observation()? {
            Observation::Weight(reading) => self.zeroed(&reading),
            Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
        }
    }

    fn garbled(&mut self, at: Duration) {
        self.line.garbled(at);
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let before = self.unanswered;
        self.unanswered = self.line.silence(at);
        if self.unanswered > before {
            self.ask_otherwise();
        }
        let sent = self.line.due(at, &[self.question])?;
        self.echoed = false;
        if sent == [ZERO] {
            self.zeroing = ZEROING;
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let has = command == ScaleCommand::Zero;
        if has {
            self.line.push(vec![ZERO]);
        }
        has
    }

    fn reset(&mut self) {
        self.line.reset();
        (self.question, self.unanswered, self.zeroing) = (ALL, 0, 0);
        (self.echoes, self.echoed, self.moves) = (false, false, false);
    }
}

impl MassaKProtocol2J {
    /// Judges what came between a question and silence.
    fn step_answer(&self, bytes: &[u8]) -> Step {
        let length = length_of(self.question);
        let Some((answer, _)) = bytes.split_at_checked(length) else {
            return Step::Wait;
        };
        let said = match self.question {
            ALL => frames::read(answer).map(Said::Observation),
            FLAGS => answer.first().copied().map(Said::Control),
            _ => frames::read_grams(answer, self.moves).map(Said::Observation),
        };
        match said {
            Some(said) => Step::Frame { length, said },
            None => Step::skip(bytes.len(), Junk::Malformed),
        }
    }

    /// Judges what comes while the till does not ask.
    fn listen(&self, bytes: &[u8]) -> Step {
        if bytes.first().is_some_and(|byte| is_question(*byte)) {
            return QUESTION;
        }
        if !frames::may_begin(bytes) {
            return if self.line.is_clean() && bytes.len() <= 2 {
                Step::Wait
            } else {
                Step::NOISE
            };
        }
        let Some((frame, rest)) = bytes.split_at_checked(frames::LENGTH) else {
            return Step::Wait;
        };
        let Some(observation) = frames::read(frame) else {
            return if self.line.is_clean() {
                Step::skip(frames::LENGTH, Junk::Malformed)
            } else {
                Step::NOISE
            };
        };
        if self.line.is_clean() {
            return Step::observed(frames::LENGTH, observation);
        }
        // A line at zero level brings equal frames too.
        if frame.iter().all(|byte| *byte == 0)
            || !frame.starts_with(&rest[..rest.len().min(frame.len())])
        {
            return Step::NOISE;
        }
        if rest.len() < frames::LENGTH {
            return Step::Wait;
        }
        Step::observed(frames::LENGTH, observation)
    }

    fn answered(&mut self) {
        self.line.answered();
        self.unanswered = 0;
        self.question = match self.question {
            FLAGS => WEIGHT,
            WEIGHT => FLAGS,
            other => other,
        };
    }

    /// The last question got no answer: asks the other one of the shortest dialect, and after a few the other dialect.
    const fn ask_otherwise(&mut self) {
        let is_silent = self.unanswered >= SILENT;
        self.question = match self.question {
            ALL if is_silent => FLAGS,
            FLAGS if !is_silent => WEIGHT,
            WEIGHT if !is_silent => FLAGS,
            _ => ALL,
        };
        if is_silent {
            self.line.forget_silence();
            self.unanswered = 0;
        }
    }

    /// Says of the command to take zero whether it was done, as the weights after it show.
    fn zeroed(&mut self, reading: &Reading) -> Option<Observation> {
        if self.zeroing == 0 {
            return None;
        }
        let is_zero = reading.raw == 0 && reading.stable != Some(false);
        self.zeroing = if is_zero { 0 } else { self.zeroing - 1 };
        match (is_zero, self.zeroing) {
            (true, _) => Some(Observation::Done),
            (false, 0) => Some(Observation::refused(RefusalReason::Logical)),
            (false, _) => None,
        }
    }
}

#[cfg(test)]
mod tests;
