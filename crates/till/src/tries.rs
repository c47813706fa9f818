//! What is tried and refused by somebody who is not told what must be in the drawer. A refusal that depends on the sum tells
//! something of it, so each goes into the audit trail.

use std::sync::Arc;

use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;

use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{self, PersonRecord, ShiftRecord, StoreError};

/// The setting that keeps the first count that was refused: the shift and what was counted.
const FIRST_COUNT: &str = "shift.first_count";

/// Whether somebody is told what must be in the drawer.
pub fn sees_expected_cash(person: &PersonRecord) -> bool {
    person.role.may(Permission::SeeExpectedCash)
}

/// Passes on what became of taking cash out; a refusal for want of cash is put into the audit trail first.
///
/// # Errors
/// The outcome's own, or why the refusal could not be noted.
pub fn note_want_of_cash<T>(
    engine: &Arc<Engine>,
    outcome: Result<T, Refusal>,
    amount: Option<Money>,
    subject: impl FnOnce(&Desk<'_>) -> Result<String, Refusal>,
) -> Result<T, Refusal> {
    if matches!(outcome, Err(Refusal::NotEnoughCash)) {
        engine.write(None, move |desk| {
            let person = desk.person()?;
            if sees_expected_cash(&person) {
                return Ok(());
            }
            let subject = subject(desk)?;
            desk.audit(&person, "not_enough_cash", subject, amount)
        })?;
    }
    outcome
}

/// Passes on what became of closing a shift; a count that was refused is kept and put into the audit trail first.
///
/// # Errors
/// The outcome's own, or why the count could not be kept.
pub fn keep_refused_count<T>(
    engine: &Arc<Engine>,
    outcome: Result<T, Refusal>,
    counted_cash: Money,
) -> Result<T, Refusal> {
    if matches!(
        outcome,
        Err(Refusal::CashDifference | Refusal::RecountAlone)
    ) {
        engine.write(None, move |desk| {
            let person = desk.person()?;
            let shift = desk.shift()?;
            if sees_expected_cash(&person) {
                return Ok(());
            }
            if !was_counted(desk, &shift)? {
                let kept = format!("{} {}", shift.id, counted_cash.minor());
                store::put_setting(desk.tx, FIRST_COUNT, &kept)?;
            }
            let subject = shift.number.to_string();
            desk.audit(&person, "count_refused", subject, Some(counted_cash))
        })?;
    }
    outcome
}

/// Whether a count of this shift was refused before.
///
/// # Errors
/// What the database says.
pub fn was_counted(desk: &Desk<'_>, shift: &ShiftRecord) -> Result<bool, StoreError> {
    let kept = store::get_setting(desk.tx, FIRST_COUNT)?;
    let shift_id = shift.id.to_string();
    Ok(kept.is_some_and(|kept| kept.split(' ').next() == Some(shift_id.as_str())))
}
