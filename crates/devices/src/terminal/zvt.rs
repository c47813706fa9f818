//! ZVT over TCP: the protocol of payment terminals in Germany, Austria and Switzerland (PA00P015, PA00P016).

pub mod apdu;
pub mod bcd;
pub mod codes;
pub mod command;
pub mod conversation;
mod driver;
pub mod fields;
pub mod message;
pub mod plan;
mod result;
pub mod tlv;
pub mod verdict;

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use self::command::Credentials;
use self::driver::{Shared, Task};
pub use self::plan::Limits;
use super::journal::{Entry, IntentJournal, Stage};
use super::outcome::{Approval, DeclineReason, Doubt, Outcome, ScreenMessage};
use super::{Operation, PaymentTerminal};
use crate::intent::IntentId;

/// The port that terminals listen at, unless they are told another one.
pub const ZVT_PORT: u16 = 20_007;

/// How a terminal is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZvtConfig {
    /// Its name or number.
    pub host: String,
    /// Its port, usually [`ZVT_PORT`].
    pub port: u16,
    /// Password, currency and configuration.
    pub credentials: Credentials,
    /// How long to wait for what.
    pub limits: Limits,
}

/// A terminal that speaks ZVT. Each operation has a thread of its own; one runs at a time.
pub struct ZvtTerminal {
    shared: Arc<Shared>,
}

impl ZvtTerminal {
    /// Makes a terminal; nothing is sent yet.
    #[must_use]
    pub fn new(config: ZvtConfig, journal: Arc<dyn IntentJournal>) -> Self {
        Self {
            shared: Arc::new(Shared::new(config, journal)),
        }
    }

    /// Waits until an intent is no longer at work, at most so long, and tells what is known then.
    #[must_use]
    pub fn wait(&self, id: IntentId, limit: Duration) -> Outcome {
        self.shared.wait_idle(id, Instant::now() + limit);
        self.poll(id)
    }

    fn spawn(&self, id: IntentId, task: Task, message: ScreenMessage) -> Outcome {
        let shared = Arc::clone(&self.shared);
        let spawned = thread::Builder::new()
            .name("zvt".to_owned())
            .spawn(move || shared.run(id, task));
        match spawned {
            Ok(_) => Outcome::Pending { message },
            Err(error) => {
                tracing::error!(intent.id = %id, error = %error, "no thread for the payment terminal");
                self.shared.leave(id);
                self.poll(id)
            }
        }
    }

    /// What the journal knows of an intent that is not at work.
    fn remembered(&self, id: IntentId) -> Result<Option<Entry>, Outcome> {
        self.shared.journal.read(id).map_err(|error| {
            tracing::error!(intent.id = %id, error = %error, "the journal of payments cannot be read");
            Outcome::unknown(Doubt::JournalUnreadable)
        })
    }

    /// Why an operation may not begin now.
    fn obstacle(&self, operation: Operation) -> Option<Outcome> {
        if !self.shared.can_say(operation) {
            return Some(Outcome::declined(DeclineReason::BadAmount));
        }
        match self.shared.journal.unsettled() {
            Ok(entries) => entries
                .iter()
                .find(|entry| entry.operation.moves_money())
                .map(|entry| Outcome::declined(DeclineReason::EarlierUnsettled { id: entry.id })),
            Err(error) => {
                tracing::error!(error = %error, "the journal of payments cannot be read");
                Some(Outcome::declined(DeclineReason::NotJournaled))
            }
        }
    }
}

impl PaymentTerminal for ZvtTerminal {
    fn begin(&self, id: IntentId, operation: Operation) -> Outcome {
        match self.remembered(id) {
            Ok(None) => {}
            Ok(Some(_)) => return self.resume(id),
            Err(unreadable) => return unreadable,
        }
        match self.shared.enter(id, ScreenMessage::connecting()) {
            Ok(()) => {}
            Err(same) if same == id => return self.poll(id),
            Err(other) => return Outcome::declined(DeclineReason::EarlierUnsettled { id: other }),
        }
        let entry = Entry {
            id,
            operation,
            stage: Stage::Prepared,
        };
        let refusal = self.obstacle(operation).or_else(|| {
            let error = self.shared.journal.write(&entry).err()?;
            tracing::error!(intent.id = %id, error = %error, "the journal of payments cannot be written");
            Some(Outcome::declined(DeclineReason::NotJournaled))
        });
        if let Some(refusal) = refusal {
            self.shared.leave(id);
            return refusal;
        }
        self.spawn(id, Task::Perform(operation), ScreenMessage::connecting())
    }

    fn poll(&self, id: IntentId) -> Outcome {
        if let Some(outcome) = self.shared.current(id) {
            return outcome;
        }
        match self.remembered(id) {
            Ok(Some(entry)) => match entry.stage {
                Stage::Settled { outcome } => outcome,
                Stage::Prepared => Outcome::declined(DeclineReason::NeverSent),
                Stage::Sending { .. } | Stage::Heard { .. } => Outcome::unknown(Doubt::Interrupted),
            },
            Ok(None) => Outcome::declined(DeclineReason::NoSuchIntent),
            Err(unreadable) => unreadable,
        }
    }

    fn resume(&self, id: IntentId) -> Outcome {
        if let Some(pending @ Outcome::Pending { .. }) = self.shared.current(id) {
            return pending;
        }
        let entry = match self.remembered(id) {
            Ok(Some(entry)) => entry,
            Ok(None) => return Outcome::declined(DeclineReason::NoSuchIntent),
            Err(unreadable) => return unreadable,
        };
        let (before, heard) = match entry.stage {
            Stage::Settled { outcome } => return outcome,
            Stage::Prepared => {
                let outcome = Outcome::declined(DeclineReason::NeverSent);
                return self.shared.settle(id, entry.operation, outcome);
            }
            Stage::Sending { before } => (before, None),
            Stage::Heard { before, approval } => (before, Some(approval)),
        };
        if self.shared.enter(id, ScreenMessage::inquiring()).is_err() {
            return Outcome::unknown(Doubt::Interrupted);
        }
        let known = verdict::Known {
            operation: entry.operation,
            before,
            heard,
        };
        self.spawn(id, Task::Inquire(known), ScreenMessage::inquiring())
    }

    fn cancel(&self, id: IntentId) {
        self.shared.cancel(id);
    }

    fn last_transaction(&self) -> Result<Approval, Outcome> {
        self.shared.last_transaction()
    }

    fn settle_by_hand(&self, id: IntentId, charged: bool) -> Outcome {
        let known = self.poll(id);
        let entry = match (&known, self.remembered(id)) {
            (Outcome::Unknown { .. }, Ok(Some(entry))) => entry,
            _ => return known,
        };
        let outcome = if charged {
            Outcome::Approved(Box::new(Approval::by_hand(entry.operation.amount())))
        } else {
            Outcome::declined(DeclineReason::ByHand)
        };
        self.shared.settle(id, entry.operation, outcome)
    }
}

#[cfg(test)]
mod tests;
