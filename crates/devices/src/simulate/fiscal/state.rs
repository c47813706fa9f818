//! What a simulated fiscal device remembers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use bezmen_domain::money::Money;

/// How many questions a request is answered with “wait” and “in progress” before its result.
const USUAL_QUESTIONS: u32 = 2;

/// What is wrong, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FiscalFault {
    /// Nothing.
    #[default]
    None,
    /// Connections are closed at once.
    Off,
    /// Requests are read and never answered, nor obeyed.
    Silent,
    /// Each request is answered with “in progress” to this many questions.
    Slow(u32),
    /// The next so many posts are dropped before they are taken.
    DropsPosts(u32),
    /// Posts are taken and obeyed, and never answered.
    DiesAfterTaking,
    /// The next so many answers to questions break off in their middle.
    LosesAnswers(u32),
    /// Every request is answered with 401.
    Unauthorized,
    /// Every request is answered with 500.
    ServerError,
    /// Every answer is something else than JSON.
    Garbage,
    /// The server has lost the device: posts are answered with 409.
    NotConnected,
    /// There is no paper: documents fail before they begin.
    PaperOut,
    /// The paper ends in a document: it is registered, and blocks the queue until there is paper.
    PaperEnds,
    /// The connection to the device breaks in a document: it is registered, and blocks the queue until it is back.
    LinkBreaks,
    /// The server forgets every request, as after a new installation.
    Forgets,
}

impl FiscalFault {
    /// The names of all faults, as [`Self::from_name`] reads them; `N` stands for a number that may be left out.
    pub const NAMES: &'static [&'static str] = &[
        "ok",
        "off",
        "silent",
        "slow N",
        "drops-posts N",
        "dies-after-taking",
        "loses-answers N",
        "unauthorized",
        "server-error",
        "garbage",
        "not-connected",
        "paper-out",
        "paper-ends",
        "link-breaks",
        "forgets",
    ];

    /// Finds a fault by its name on the command line: `ok`, `off`, `silent`,
    /// `paper-out`, `slow 20` and so on.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (name, number) = name.trim().split_once(' ').unwrap_or((name.trim(), ""));
        Some(match name {
            "ok" => Self::None,
            "off" => Self::Off,
            "silent" => Self::Silent,
            "slow" => Self::Slow(number.parse().unwrap_or(20)),
            "drops-posts" => Self::DropsPosts(number.parse().unwrap_or(1)),
            "dies-after-taking" => Self::DiesAfterTaking,
            "loses-answers" => Self::LosesAnswers(number.parse().unwrap_or(1)),
            "unauthorized" => Self::Unauthorized,
            "server-error" => Self::ServerError,
            "garbage" => Self::Garbage,
            "not-connected" => Self::NotConnected,
            "paper-out" => Self::PaperOut,
            "paper-ends" => Self::PaperEnds,
            "link-breaks" => Self::LinkBreaks,
            "forgets" => Self::Forgets,
            _ => return None,
        })
    }
}

/// How often a simulated fiscal device was asked for what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FiscalCounts {
    /// Requests that were posted, whatever became of them.
    pub posts: u32,
    /// Posts of an identifier that was known already.
    pub repeated_posts: u32,
    /// Questions.
    pub questions: u32,
}

/// A document in the fiscal storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredDocument {
    /// Its number.
    pub number: u64,
    /// The identifier under which it came.
    pub uuid: String,
    /// Its task: `sell`, `openShift` and so on.
    pub kind: String,
    /// Its shift.
    pub shift: u64,
    /// Its total; nothing for shifts.
    pub total: Option<Money>,
    /// The marking codes on it, decoded.
    pub marking_codes: Vec<String>,
    /// The task as it came, as JSON.
    pub task: String,
}

/// A request in the queue.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) results: Vec<TaskResult>,
    /// How many questions are still answered without a result.
    pub(super) questions_left: u32,
    /// The error that keeps the queue, while the fault lasts.
    pub(super) blocked: Option<i64>,
}

/// What became of a task: its result, or an error's number and words.
pub(super) type TaskResult = Result<Value, (i64, &'static str)>;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) fault: FiscalFault,
    pub(super) now_ms: i64,
    pub(super) user: Option<String>,
    pub(super) counts: FiscalCounts,
    pub(super) documents: Vec<RegisteredDocument>,
    pub(super) texts: Vec<String>,
    pub(super) jobs: BTreeMap<String, Job>,
    /// Since when the shift is open.
    pub(super) shift_since_ms: Option<i64>,
    pub(super) shift: u64,
    pub(super) receipts_in_shift: u64,
    pub(super) cash: Money,
}

impl State {
    pub(super) fn set_fault(&mut self, fault: FiscalFault) {
        self.fault = fault;
        if fault == FiscalFault::Forgets {
            self.jobs.clear();
        }
        if !matches!(fault, FiscalFault::PaperEnds | FiscalFault::LinkBreaks) {
            for job in self.jobs.values_mut() {
                job.blocked = None;
            }
        }
    }

    pub(super) fn questions_of_a_job(&self) -> u32 {
        match self.fault {
            FiscalFault::Slow(questions) => questions,
            _ => USUAL_QUESTIONS,
        }
    }
}

#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    stopped: AtomicBool,
}

impl Shared {
    pub(super) fn new(now_ms: i64, user: Option<(String, String)>) -> Self {
        let user = user.map(|(name, password)| {
            let credentials = STANDARD.encode(format!("{name}:{password}"));
            format!("Basic {credentials}")
        });
        Self {
            state: Mutex::new(State {
                now_ms,
                user,
                ..State::default()
            }),
            stopped: AtomicBool::new(false),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}
