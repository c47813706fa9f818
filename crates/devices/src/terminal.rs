//! Payment terminals: charge a card once, and know whether it was charged after any accident.
//!
//! An intent is written into the till's [`journal`] before anything is sent. When the answer is lost, the outcome is
//! [`Outcome::Unknown`] until the terminal itself has been asked; nothing is ever authorised twice to find out.

pub mod check;
pub mod journal;
mod outcome;
mod words;
pub mod zvt;

use serde::{Deserialize, Serialize};

use bezmen_domain::money::Money;

use crate::intent::IntentId;

pub use self::outcome::{
    Approval, ApprovalSource, Decline, DeclineReason, Doubt, Outcome, ScreenMessage, TerminalTime,
    TransactionMark,
};

/// What a terminal is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case")]
pub enum Operation {
    /// Charges a card.
    Sale {
        /// How much.
        amount: Money,
    },
    /// Takes a charge of the same day back.
    Reverse {
        /// The terminal's number of the charge ([`TransactionMark::receipt_number`]).
        receipt_number: u32,
        /// What was charged, to notice when the terminal reverses something else.
        amount: Money,
    },
    /// Pays money back to a card without naming a charge.
    Refund {
        /// How much.
        amount: Money,
    },
    /// Sends the day's turnover to the bank.
    EndOfDay,
}

impl Operation {
    /// The money it moves; nothing at the end of a day.
    #[must_use]
    pub const fn amount(self) -> Option<Money> {
        match self {
            Self::Sale { amount } | Self::Reverse { amount, .. } | Self::Refund { amount } => {
                Some(amount)
            }
            Self::EndOfDay => None,
        }
    }

    /// Whether its outcome must be known before the next operation begins. The end of a day may be repeated.
    #[must_use]
    pub const fn moves_money(self) -> bool {
        self.amount().is_some()
    }
}

/// A payment terminal. No call waits for a card: operations answer at once with what is known, [`Outcome::Pending`] while
/// the terminal is at work.
pub trait PaymentTerminal: Send + Sync {
    /// Begins an operation. An intent that the journal knows already is not sent again: it is resumed.
    fn begin(&self, id: IntentId, operation: Operation) -> Outcome;

    /// What is known about an intent, without asking the terminal.
    fn poll(&self, id: IntentId) -> Outcome;

    /// Finds out what became of an intent, after a restart or when it is in doubt. Never authorises anything.
    fn resume(&self, id: IntentId) -> Outcome;

    /// Asks the terminal to give up what it is doing; [`Self::poll`] tells whether it did.
    fn cancel(&self, id: IntentId);

    /// Asks for the terminal's last transaction and waits for the answer, within the limits of its adapter; a technician
    /// looks at it, and so does a cashier who compares slips.
    ///
    /// # Errors
    /// Another operation is at work, or the terminal does not tell.
    fn last_transaction(&self) -> Result<Approval, Outcome>;

    /// Records what a person found out from slips and the bank, when the terminal cannot tell. Only an intent in doubt
    /// can be settled so; others keep their outcome, which is returned.
    fn settle_by_hand(&self, id: IntentId, charged: bool) -> Outcome;
}
