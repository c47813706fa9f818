//! What the end of a command means.

use super::fields::StatusInformation;
use crate::terminal::Operation;
use crate::terminal::journal::{Before, Stage};
use crate::terminal::outcome::{ApprovalSource, Decline, DeclineReason, Doubt, Outcome};

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// 06 0F.
    Completed {
        /// The last byte of it.
        terminal_status: Option<u8>,
    },
    /// 06 1E, or 84 xx.
    Failed {
        /// Why.
        code: u8,
    },
}

/// Decides what became of an operation by the end of its command and the status information before it.
///
/// It is done only when the terminal said so in a status information of this transaction, for the amount that was asked
/// for, and then completed. It is not done when the terminal gave a result code, or ended without ever approving.
pub(super) fn of_command(
    operation: Operation,
    before: &Before,
    end: End,
    status: Option<Box<StatusInformation>>,
    slip: Vec<String>,
) -> Outcome {
    let declined = |code, device_text, slip| {
        Outcome::Declined(Decline {
            reason: DeclineReason::Refused { code },
            device_text,
            slip,
        })
    };
    let Some(status) = status else {
        return match end {
            End::Failed { code } => declined(code, None, slip),
            End::Completed { .. } if operation.moves_money() => Outcome::unknown(Doubt::NoResult),
            End::Completed { .. } => {
                let nothing = StatusInformation::default();
                Outcome::Approved(Box::new(nothing.approval(ApprovalSource::Live, slip)))
            }
        };
    };
    if is_the_one_before(before, &status) {
        return Outcome::unknown(Doubt::OtherTransaction);
    }
    let books_another_amount = operation
        .amount()
        .is_some_and(|wanted| status.mark.amount.is_some_and(|booked| booked != wanted));
    match (end, status.result) {
        (End::Completed { .. }, Some(0)) if books_another_amount => {
            Outcome::unknown(Doubt::OtherAmount)
        }
        (End::Completed { .. }, Some(0)) => {
            Outcome::Approved(Box::new(status.approval(ApprovalSource::Live, slip)))
        }
        // An approval that is taken back: the terminal must be asked what is booked.
        (End::Failed { .. }, Some(0)) => Outcome::unknown(Doubt::NoResult),
        (_, Some(code)) => declined(code, status.text, slip),
        (End::Failed { code }, None) => declined(code, status.text, slip),
        (End::Completed { .. }, None) => Outcome::unknown(Doubt::NoResult),
    }
}

/// Whether a terminal repeats the result of the transaction before this one.
pub(super) fn is_the_one_before(before: &Before, status: &StatusInformation) -> bool {
    match before {
        Before::Known(mark) => mark.same(&status.mark) == Some(true),
        Before::Nothing | Before::NotTold => false,
    }
}

/// The stage to write when a terminal says that it approves.
pub(super) fn heard(
    operation: Operation,
    before: &Before,
    status: &StatusInformation,
    slip: &[String],
) -> Option<Stage> {
    let approves =
        operation.moves_money() && status.result == Some(0) && !is_the_one_before(before, status);
    approves.then(|| Stage::Heard {
        before: before.clone(),
        approval: Box::new(status.approval(ApprovalSource::Live, slip.to_vec())),
    })
}
