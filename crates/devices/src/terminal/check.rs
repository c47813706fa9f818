//! What a technician asks of a terminal, with answers that programs can read.

use std::sync::Arc;
use std::time::Duration;

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

use super::journal::MemoryJournal;
use super::outcome::{Approval, DeclineReason, Outcome};
use super::zvt::{ZvtConfig, ZvtTerminal};
use super::{Operation, PaymentTerminal};
use crate::intent::IntentId;

/// How often a waiting caller looks whether there is another sentence to show.
const LOOK: Duration = Duration::from_millis(50);

/// What a terminal answered to a technician.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalCheck {
    /// Whether it answered at all.
    pub reached: bool,
    /// Its last transaction, when it tells it. A terminal that does not cannot be asked after an accident.
    pub last_transaction: Option<Approval>,
    /// The finding in Russian.
    pub ru: String,
    /// The finding in English.
    pub en: String,
}

/// Registers with a terminal and asks for its last transaction. Moves no money.
#[must_use]
pub fn check(config: ZvtConfig) -> TerminalCheck {
    let terminal = ZvtTerminal::new(config, Arc::new(MemoryJournal::new()));
    let told = terminal.last_transaction();
    let not_reached = Outcome::declined(DeclineReason::NotReached);
    let (reached, ru, en) = match &told {
        Ok(_) => (
            true,
            "Терминал отвечает и сообщает последнюю операцию".to_owned(),
            "The terminal answers and tells its last transaction".to_owned(),
        ),
        Err(outcome) if *outcome == not_reached => (
            false,
            outcome.words(Locale::Ru),
            outcome.words(Locale::En),
        ),
        Err(_) => (
            true,
            "Терминал отвечает, но последнюю операцию не сообщает: после обрыва связи её придётся сверять вручную"
                .to_owned(),
            "The terminal answers but does not tell its last transaction: after a broken connection it is compared by hand"
                .to_owned(),
        ),
    };
    TerminalCheck {
        reached,
        last_transaction: told.ok(),
        ru,
        en,
    }
}

/// Does an operation and waits for its outcome; calls back with each new state, the last one included. Ends with
/// [`Outcome::Pending`] when the limit passes first; the operation goes on then.
pub fn run(
    terminal: &ZvtTerminal,
    id: IntentId,
    operation: Operation,
    limit: Duration,
    mut on_state: impl FnMut(&Outcome),
) -> Outcome {
    let mut state = terminal.begin(id, operation);
    on_state(&state);
    let mut waited = Duration::ZERO;
    while matches!(state, Outcome::Pending { .. }) && waited < limit {
        let next = terminal.wait(id, LOOK);
        waited += LOOK;
        if next != state {
            on_state(&next);
            state = next;
        }
    }
    state
}
