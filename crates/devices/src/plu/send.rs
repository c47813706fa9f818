//! Sends rows over a line, and knows of each what became of it.

use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

use bezmen_domain::locale::Locale;
use serde::Serialize;

use super::dialogue::{ACK, Step, Verdict, steps};
use super::{NetworkScale, PluPlan, ReadyRow, SendOptions};
use crate::transport::{Link, PortAddress, TransportError};

/// How long a read waits for bytes before the time is looked at.
const TURN: Duration = Duration::from_millis(5);

/// The most turns spent on what is left of earlier answers: what speaks on and on is no scale of these kinds.
const STALE_TURNS: usize = 16;

/// A scale keeps one answer; one that gives out more is not ready for a row.
const KEPT_ANSWERS: usize = 2;

/// So many refusals in a row mean that the scale takes nothing: it is full, or locked.
const REFUSALS_IN_A_ROW: usize = 3;

/// How patient to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendLimits {
    /// To find and reach the scale.
    pub connect: Duration,
    /// For each answer.
    pub answer: Duration,
    /// Between two tries of a row that a busy scale did not take, and before connecting anew.
    pub pause: Duration,
    /// How often a row is offered to a busy scale.
    pub tries: usize,
    /// How often in a row a broken line is connected anew.
    pub reconnects: usize,
}

impl SendLimits {
    /// What suits a shop: a scale that stores a row takes up to a second.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(3),
        answer: Duration::from_secs(2),
        pause: Duration::from_millis(300),
        tries: 5,
        reconnects: 3,
    };
}

/// Why a send ended before its last row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "stop", rename_all = "snake_case")]
pub enum SendStop {
    /// The line broke, or the scale was not reached.
    Line {
        /// What is wrong and what to do, in Russian.
        ru: String,
        /// The same in English.
        en: String,
    },
    /// The scale did not answer.
    NoAnswer,
    /// What answered is no scale of this kind.
    Nonsense,
    /// The scale took none of several rows in a row.
    TakesNothing {
        /// The number it gave for it.
        code: u8,
    },
}

impl SendStop {
    fn line(error: &TransportError) -> Self {
        Self::Line {
            ru: error.words(Locale::Ru),
            en: error.words(Locale::En),
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let fixed = |ru: &str, en: &str| locale.pick(ru, en).to_owned();
        match self {
            Self::Line { ru, en } => locale.pick(ru, en).to_owned(),
            Self::NoAnswer => fixed(
                "весы не отвечают: включите их, выйдите из меню на весах и проверьте адрес",
                "the scale does not answer: switch it on, leave its menu, and check its address",
            ),
            Self::Nonsense => fixed(
                "отвечает не этот вид весов: проверьте адрес и модель",
                "what answers is not this kind of scale: check the address and the model",
            ),
            Self::TakesNothing { code } => match locale {
                Locale::Ru => format!(
                    "весы не принимают товары (код {code}): освободите память или проверьте пароль"
                ),
                Locale::En => format!(
                    "the scale takes no products (code {code}): free its memory, or check the password"
                ),
            },
        }
    }
}

/// A row that the scale did not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NotTaken {
    /// Its number.
    pub plu: u32,
    /// The number the scale gave for it.
    pub code: u8,
}

/// What became of each row. Every row of the plan is in exactly one of the four.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SendReport {
    /// Rows that the scale said are in.
    pub written: Vec<u32>,
    /// Rows that the scale did not take.
    pub not_taken: Vec<NotTaken>,
    /// The row that was being written when the line was lost: it may be in. Sending it again does no harm.
    pub unknown: Option<u32>,
    /// Rows that were never offered.
    pub not_sent: Vec<u32>,
    /// Why it ended early.
    pub stopped: Option<SendStop>,
}

impl SendReport {
    /// Whether every row is in.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.not_taken.is_empty()
            && self.unknown.is_none()
            && self.not_sent.is_empty()
            && self.stopped.is_none()
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let written = self.written.len();
        let all = written
            + self.not_taken.len()
            + usize::from(self.unknown.is_some())
            + self.not_sent.len();
        let mut text = match locale {
            Locale::Ru => format!("принято весами: {written} из {all}"),
            Locale::En => format!("taken by the scale: {written} of {all}"),
        };
        let mut list = |ru: &str, en: &str, numbers: Vec<u32>| {
            if !numbers.is_empty() {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                let words = locale.pick(ru, en);
                text.push_str(&format!("; {words}: {}", numbers.join(", ")));
            }
        };
        let refused = self.not_taken.iter().map(|row| row.plu).collect();
        list("не приняты", "not taken", refused);
        list(
            "неизвестно",
            "not known",
            self.unknown.into_iter().collect(),
        );
        list("не отправлены", "not sent", self.not_sent.clone());
        if let Some(stop) = &self.stopped {
            text.push_str(". ");
            text.push_str(&stop.words(locale));
        }
        text
    }
}

/// How a row ended.
enum Trouble {
    /// The scale does not take it.
    Refused(u8),
    /// The line is of no more use. Whether the row may be in.
    Lost(SendStop, bool),
}

