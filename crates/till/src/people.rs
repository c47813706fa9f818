//! Who sells: signing in by PIN, and the slow-down after wrong ones.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use bezmen_contract::till::{ListStaff, SignIn, SignOut, StaffTile, StatusView};
use bezmen_domain::id::PersonId;

use crate::answer::Answer;
use crate::engine::{Engine, lock};
use crate::refusal::Refusal;
use crate::status;
use crate::store::{self, PersonRecord, PinAttempt, StoreError};

/// Wrong PINs before the first pause.
const FREE_TRIES: u32 = 5;

/// The first pause; each further wrong PIN doubles it.
const FIRST_PAUSE_MS: i64 = 30_000;

/// The longest pause: an hour keeps a guesser to some twenty tries a day and a forgetful person out for no longer.
const LONGEST_PAUSE_MS: i64 = 3_600_000;

/// Longer input than any PIN is not even hashed.
const MAX_PIN_CHARS: usize = 32;

impl Answer for ListStaff {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<StaffTile>, Refusal> {
        let now_ms = engine.clock.now_ms();
        let staff = engine.store.read(store::staff)?;
        Ok(staff
            .into_iter()
            .map(|(person, attempt)| StaffTile {
                person_id: person.id,
                name: person.name,
                role: person.role,
                has_pin: person.pin_hash.is_some(),
                locked_until_ms: pause_left(&attempt, now_ms).map(|left| now_ms + left),
            })
            .collect())
    }
}

impl Answer for SignIn {
    fn answer(self, engine: &Arc<Engine>) -> Result<StatusView, Refusal> {
        let person = check_pin(engine, self.person_id, &self.pin)?;
        engine.set_signed_in(Some(person.id));
        tracing::info!(person.id = %person.id, "somebody has signed in");
        status::announce(engine)
    }
}

impl Answer for SignOut {
    fn answer(self, engine: &Arc<Engine>) -> Result<StatusView, Refusal> {
        engine.set_signed_in(None);
        status::announce(engine)
    }
}

/// Checks a PIN and counts wrong ones. A wrong one is on disk before the answer, so a restart forgives nothing.
pub fn check_pin(engine: &Arc<Engine>, id: PersonId, pin: &str) -> Result<PersonRecord, Refusal> {
    let _one_at_a_time = lock(&engine.pin_gate);
    let now_ms = engine.clock.now_ms();
    let (person, attempt) = engine.store.read(|connection| {
        let person = store::get_person(connection, id)?.ok_or(Refusal::PersonUnknown)?;
        Ok::<_, Refusal>((person, store::pin_attempt(connection, id)?))
    })?;
    if let Some(left) = pause_left(&attempt, now_ms) {
        return Err(Refusal::PinLocked {
            seconds: (left + 999) / 1000,
        });
    }
    let hash = person.pin_hash.as_deref().ok_or(Refusal::PinMissing)?;
    if pin.chars().count() <= MAX_PIN_CHARS && is_pin(pin, hash)? {
        if attempt != PinAttempt::default() {
            engine
                .store
                .write(move |tx| store::clear_pin_attempts(tx, id))?;
        }
        return Ok(person);
    }
    let wrong = attempt.wrong.saturating_add(1);
    let after = PinAttempt {
        wrong,
        last_wrong_ms: now_ms,
        locked_until_ms: now_ms + pause_after(wrong),
    };
    engine
        .store
        .write(move |tx| store::save_pin_attempt(tx, id, after))?;
    tracing::warn!(person.id = %id, attempts = wrong, "a wrong PIN was typed");
    Err(Refusal::PinWrong {
        left: FREE_TRIES.saturating_sub(wrong),
    })
}

/// Whether a PIN is that of a hash.
pub fn is_pin(pin: &str, hash: &str) -> Result<bool, Refusal> {
    let hash = PasswordHash::new(hash)
        .map_err(|error| StoreError::Unreadable(format!("PIN hash: {error}")))?;
    Ok(Argon2::default()
        .verify_password(pin.as_bytes(), &hash)
        .is_ok())
}

fn pause_after(wrong: u32) -> i64 {
    match wrong.checked_sub(FREE_TRIES) {
        None => 0,
        Some(more) => FIRST_PAUSE_MS
            .saturating_mul(1_i64 << more.min(20))
            .min(LONGEST_PAUSE_MS),
    }
}

/// A clock that was set back makes no pause longer than it was meant to be.
fn pause_left(attempt: &PinAttempt, now_ms: i64) -> Option<i64> {
    let left = (attempt.locked_until_ms - now_ms).min(pause_after(attempt.wrong));
    (left > 0).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_begin_after_five_wrong_pins_and_double() {
        let pauses: Vec<i64> = (0..8).map(|wrong| pause_after(wrong) / 1000).collect();
        assert_eq!(pauses, [0, 0, 0, 0, 0, 30, 60, 120]);
        assert_eq!(pause_after(u32::MAX), LONGEST_PAUSE_MS);
    }
}
