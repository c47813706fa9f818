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

use crate::scale::conversation::{Asker, POLL};
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, Speaks};
use crate::scale::reading::{Observation, Reading, Refusal, RefusalReason};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    title: ["Масса-К (протокол 2, «J»)", "Massa-K (protocol 2, “J”)"],
    serial: &[SerialSettings::new(4800, 8, SerialParity::Even, 1)],
    tcp_port: None,
    seven_bit: false,
    names_unit: true,
    names_decimals: true,
    speaks: Speaks::WhenAsked,
    longest: 2 * frames::LENGTH,
    gap: GAP,
    answer: ANSWER,
};

/// How long an answer may take: five bytes need 12 ms, adapters and networks some more.
const ANSWER: Duration = Duration::from_millis(500);

/// The pause that ends an answer: longer than adapters hold bytes back, short enough to be waited for each time.
const GAP: Duration = Duration::from_millis(60);

/// How long the line must be quiet after a byte that did not fit; not shorter than the pause that ends an answer.
const QUIET: Duration = Duration::from_millis(60);

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
    asker: Asker,
    /// Whether the till asks, or only listens.
    asks: bool,
    /// The question whose answer is waited for.
    asked: Option<u8>,
    /// The next question.
    next: u8,
    silent: u8,
    /// Whether everything fitted since the line was quiet.
    clean: bool,
    quiet_at: Duration,
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
        asker: Asker::new(POLL, ANSWER),
        asks: false,
        asked: None,
        next: ALL,
        silent: 0,
        clean: true,
        quiet_at: Duration::ZERO,
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
        if !self.asks {
            return self.listen(bytes);
        }
        match (self.asked, bytes) {
            (Some(WEIGHT), [WEIGHT, ..]) if self.echoes && !self.echoed => QUESTION,
            (None | Some(ALL | FLAGS), [question, ..]) if is_question(*question) => QUESTION,
            (Some(question), _) if self.clean && is_answer(question, bytes) => Step::Wait,
            _ => Step::skip(bytes.len(), Junk::Noise),
        }
    }

    fn step_last(&self, bytes: &[u8]) -> Step {
        match (self.step(bytes), self.asked) {
            (Step::Wait, Some(question)) if self.asks => self.step_answer(question, bytes),
            (step, _) => step,
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        match said {
            Said::Observation(observation) => {
                self.answered();
                match observation {
                    Observation::Weight(reading) => self.zeroed(reading),
                    Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
                }
            }
            Said::Control(flags) => {
                self.moves = !frames::is_at_rest(*flags);
                self.answered();
                None
            }
            Said::Request => {
                if self.asks {
                    (self.echoes, self.echoed) = (true, true);
                } else {
                    // The question of another till: its answer follows.
                    self.clean = true;
                }
                None
            }
            Said::Label(_) | Said::Parameters(_) | Said::Probe => None,
        }
    }

    fn garbled(&mut self, at: Duration) {
        self.clean = false;
        self.quiet_at = at + QUIET;
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.asks = true;
        if at < self.quiet_at {
            return None;
        }
        if !self.clean && self.asked.take().is_some() {
            self.asker.answered();
        }
        let sent = self.asker.due(at, &[self.next])?;
        if self.asked.take().is_some() {
            self.unanswered();
        }
        (self.clean, self.echoed) = (true, false);
        if sent == [ZERO] {
            self.asker.answered();
            self.zeroing = ZEROING;
            return Some(sent);
        }
        self.asked = Some(self.next);
        Some(vec![self.next])
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let has = command == ScaleCommand::Zero;
        if has {
            self.asker.push(vec![ZERO]);
        }
        has
    }

    fn reset(&mut self) {
        self.asker.reset();
        (self.asks, self.asked, self.next) = (false, None, ALL);
        (self.silent, self.zeroing) = (0, 0);
        (self.clean, self.quiet_at) = (true, Duration::ZERO);
        (self.echoes, self.echoed, self.moves) = (false, false, false);
    }
}

impl MassaKProtocol2J {
    /// Judges what came between a question and silence.
    fn step_answer(&self, question: u8, bytes: &[u8]) -> Step {
        let length = length_of(question);
        let Some((answer, _)) = bytes.split_at_checked(length) else {
            return Step::Wait;
        };
        let said = match question {
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
            return Step::NOISE;
        }
        let Some((frame, rest)) = bytes.split_at_checked(frames::LENGTH) else {
            return Step::Wait;
        };
        let Some(observation) = frames::read(frame) else {
            return if self.clean {
                Step::skip(frames::LENGTH, Junk::Malformed)
            } else {
                Step::NOISE
            };
        };
        if self.clean {
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
        self.clean = true;
        self.silent = 0;
        self.asker.answered();
        self.next = match self.asked.take() {
            Some(FLAGS) => WEIGHT,
            Some(WEIGHT) => FLAGS,
            _ => self.next,
        };
    }

    /// The last question got no answer: tries the other dialect after a few.
    fn unanswered(&mut self) {
        self.silent += 1;
        self.next = match self.next {
            ALL if self.silent >= SILENT => FLAGS,
            FLAGS if self.silent < SILENT => WEIGHT,
            WEIGHT if self.silent < SILENT => FLAGS,
            _ => ALL,
        };
        if self.silent >= SILENT {
            self.silent = 0;
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
            (false, 0) => Some(Observation::Refused(Refusal::new(RefusalReason::Logical))),
            (false, _) => None,
        }
    }
}

#[cfg(test)]
mod tests;
