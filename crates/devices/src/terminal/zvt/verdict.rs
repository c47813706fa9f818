//! What a terminal's last transaction tells about an operation in doubt.

use crate::terminal::Operation;
use crate::terminal::journal::Before;
use crate::terminal::outcome::{
    Approval, ApprovalSource, Decline, DeclineReason, Doubt, Outcome, TransactionMark,
};

use super::fields::StatusInformation;

/// What was known before the terminal was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The operation.
    pub operation: Operation,
    /// The last transaction before it.
    pub before: Before,
    /// What the terminal said in the middle of the conversation.
    pub heard: Option<Box<Approval>>,
}

/// Decides by the last transaction of an idle terminal.
///
/// The operation is done when the last transaction is the one that was heard of; or when its number follows the one
/// before, and it succeeded with the same amount. It is not done when the last transaction is still the one before.
/// Everything else is for a person to decide: a terminal whose result was not acknowledged may take the charge back by
/// itself, and that reversal has the same amount and a later number.
#[must_use]
pub fn decide(known: &Known, last: Option<&StatusInformation>, slip: Vec<String>) -> Outcome {
    let Some(last) = last else {
        return Outcome::unknown(Doubt::NotTold);
    };
    if let Some(heard) = &known.heard
        && heard.mark.same(&last.mark) == Some(true)
    {
        return approved(last, heard.slip.clone(), slip);
    }
    let before = match &known.before {
        Before::Known(before) => before,
        // Without a transaction to compare with, one of the same amount may be an older one, or a reversal.
        Before::Nothing | Before::NotTold => return Outcome::unknown(Doubt::NotTold),
    };
    match before.same(&last.mark) {
        None => Outcome::unknown(Doubt::NotTold),
        Some(true) => Outcome::declined(DeclineReason::NotCharged),
        Some(false) if known.heard.is_none() && is_next(before, &last.mark) => {
            newer(known, last, slip)
        }
        Some(false) => Outcome::unknown(Doubt::OtherTransaction),
    }
}

/// Whether a transaction is the very next one. Receipts are counted without gaps, traces where there are no receipts.
fn is_next(before: &TransactionMark, last: &TransactionMark) -> bool {
    let follows = |before: u32, last: u32, highest: u32| {
        last == before + 1 || (before == highest && last <= 1)
    };
    match (before.receipt_number, last.receipt_number) {
        (Some(before), Some(last)) => follows(before, last, 9_999),
        _ => match (before.trace_number, last.trace_number) {
            (Some(before), Some(last)) => follows(before, last, 999_999),
            _ => false,
        },
    }
}

/// The terminal did something since.
fn newer(known: &Known, last: &StatusInformation, slip: Vec<String>) -> Outcome {
    if last.mark.amount != known.operation.amount() {
        return Outcome::unknown(Doubt::OtherTransaction);
    }
    match last.result {
        Some(0) => approved(last, Vec::new(), slip),
        Some(code) => Outcome::Declined(Decline {
            reason: DeclineReason::Refused { code },
            device_text: last.text.clone(),
            slip,
        }),
        None => Outcome::unknown(Doubt::NoResult),
    }
}

/// The slip that came with the approval is preferred to its repetition, which says that it is one.
fn approved(last: &StatusInformation, first: Vec<String>, repeated: Vec<String>) -> Outcome {
    let slip = if first.is_empty() { repeated } else { first };
    Outcome::Approved(Box::new(last.approval(ApprovalSource::Inquired, slip)))
}
