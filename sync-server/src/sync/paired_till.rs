use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use uuid::Uuid;

use super::refusals;
use crate::app::App;
use crate::platform::db::{DbError, Key, Tx, sql};
use crate::platform::http::ApiError;
use crate::platform::secret::token_hash;

/// The time a till was last seen is written no more often than this, or every poll would be a write.
const TOUCH_EVERY_MS: i64 = 20_000;

/// Names the till's own clock in a request, milliseconds since 1970 UTC.
const CLOCK_HEADER: &str = "bezmen-clock-ms";

/// Names the till's version in a request.
const VERSION_HEADER: &str = "bezmen-version";

/// The till that asks, by its token. A handler that takes it answers 401 to everybody else.
#[derive(Debug, Clone)]
pub struct PairedTill {
    /// The company.
    pub tenant_id: TenantId,
    /// The store.
    pub store_id: StoreId,
    /// The till.
    pub terminal_id: TerminalId,
    /// Whether it may pull, and whether what it pushes counts.
    pub is_active: bool,
    /// Incarnation of the token.
    pub token_epoch: u32,
    /// Whether another machine has taken its place since.
    pub is_replaced: bool,
    /// Hash of the token.
    pub(super) token_hash: Vec<u8>,
}

impl PairedTill {
    /// Refuses a till that was revoked, replaced or put into quarantine.
    pub fn require_active(&self) -> Result<(), ApiError> {
        if self.is_active {
            Ok(())
        } else {
            Err(refusals::REVOKED.into())
        }
    }

    /// The incarnation of the token, read again when it seems to lie before the one in force: a fork that was found a moment
    /// ago takes the tokens of its till along, and must not be taken for another machine.
    pub(super) async fn token_epoch_now(&self, tx: &mut Tx, in_force: u32) -> Result<u32, DbError> {
        if self.token_epoch >= in_force {
            return Ok(self.token_epoch);
        }
        let found: Option<(i64,)> =
            sql("select epoch from terminal_token where tenant_id = $1 and token_hash = $2")
                .bind(self.tenant_id)
                .bind(&self.token_hash[..])
                .optional(tx)
                .await?;
        Ok(found.map_or(self.token_epoch, |(epoch,)| {
            u32::try_from(epoch).unwrap_or(u32::MAX)
        }))
    }

    /// Takes the token along to an incarnation that was begun before the database was restored from a backup, and which the
    /// till goes on with. It is the same machine, and must not be taken for one that was replaced.
    pub(super) async fn raise_token_epoch(&self, tx: &mut Tx, epoch: u32) -> Result<(), DbError> {
        sql("update terminal_token set epoch = $3 where tenant_id = $1 and token_hash = $2 and epoch < $3")
            .bind(self.tenant_id)
            .bind(&self.token_hash[..])
            .bind(epoch)
            .run(tx)
            .await?;
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct TerminalRecord {
    store_id: Uuid,
    epoch: i64,
    app_version: String,
    last_seen_at_ms: Option<i64>,
    revoked_at_ms: Option<i64>,
    quarantined_at_ms: Option<i64>,
}

impl FromRequestParts<App> for PairedTill {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = bearer(&parts.headers).ok_or(refusals::UNKNOWN_TILL)?;
        let token_hash = token_hash(token).to_vec();
        let mut tx = app.db.read_by_key(Key::TerminalToken(&token_hash)).await?;
        let found: Option<(Uuid, Uuid, i64, Option<i64>)> =
            sql("select tenant_id, terminal_id, epoch, used_at_ms from terminal_token where token_hash = $1")
                .bind(&token_hash[..])
                .optional(&mut tx)
                .await?;
        let Some((tenant_id, terminal_id, token_epoch, used_at_ms)) = found else {
            return Err(refusals::UNKNOWN_TILL.into());
        };
        let tenant_id = TenantId::from_uuid(tenant_id);
        let terminal_id = TerminalId::from_uuid(terminal_id);
        tx.enter(tenant_id).await?;
        let terminal: TerminalRecord = sql(
            "select store_id, epoch, app_version, last_seen_at_ms, revoked_at_ms, quarantined_at_ms \
             from terminal where tenant_id = $1 and id = $2",
        )
        .bind(tenant_id)
        .bind(terminal_id)
        .one(&mut tx)
        .await?;
        tx.rollback().await?;

        let now_ms = app.clock.now_ms();
        let seen = Seen::of(&parts.headers, now_ms);
        let is_old = terminal
            .last_seen_at_ms
            .is_none_or(|seen| (now_ms - seen).abs() > TOUCH_EVERY_MS);
        let is_new_version = seen
            .app_version
            .is_some_and(|version| version != terminal.app_version);
        let is_replaced = token_epoch < terminal.epoch;
        // What a replaced machine says of itself is nothing about the one in its place.
        if used_at_ms.is_none() || (!is_replaced && (is_old || is_new_version)) {
            let mut tx = app.db.write(tenant_id).await?;
            if !is_replaced {
                touch(&mut tx, tenant_id, terminal_id, &seen).await?;
            }
            mark_used(&mut tx, tenant_id, &token_hash, now_ms).await?;
            tx.commit().await?;
        }
        let is_active = terminal.revoked_at_ms.is_none()
            && terminal.quarantined_at_ms.is_none()
            && !is_replaced;
        Ok(Self {
            tenant_id,
            store_id: StoreId::from_uuid(terminal.store_id),
            terminal_id,
            is_active,
            token_epoch: u32::try_from(token_epoch).unwrap_or(u32::MAX),
            is_replaced,
            token_hash,
        })
    }
}

/// What a request says about the till by the way.
struct Seen<'a> {
    now_ms: i64,
    app_version: Option<&'a str>,
    clock_skew_ms: Option<i64>,
}

impl<'a> Seen<'a> {
    fn of(headers: &'a HeaderMap, now_ms: i64) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let clock_ms: Option<i64> = text(CLOCK_HEADER).and_then(|text| text.parse().ok());
        Self {
            now_ms,
            app_version: text(VERSION_HEADER).filter(|version| version.len() <= 64),
            clock_skew_ms: clock_ms.map(|clock_ms| clock_ms.saturating_sub(now_ms)),
        }
    }
}

async fn touch(
    tx: &mut Tx,
    tenant_id: TenantId,
    terminal_id: TerminalId,
    seen: &Seen<'_>,
) -> Result<(), DbError> {
    sql(
        "update terminal set last_seen_at_ms = $3, app_version = coalesce($4, app_version), \
         clock_skew_ms = coalesce($5, clock_skew_ms) where tenant_id = $1 and id = $2",
    )
    .bind(tenant_id)
    .bind(terminal_id)
    .bind(seen.now_ms)
    .bind(seen.app_version)
    .bind(seen.clock_skew_ms)
    .run(tx)
    .await?;
    Ok(())
}

async fn mark_used(
    tx: &mut Tx,
    tenant_id: TenantId,
    token_hash: &[u8],
    now_ms: i64,
) -> Result<(), DbError> {
    sql("update terminal_token set used_at_ms = $3 where tenant_id = $1 and token_hash = $2 and used_at_ms is null")
        .bind(tenant_id)
        .bind(token_hash)
        .bind(now_ms)
        .run(tx)
        .await?;
    Ok(())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
