use sha2::{Digest, Sha256};

use super::refusals;
use crate::app::App;
use crate::platform::db::{Key, hex, sql};
use crate::platform::http::ApiError;

/// Failures in a row that cost nothing: people mistype.
const FREE_FAILURES: i64 = 5;

/// Failures older than this are forgotten.
const MEMORY_MS: i64 = 60 * 60 * 1000;

const MINUTE_MS: i64 = 60_000;

/// The longest wait: long enough to make guessing hopeless, short enough for an owner who is locked out by somebody else.
const MAX_WAIT_MIN: i64 = 15;

/// Counts an attempt *before* the password is compared, so that many attempts at once count as many.
pub(super) async fn count_attempt(app: &App, email: &str) -> Result<(), ApiError> {
    let (key, now_ms) = (key(email), app.clock.now_ms());
    let mut tx = app.db.write_by_key(Key::LoginAttempt(&key)).await?;
    let found: Option<(i64, i64, i64)> = sql(
        "select failures, last_failed_at_ms, locked_until_ms from login_attempt where key = $1",
    )
    .bind(&key)
    .optional(&mut tx)
    .await?;
    let (failures, last_ms, locked_until_ms) = found.unwrap_or_default();
    if locked_until_ms > now_ms {
        let wait_ms = locked_until_ms - now_ms;
        let minutes = (wait_ms + MINUTE_MS - 1) / MINUTE_MS;
        return Err(refusals::TOO_MANY_ATTEMPTS
            .about(minutes)
            .retry_after_s((wait_ms / 1000 + 1).unsigned_abs()));
    }
    let failures = if now_ms - last_ms > MEMORY_MS {
        1
    } else {
        failures + 1
    };
    let wait_min = match failures - FREE_FAILURES {
        over @ 1.. => (1_i64 << over.min(10)).min(MAX_WAIT_MIN),
        _ => 0,
    };
    sql("insert into login_attempt (key, failures, last_failed_at_ms, locked_until_ms) values ($1, $2, $3, $4) \
         on conflict (key) do update set failures = excluded.failures, last_failed_at_ms = excluded.last_failed_at_ms, \
         locked_until_ms = excluded.locked_until_ms")
    .bind(&key)
    .bind(failures)
    .bind(now_ms)
    .bind(now_ms + wait_min * MINUTE_MS)
    .run(&mut tx)
    .await?;
    Ok(tx.commit().await?)
}

/// Forgets the attempts: the right password came.
pub(super) async fn forget_attempts(app: &App, email: &str) -> Result<(), ApiError> {
    let key = key(email);
    let mut tx = app.db.write_by_key(Key::LoginAttempt(&key)).await?;
    sql("delete from login_attempt where key = $1")
        .bind(&key)
        .run(&mut tx)
        .await?;
    Ok(tx.commit().await?)
}

fn key(email: &str) -> String {
    hex(&Sha256::digest(email.as_bytes()))
}
