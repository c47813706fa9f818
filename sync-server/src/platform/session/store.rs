use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::Role;
use uuid::Uuid;

use super::Signed;
use crate::app::App;
use crate::platform::db::{DbError, Key, Tx, sql};
use crate::platform::http::ApiError;
use crate::platform::secret::{new_token, token_hash};

/// A session ends when it was not used for so long.
pub(super) const SESSION_DAYS: i64 = 14;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The time of the last use is written no more often than this, or every request would be a write.
const TOUCH_EVERY_MS: i64 = 5 * 60 * 1000;

/// Whose session to start.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// The company.
    pub tenant_id: TenantId,
    /// The person.
    pub person_id: PersonId,
    /// What the browser calls itself, for the list of sessions.
    pub user_agent: &'a str,
}

/// Starts a session and returns its token, which is kept nowhere. Sessions of the company that have ended are removed on
/// the way.
pub async fn start_session(
    tx: &mut Tx,
    now_ms: i64,
    new: NewSession<'_>,
) -> Result<String, DbError> {
    sql("delete from session where tenant_id = $1 and expires_at_ms < $2")
        .bind(new.tenant_id)
        .bind(now_ms)
        .run(tx)
        .await?;
    let token = new_token();
    let user_agent: String = new.user_agent.chars().take(200).collect();
    sql("insert into session (tenant_id, token_hash, person_id, user_agent, created_at_ms, last_seen_at_ms, expires_at_ms) \
         values ($1, $2, $3, $4, $5, $5, $6)")
    .bind(new.tenant_id)
    .bind(token_hash(&token))
    .bind(new.person_id)
    .bind(user_agent)
    .bind(now_ms)
    .bind(now_ms + SESSION_DAYS * DAY_MS)
    .run(tx)
    .await?;
    Ok(token)
}

/// Ends a session.
pub async fn end_session(
    tx: &mut Tx,
    tenant_id: TenantId,
    token_hash: &[u8],
) -> Result<(), DbError> {
    sql("delete from session where tenant_id = $1 and token_hash = $2")
        .bind(tenant_id)
        .bind(token_hash)
        .run(tx)
        .await?;
    Ok(())
}

/// Finds the living session of a token and the person it belongs to, if that person may still sign in.
pub(super) async fn find_session(app: &App, token_hash: &[u8]) -> Result<Option<Signed>, ApiError> {
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.read_by_key(Key::Session(token_hash)).await?;
    let session: Option<(Uuid, Uuid, i64)> = sql(
        "select tenant_id, person_id, last_seen_at_ms from session where token_hash = $1 and expires_at_ms >= $2",
    )
    .bind(token_hash)
    .bind(now_ms)
    .optional(&mut tx)
    .await?;
    let Some((tenant_id, person_id, last_seen_at_ms)) = session else {
        return Ok(None);
    };
    let tenant_id = TenantId::from_uuid(tenant_id);
    tx.enter(tenant_id).await?;
    let role: Option<(String,)> =
        sql("select role from person where tenant_id = $1 and id = $2 and active = true and email is not null")
            .bind(tenant_id)
            .bind(person_id)
            .optional(&mut tx)
            .await?;
    tx.rollback().await?;
    let Some(role) = role.and_then(|(role,)| Role::from_code(&role)) else {
        return Ok(None);
    };
    if now_ms - last_seen_at_ms > TOUCH_EVERY_MS {
        touch(app, tenant_id, token_hash, now_ms).await?;
    }
    Ok(Some(Signed {
        tenant_id,
        person_id: PersonId::from_uuid(person_id),
        role,
        token_hash: token_hash.to_vec(),
    }))
}

async fn touch(
    app: &App,
    tenant_id: TenantId,
    token_hash: &[u8],
    now_ms: i64,
) -> Result<(), DbError> {
    let mut tx = app.db.write(tenant_id).await?;
    sql("update session set last_seen_at_ms = $3, expires_at_ms = $4 where tenant_id = $1 and token_hash = $2")
        .bind(tenant_id)
        .bind(token_hash)
        .bind(now_ms)
        .bind(now_ms + SESSION_DAYS * DAY_MS)
        .run(&mut tx)
        .await?;
    tx.commit().await
}
