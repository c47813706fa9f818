//! What became of an operation.

use serde::{Deserialize, Serialize};

use bezmen_domain::money::Money;

use crate::intent::IntentId;

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The terminal is at work.
    Pending {
        /// What the cashier should read meanwhile.
        message: ScreenMessage,
    },
    /// It is done.
    Approved(Box<Approval>),
    /// It is not done, and nothing was charged.
    Declined(Decline),
    /// Nobody knows. The money may be gone: ask the terminal ([`super::PaymentTerminal::resume`]) or a person.
    Unknown {
        /// Why.
        doubt: Doubt,
    },
}

impl Outcome {
    /// Whether nothing will change it any more.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Approved(_) | Self::Declined(_) => true,
            Self::Pending { .. } | Self::Unknown { .. } => false,
        }
    }

    pub(crate) const fn declined(reason: DeclineReason) -> Self {
        Self::Declined(Decline {
            reason,
            device_text: None,
            slip: Vec::new(),
        })
    }

    pub(crate) const fn unknown(doubt: Doubt) -> Self {
        Self::Unknown { doubt }
    }
}

/// A sentence for the cashier while a terminal works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenMessage {
    /// A word for programs.
    pub code: String,
    /// The sentence in Russian.
    pub ru: String,
    /// The sentence in English.
    pub en: String,
}

/// How an approval became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalSource {
    /// The terminal said so.
    Live,
    /// The terminal said so when it was asked again after an accident.
    Inquired,
    /// A person said so.
    ByHand,
}

/// When, by the terminal's clock, which knows no year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalTime {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

/// What tells one transaction of a terminal from another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionMark {
    /// The terminal's number.
    pub terminal_id: Option<String>,
    /// Its number of the receipt.
    pub receipt_number: Option<u32>,
    /// Its number of the transaction; never zero.
    pub trace_number: Option<u32>,
    /// When it was.
    pub time: Option<TerminalTime>,
    /// How much.
    pub amount: Option<Money>,
}

impl TransactionMark {
    /// Whether two marks are of one transaction; nothing when they have no number in common.
    #[must_use]
    pub fn same(&self, other: &Self) -> Option<bool> {
        fn compare<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> Option<bool> {
            Some(one.as_ref()? == other.as_ref()?)
        }
        let numbers = [
            compare(&self.receipt_number, &other.receipt_number),
            compare(&self.trace_number, &other.trace_number),
        ];
        let rest = [
            compare(&self.terminal_id, &other.terminal_id),
            compare(&self.time, &other.time),
            compare(&self.amount, &other.amount),
        ];
        if numbers.contains(&Some(false)) || rest.contains(&Some(false)) {
            Some(false)
        } else {
            numbers.contains(&Some(true)).then_some(true)
        }
    }
}

/// A charge, a reversal, a refund or the end of a day that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// How it became known.
    pub source: ApprovalSource,
    /// Its numbers at the terminal.
    pub mark: TransactionMark,
    /// The kind of card, as ZVT numbers them.
    pub card_type: Option<u8>,
    /// The kind of card in words, as the terminal calls it.
    pub card_name: Option<String>,
    /// The card's number, all but its last four digits hidden.
    pub masked_pan: Option<String>,
    /// The bank's number of the authorisation.
    pub authorisation_code: Option<String>,
    /// What the terminal wishes printed.
    pub slip: Vec<String>,
}

impl Approval {
    pub(crate) fn by_hand(amount: Option<Money>) -> Self {
        Self {
            source: ApprovalSource::ByHand,
            mark: TransactionMark {
                amount,
                ..TransactionMark::default()
            },
            card_type: None,
            card_name: None,
            masked_pan: None,
            authorisation_code: None,
            slip: Vec::new(),
        }
    }
}

/// A refusal. Nothing was charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// Why.
    pub reason: DeclineReason,
    /// What the terminal says about it.
    pub device_text: Option<String>,
    /// What the terminal wishes printed.
    pub slip: Vec<String>,
}

/// Why nothing was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum DeclineReason {
    /// The terminal or the bank refused, with a result code of ZVT.
    Refused {
        /// The code (PA00P015, chapter “Error-Messages”).
        code: u8,
    },
    /// The terminal could not be reached; nothing was sent.
    NotReached,
    /// The amount is not one that a terminal can take.
    BadAmount,
    /// The journal could not be written, so nothing was sent.
    NotJournaled,
    /// The till stopped before anything was sent.
    NeverSent,
    /// The terminal was asked afterwards: it knows of no charge.
    NotCharged,
    /// An earlier operation is still in doubt or at work; it must be settled first.
    EarlierUnsettled {
        /// The earlier one.
        id: IntentId,
    },
    /// The cashier gave up before anything was sent.
    Cancelled,
    /// The journal knows no such intent.
    NoSuchIntent,
    /// A person said so.
    ByHand,
}

/// Why an outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The connection broke after the command had gone out.
    ConnectionLost,
    /// The terminal did not answer in time.
    NoAnswer,
    /// The terminal ended without saying how.
    NoResult,
    /// What the terminal sent could not be read in full.
    Garbled,
    /// The terminal approved another amount than it was asked for.
    OtherAmount,
    /// The till stopped, and the terminal has not been asked since.
    Interrupted,
    /// The terminal does not tell its last transaction.
    NotTold,
    /// The terminal's last transaction is another one.
    OtherTransaction,
    /// The journal cannot be read.
    JournalUnreadable,
}
