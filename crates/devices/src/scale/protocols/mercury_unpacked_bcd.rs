//! Mercury's protocol of unpacked digits: one command byte, an answer of one digit a byte, the lowest digit first.
//!
//! `03` asks for the weight, the price of a kilogram and the sum, six digits each: `05 07 02 00 00 00 | 00 00 03 02 01 00 |
//! 03 08 03 03 00 00` is 0.275 kg at 123.00, 33.83 in all. `02` and six digits tell the price, `01` takes what is on the pan as the
//! wrapping, or forgets the wrapping of an empty pan; neither is answered. Before each command any number of `00` may come. Shtrih 5
//! and Shtrih 6 are asked by `00 00 03` and further zeros, and Shtrih 5 gives five digits of the price. Sources: Инкотекс
//! АВЛГ 408.00 ПР-02 (2004), and shtrih-m/jpos_scale `Shtrih5Serial` and `Shtrih6Serial`.
//!
//! There is no header and no checksum, and each digit is a command too. So while the till asks, only what comes alone between a
//! question and silence is an answer; and price, weight and sum must agree wherever all are there. An answer of 18 digits that lost
//! one looks like one of 17, and one of 17 with a zero before it like one of 18. So a scale is taken at its word only when it is
//! known which of them it sends: by a sum that agrees, or, while there is no price, by sending the same several times in a row.

mod digits;

use std::time::Duration;

use crate::scale::conversation::POLL;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions};
use crate::scale::quiet_line::{ANSWER, PAUSE, QuietLine};
use crate::scale::reading::{Observation, Reading, RefusalReason, Status};
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

use self::digits::{Form, Grammar, Proof};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    names_unit: false,
    names_decimals: false,
    gap: PAUSE,
    answer: ANSWER,
    ..Facts::usual(
        [
            "Меркурий, Штрих 5 и 6, Масса ВР (цифра в байте)",
            "Mercury, Shtrih 5 and 6, Massa VR (a digit a byte)",
        ],
        &[
            SerialSettings::new(4800, 8, SerialParity::Even, 1),
            SerialSettings::new(9600, 8, SerialParity::None, 1),
        ],
        4 * digits::LONGEST,
    )
};

/// How many questions in a row go unanswered before another form of the question is tried.
const SILENT: u8 = 2;

/// How many weights may still differ after the command to take the wrapping: the scale first waits for rest.
const PATIENCE: u8 = 8;

/// The most zeros that come before an answer: those of the question come back.
const MOST_ZEROS: usize = 8;

/// The forms of the question. Zeros after the command are for scales that are clocked by what they receive.
const QUESTIONS: [&[u8]; 3] = [
    &[0, 0, 3],
    &[0, 0, 3, 0, 0, 0, 0, 0, 0],
    &[0, 0, 3, 0, 0, 0, 0, 0],
];

/// How many answers in a row must be equally long before a scale without a price is known to send them so.
const ALIKE: u8 = 3;

/// The highest price that six digits can tell.
const HIGHEST_PRICE: u32 = 999_999;

/// The protocol at work.
#[derive(Debug)]
pub struct MercuryUnpackedBcd {
    line: QuietLine,
    grammar: Grammar,
    /// Which of the questions is asked.
    form: usize,
    told: Option<Told>,
    /// How many answers the command still has.
    patience: u8,
    /// How long the answers were, and how many were so in a row.
    sends: Option<(Form, u8)>,
}

/// A command that is not answered; the weights after it show whether it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Tare,
    ClearTare,
    Price(u32),
}

/// Makes one that asks at once.
#[must_use]
pub fn new(options: &ScaleOptions) -> MercuryUnpackedBcd {
    MercuryUnpackedBcd {
        line: QuietLine::new(POLL),
        grammar: Grammar::new(options),
        form: 0,
        told: None,
        patience: 0,
        sends: None,
    }
}

impl Protocol for MercuryUnpackedBcd {
    fn step(&self, bytes: &[u8]) -> Step {
        if !self.line.asks() {
            self.listen(bytes)
        } else if self.line.awaits() && bytes.iter().all(|byte| *byte <= 9) {
            Step::Wait
        } else {
            Step::skip(bytes.len(), Junk::Noise)
        }
    }

    fn step_last(&self, bytes: &[u8]) -> Step {
        match self.step(bytes) {
            Step::Wait if self.line.asks() => self.step_answer(bytes),
            Step::Wait => self.listen_last(bytes),
            step => step,
        }
    }

    fn measure(&mut self, said: &Said, frame: &[u8]) {
        if said.observation().is_none() {
            return;
        }
        if let Some((_, form)) = self.summed(frame) {
            self.sends = Some((form, ALIKE));
        } else if let Some(form) = Form::of_length(frame.len()) {
            self.sends = match self.sends {
                Some((before, times)) if before == form => Some((form, times.saturating_add(1))),
                _ => Some((form, 1)),
            };
        }
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.line.answered();
        match observation {
            Observation::Weight(reading) => self.done(&reading),
            Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
        }
    }

