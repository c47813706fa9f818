//! The memory of what was begun: written before anything is sent, so that a crash loses nothing.

mod file;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

pub use self::file::FileJournal;
use super::Operation;
use super::outcome::{Approval, Outcome, TransactionMark};
use crate::intent::IntentId;

/// How far an intent came. Each stage is written before the deed that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// It is wanted. Nothing was sent.
    Prepared,
    /// The command goes out.
    Sending {
        /// The terminal's last transaction before it.
        before: Before,
    },
    /// The terminal said that it is approved, but has not ended the conversation.
    Heard {
        /// As above.
        before: Before,
        /// What it said.
        approval: Box<Approval>,
    },
    /// The outcome is final.
    Settled {
        /// The outcome.
        outcome: Outcome,
    },
}

/// What a terminal told of its last transaction before a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "before", content = "mark", rename_all = "snake_case")]
pub enum Before {
    /// It was this one.
    Known(TransactionMark),
    /// There was none.
    Nothing,
    /// It did not tell.
    NotTold,
}

/// An intent in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The intent.
    pub id: IntentId,
    /// What is wanted.
    pub operation: Operation,
    /// How far it came.
    pub stage: Stage,
}

impl Entry {
    /// Whether its outcome is final.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self.stage, Stage::Settled { .. })
    }
}

/// The journal cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the journal of payments cannot be used ({reason}): check the disk")]
pub struct JournalError {
    /// What the storage said.
    pub reason: String,
}

/// Where intents are kept. The till implements it with its database.
pub trait IntentJournal: Send + Sync {
    /// Writes an entry over the earlier one of its intent. When this returns, a power cut does not lose it.
    ///
    /// # Errors
    /// It is not written for sure.
    fn write(&self, entry: &Entry) -> Result<(), JournalError>;

    /// Reads an intent.
    ///
    /// # Errors
    /// The storage cannot be read.
    fn read(&self, id: IntentId) -> Result<Option<Entry>, JournalError>;

    /// Lists the intents whose outcome is not final, the oldest first.
    ///
    /// # Errors
    /// The storage cannot be read.
    fn unsettled(&self) -> Result<Vec<Entry>, JournalError>;
}

/// A journal that a restart forgets, for tests and trials.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    entries: Mutex<Entries>,
}

impl MemoryJournal {
    /// Makes an empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl IntentJournal for MemoryJournal {
    fn write(&self, entry: &Entry) -> Result<(), JournalError> {
        self.lock().put(entry.clone());
        Ok(())
    }

    fn read(&self, id: IntentId) -> Result<Option<Entry>, JournalError> {
        Ok(self.lock().get(id))
    }

    fn unsettled(&self) -> Result<Vec<Entry>, JournalError> {
        Ok(self.lock().unsettled())
    }
}

/// Entries in the order in which they were begun.
#[derive(Debug, Default)]
struct Entries {
    order: Vec<IntentId>,
    latest: BTreeMap<IntentId, Entry>,
}

impl Entries {
    fn put(&mut self, entry: Entry) {
        if !self.latest.contains_key(&entry.id) {
            self.order.push(entry.id);
        }
        self.latest.insert(entry.id, entry);
    }

    fn get(&self, id: IntentId) -> Option<Entry> {
        self.latest.get(&id).cloned()
    }

    fn unsettled(&self) -> Vec<Entry> {
        let entries = self.order.iter().filter_map(|id| self.latest.get(id));
        entries
            .filter(|entry| !entry.is_settled())
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use bezmen_domain::money::Money;

    use super::*;
    use crate::terminal::outcome::{DeclineReason, Doubt};

    /// Entries lie in the databases of tills: what was written once must be read for ever.
    #[test]
    fn entries_are_kept_in_this_form() {
        let entry = |stage| Entry {
            id: IntentId::from_uuid(Uuid::from_u128(1)),
            operation: Operation::Sale {
                amount: Money::from_minor(1234),
            },
            stage,
        };
        let mark = TransactionMark {
            receipt_number: Some(7),
            trace_number: Some(7),
            amount: Some(Money::from_minor(500)),
            ..TransactionMark::default()
        };
        let written = |stage| serde_json::to_value(entry(stage)).unwrap();
        let id = "00000000-0000-0000-0000-000000000001";
        let operation = json!({ "operation": "sale", "amount": 1234 });
        assert_eq!(
            written(Stage::Sending {
                before: Before::Known(mark)
            }),
            json!({ "id": id, "operation": operation, "stage": { "stage": "sending", "before": {
                "before": "known", "mark": { "terminal_id": null, "receipt_number": 7, "trace_number": 7, "time": null,
                "amount": 500 } } } })
        );
        let settled = Stage::Settled {
            outcome: Outcome::declined(DeclineReason::Refused { code: 0x6c }),
        };
        assert_eq!(
            written(settled)["stage"],
            json!({ "stage": "settled", "outcome": { "outcome": "declined", "reason": { "reason": "refused",
                "code": 108 }, "device_text": null, "slip": [] } })
        );
        for stage in [
            Stage::Prepared,
            Stage::Sending {
                before: Before::Nothing,
            },
            Stage::Heard {
                before: Before::NotTold,
                approval: Box::new(Approval::by_hand(None)),
            },
            Stage::Settled {
                outcome: Outcome::unknown(Doubt::NoAnswer),
            },
        ] {
            let entry = entry(stage);
            let text = serde_json::to_string(&entry).unwrap();
            assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
        }
    }
}
