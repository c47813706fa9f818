//! What a simulated fiscal device remembers.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use bezmen_domain::money::Money;

use super::FiscalFault;
use crate::simulate::playing::Kept;

/// How many questions a request is answered with “wait” and “in progress” before its result.
const USUAL_QUESTIONS: u32 = 2;

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
    pub(super) fn new(now_ms: i64, user: Option<(String, String)>) -> Self {
        let user = user.map(|(name, password)| {
            let credentials = STANDARD.encode(format!("{name}:{password}"));
            format!("Basic {credentials}")
        });
        Self {
            now_ms,
            user,
            ..Self::default()
        }
    }

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

impl Kept for State {
    fn is_unplugged(&self) -> bool {
        self.fault == FiscalFault::Off
    }
}
