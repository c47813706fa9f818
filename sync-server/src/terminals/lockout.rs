use bezmen_domain::id::{PersonId, TenantId};

use super::refusals;
use crate::app::App;
use crate::platform::db::{DbError, sql};
use crate::platform::http::ApiError;

/// Wrong codes a person may type before they must wait.
const TRIES: i64 = 5;

/// How long they wait. The code they meant has run out by then.
const LOCKED_MS: i64 = 10 * 60_000;

/// Refuses a person who has typed too many wrong codes.
pub(super) async fn refuse_if_locked(
    app: &App,
    tenant_id: TenantId,
    person_id: PersonId,
) -> Result<(), ApiError> {
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.read(tenant_id).await?;
    let locked: Option<(i64,)> = sql(
        "select locked_until_ms from pairing_try where tenant_id = $1 and person_id = $2 and locked_until_ms > $3",
    )
    .bind(tenant_id)
    .bind(person_id)
    .bind(now_ms)
    .optional(&mut tx)
    .await?;
    match locked {
        Some((until_ms,)) => {
            let seconds = u64::try_from((until_ms - now_ms) / 1000 + 1).unwrap_or(1);
            Err(ApiError::from(refusals::TOO_MANY_TRIES).retry_after_s(seconds))
        }
        None => Ok(()),
    }
}

/// Counts a wrong code; those of an earlier lock-out are forgotten.
pub(super) async fn count_failure(
    app: &App,
    tenant_id: TenantId,
    person_id: PersonId,
) -> Result<(), DbError> {
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write(tenant_id).await?;
    let failures = sql(
        "insert into pairing_try (tenant_id, person_id, failures, last_failed_at_ms, locked_until_ms) values ($1, $2, 1, $3, 0) \
         on conflict (tenant_id, person_id) do update set last_failed_at_ms = $3, failures = \
         case when pairing_try.last_failed_at_ms < $3 - $4 or pairing_try.failures >= $5 then 1 else pairing_try.failures + 1 end \
         returning failures",
    )
    .bind(tenant_id)
    .bind(person_id)
    .bind(now_ms)
    .bind(LOCKED_MS)
    .bind(TRIES)
    .number(&mut tx)
    .await?;
    if failures >= TRIES {
        sql("update pairing_try set locked_until_ms = $3 where tenant_id = $1 and person_id = $2")
            .bind(tenant_id)
            .bind(person_id)
            .bind(now_ms + LOCKED_MS)
            .run(&mut tx)
            .await?;
    }
    tx.commit().await
}