/// Sends the rows that fit, one after another, calling back after each. A line that breaks is connected anew, and the row
/// that was in doubt is sent again: writing the same row twice leaves it as it is.
pub fn send(
    plan: &PluPlan,
    scale: NetworkScale,
    options: &SendOptions,
    address: &PortAddress,
    limits: &SendLimits,
    mut progress: impl FnMut(&SendReport),
) -> SendReport {
    let mut report = SendReport::default();
    let mut rest: VecDeque<&ReadyRow> = plan.ready.iter().collect();
    let (mut link, mut failures, mut refusals) = (None, 0, 0);
    while let Some(ready) = rest.front() {
        let plu = ready.row.plu;
        let open = match link.take() {
            Some(open) => Ok(open),
            None => Link::open(address, limits.connect, TURN)
                .map_err(|error| Trouble::Lost(SendStop::line(&error), false)),
        };
        let ended = open.and_then(|mut open| {
            let written = row(&mut open, scale, ready, options, limits);
            match &written {
                Ok(()) | Err(Trouble::Refused(_)) => link = Some(open),
                Err(Trouble::Lost(..)) => {}
            }
            written
        });
        match ended {
            Ok(()) => {
                rest.pop_front();
                report.written.push(plu);
                report.unknown = None;
                (failures, refusals) = (0, 0);
            }
            Err(Trouble::Refused(code)) => {
                rest.pop_front();
                report.not_taken.push(NotTaken { plu, code });
                report.unknown = None;
                (failures, refusals) = (0, refusals + 1);
                if refusals >= REFUSALS_IN_A_ROW {
                    report.stopped = Some(SendStop::TakesNothing { code });
                    break;
                }
            }
            Err(Trouble::Lost(stop, in_doubt)) => {
                failures += 1;
                if in_doubt {
                    report.unknown = Some(plu);
                }
                if failures > limits.reconnects {
                    report.stopped = Some(stop);
                    break;
                }
                thread::sleep(limits.pause);
            }
        }
        progress(&report);
    }
    let unknown = report.unknown;
    let left = rest.iter().map(|ready| ready.row.plu);
    report.not_sent = left.filter(|plu| Some(*plu) != unknown).collect();
    report
}

fn row(
    link: &mut Link,
    scale: NetworkScale,
    ready: &ReadyRow,
    options: &SendOptions,
    limits: &SendLimits,
) -> Result<(), Trouble> {
    let steps = steps(scale, ready, options);
    let mut busy = 0;
    for attempt in 0..limits.tries.max(1) {
        if attempt > 0 {
            thread::sleep(limits.pause);
        }
        match conversation(link, &steps, limits)? {
            Verdict::Done => return Ok(()),
            Verdict::Refused(code) => return Err(Trouble::Refused(code)),
            Verdict::Busy(code) => busy = code,
            Verdict::Unfinished | Verdict::Held | Verdict::Nonsense => {
                return Err(Trouble::Lost(SendStop::Nonsense, true));
            }
        }
    }
    Err(Trouble::Refused(busy))
}

/// Says everything once; ends at the first answer that is not a plain yes.
fn conversation(link: &mut Link, steps: &[Step], limits: &SendLimits) -> Result<Verdict, Trouble> {
    let mut offered = false;
    for step in steps {
        let mut verdict = said(link, step, limits, &mut offered)?;
        for _ in 0..KEPT_ANSWERS {
            if verdict == Verdict::Held {
                thank(link, &[ACK], offered)?;
                verdict = said(link, step, limits, &mut offered)?;
            }
        }
        match verdict {
            Verdict::Done => {}
            Verdict::Held => return Ok(Verdict::Busy(ACK)),
            Verdict::Nonsense => return Err(Trouble::Lost(SendStop::Nonsense, offered)),
            Verdict::Refused(_) => {
                // A scale that is not thanked for its refusal keeps it, and the next row finds it.
                let _ = thank(link, step.answer.thanks(), offered);
                return Ok(verdict);
            }
            Verdict::Unfinished | Verdict::Busy(_) => return Ok(verdict),
        }
        if thank(link, step.answer.thanks(), offered).is_err() {
            // The answer was a yes; the next row finds that the line is gone.
            return Ok(Verdict::Done);
        }
    }
    Ok(Verdict::Done)
}

/// Says one thing and waits for its answer.
fn said(
    link: &mut Link,
    step: &Step,
    limits: &SendLimits,
    offered: &mut bool,
) -> Result<Verdict, Trouble> {
    // What is left of an answer to something else must not be taken for the next one.
    let mut stale = [0; 256];
    for _ in 0..STALE_TURNS {
        let count = link.receive(&mut stale);
        if count.map_err(|error| Trouble::Lost(SendStop::line(&error), *offered))? == 0 {
            break;
        }
    }
    *offered |= step.writes;
    link.send(&step.send)
        .map_err(|error| Trouble::Lost(SendStop::line(&error), *offered))?;
    answer(link, step, limits.answer, *offered)
}

fn thank(link: &mut Link, thanks: &[u8], offered: bool) -> Result<(), Trouble> {
    if thanks.is_empty() {
        return Ok(());
    }
    link.send(thanks)
        .map_err(|error| Trouble::Lost(SendStop::line(&error), offered))
}

fn answer(
    link: &mut Link,
    step: &Step,
    limit: Duration,
    offered: bool,
) -> Result<Verdict, Trouble> {
    let deadline = Instant::now() + limit;
    let mut heard = Vec::new();
    let mut bytes = [0; 256];
    loop {
        let count = link
            .receive(&mut bytes)
            .map_err(|error| Trouble::Lost(SendStop::line(&error), offered))?;
        heard.extend(bytes.get(..count).unwrap_or_default());
        match step.answer.judge(&heard) {
            Verdict::Unfinished if Instant::now() >= deadline => {
                let none = || Trouble::Lost(SendStop::NoAnswer, offered);
                return step.answer.judge_cut(&heard).ok_or_else(none);
            }
            Verdict::Unfinished => {}
            verdict => return Ok(verdict),
        }
    }
}