    fn garbled(&mut self, at: Duration) {
        self.line.garbled(at);
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        if self.line.silence(at) >= SILENT {
            self.line.forget_silence();
            self.form = (self.form + 1) % QUESTIONS.len();
        }
        let question = self.question();
        let sent = self.line.due(at, question)?;
        if sent != question {
            self.patience = PATIENCE;
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let (told, bytes) = match command {
            ScaleCommand::Tare => (Told::Tare, vec![0, 0, 1]),
            ScaleCommand::ClearTare => (Told::ClearTare, vec![0, 0, 1]),
            ScaleCommand::Price(price) if price <= HIGHEST_PRICE => {
                let mut bytes = vec![0, 0, 2];
                bytes.extend(digits::of(price));
                (Told::Price(price), bytes)
            }
            ScaleCommand::Price(_) | ScaleCommand::Zero | ScaleCommand::SetTare(_) => return false,
        };
        self.line.push(bytes);
        self.told = Some(told);
        self.patience = PATIENCE;
        true
    }

    fn reset(&mut self) {
        self.line.reset();
        (self.form, self.sends) = (0, None);
    }
}

impl MercuryUnpackedBcd {
    fn question(&self) -> &'static [u8] {
        QUESTIONS.get(self.form).copied().unwrap_or(QUESTIONS[0])
    }

    /// Reads a whole answer whose sum agrees, without the zeros that may come before it.
    fn summed(&self, bytes: &[u8]) -> Option<(Reading, Form)> {
        [Form::SixDigits, Form::FiveDigits]
            .into_iter()
            .find_map(|form| {
                let (zeros, answer) = bytes.split_at(bytes.len().checked_sub(form.length())?);
                let (reading, proof) = self.grammar.read(form, answer)?;
                let begins = zeros.len() <= MOST_ZEROS && zeros.iter().all(|zero| *zero == 0);
                (begins && proof == Proof::Sum).then_some((reading, form))
            })
    }

    /// The form that the scale is known to send.
    fn known(&self) -> Option<Form> {
        let (form, times) = self.sends?;
        (times >= ALIKE).then_some(form)
    }

    /// Judges what came between a question and silence: the answer, after an echo of the question on some lines, and twice on others.
    fn step_answer(&self, bytes: &[u8]) -> Step {
        if let Some((reading, _)) = self.summed(bytes) {
            return Step::observed(bytes.len(), Observation::Weight(reading));
        }
        let question = self.question();
        let echo = bytes
            .strip_prefix(question)
            .filter(|rest| Form::of_length(rest.len()).is_some());
        if echo.is_some() {
            return Step::Frame {
                length: question.len(),
                said: Said::Request,
            };
        }
        let (half, again) = bytes.split_at(bytes.len() / 2);
        let is_whole = Form::of_length(bytes.len()).is_some();
        let answer = if half == again && !is_whole {
            half
        } else {
            bytes
        };
        let Some(form) = Form::of_length(answer.len()) else {
            let junk = if answer.len() < digits::SHORTEST {
                Junk::Incomplete
            } else {
                Junk::Noise
            };
            return Step::skip(bytes.len(), junk);
        };
        let Some((reading, _)) = self.grammar.read(form, answer) else {
            return Step::skip(bytes.len(), Junk::Malformed);
        };
        match self.known() {
            Some(known) if known == form => {
                Step::observed(answer.len(), Observation::Weight(reading))
            }
            // What is not as long as always has lost a digit.
            Some(_) => Step::skip(bytes.len(), Junk::Malformed),
            None => Step::observed(answer.len(), Observation::Status(Status::NOTHING)),
        }
    }

    /// Judges what comes while the till does not ask. Once it is lost, only a sum that agrees shows where an answer begins.
    fn listen(&self, bytes: &[u8]) -> Step {
        if bytes.first().is_none_or(|byte| *byte > 9) {
            return Step::NOISE;
        }
        for form in [Form::SixDigits, Form::FiveDigits] {
            let Some((answer, _)) = bytes.split_at_checked(form.length()) else {
                continue;
            };
            match self.grammar.read(form, answer) {
                // The shorter form could be the beginning of the longer one.
                Some((reading, proof))
                    if proof == Proof::Sum || (self.line.is_clean() && form == Form::SixDigits) =>
                {
                    return Step::observed(answer.len(), Observation::Weight(reading));
                }
                _ => {}
            }
        }
        let front = bytes.iter().take(digits::LONGEST);
        let digits = front.take_while(|byte| **byte <= 9).count();
        if bytes.len() < digits::LONGEST && digits == bytes.len() {
            return Step::Wait;
        }
        if self.line.is_clean() && digits >= digits::LONGEST {
            return Step::skip(1, Junk::Malformed);
        }
        Step::NOISE
    }

    /// Judges what came before silence: an answer in the shorter form, or a command.
    fn listen_last(&self, bytes: &[u8]) -> Step {
        if digits::is_command(bytes) {
            return Step::Frame {
                length: bytes.len(),
                said: Said::Request,
            };
        }
        let read = Form::of_length(bytes.len())
            .filter(|_| self.line.is_clean())
            .and_then(|form| self.grammar.read(form, bytes));
        match read {
            Some((reading, _)) => Step::observed(bytes.len(), Observation::Weight(reading)),
            None => Step::skip(bytes.len(), Junk::Incomplete),
        }
    }

    /// Says of the last command whether it was done, as the weights after it show.
    fn done(&mut self, reading: &Reading) -> Option<Observation> {
        let is_done = match self.told? {
            Told::Tare => reading.raw == 0,
            // The weight is told after it was done; nothing in it shows the wrapping.
            Told::ClearTare => self.patience < PATIENCE,
            Told::Price(price) => reading.price.map(|price| price.raw) == Some(i64::from(price)),
        };
        self.patience = self.patience.saturating_sub(1);
        if is_done {
            self.told = None;
            return Some(Observation::Done);
        }
        (self.patience == 0).then(|| {
            self.told = None;
            Observation::refused(RefusalReason::Logical)
        })
    }
}

#[cfg(test)]
mod tests;
