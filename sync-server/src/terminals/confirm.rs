use axum::Json;
use axum::extract::State;
use bezmen_contract::console::terminals::{PairConfirm, Terminal};
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use super::record::{TerminalRecord, lock_terminal, publish_terminal};
use super::series::series_of;
use super::{list, lockout, refusals};
use crate::app::App;
use crate::platform::db::{Key, Tx, sql};
use crate::platform::http::{ApiError, ApiResult, fields, refusals as common};
use crate::platform::session::Signed;
use crate::sync::canonical_code;

/// Pairs a till by the code that it shows.
#[utoipa::path(post, path = "/terminals/pair", tag = "terminals", request_body = PairConfirm, responses((status = 200, body = Terminal)))]
pub async fn confirm(
    State(app): State<App>,
    signed: Signed,
    Json(confirm): Json<PairConfirm>,
) -> ApiResult<Json<Terminal>> {
    signed.require(Permission::ManageTerminals)?;
    let name = fields::name(&confirm.name)?;
    lockout::refuse_if_locked(&app, signed.tenant_id, signed.person_id).await?;
    let Some(code) = canonical_code(&confirm.user_code) else {
        lockout::count_failure(&app, signed.tenant_id, signed.person_id).await?;
        return Err(refusals::UNKNOWN_CODE.into());
    };
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write_by_key(Key::PairingUserCode(&code)).await?;
    let waiting: Option<(String, String)> = sql(
        "select device_name, app_version from pairing where user_code = $1 and state = 'pending' and expires_at_ms >= $2",
    )
    .bind(&code)
    .bind(now_ms)
    .optional(&mut tx)
    .await?;
    let Some((device_name, app_version)) = waiting else {
        tx.rollback().await?;
        lockout::count_failure(&app, signed.tenant_id, signed.person_id).await?;
        return Err(refusals::UNKNOWN_CODE.into());
    };
    tx.enter(signed.tenant_id).await?;
    let new = NewTerminal {
        store_id: confirm.store_id,
        name,
        device_name,
        app_version,
    };
    let terminal = match confirm.replaces {
        None => {
            let id = app.clock.new_id(TerminalId::from_parts);
            insert_terminal(&mut tx, signed.tenant_id, id, new, now_ms).await?
        }
        Some(id) => replace(&mut tx, signed.tenant_id, id, new, now_ms).await?,
    };
    tx.present(Key::PairingUserCode(&code)).await?;
    let taken = sql("update pairing set state = 'approved', tenant_id = $2, terminal_id = $3, epoch = $4 where user_code = $1 \
         and state = 'pending'")
        .bind(&code)
        .bind(signed.tenant_id)
        .bind(terminal.terminal_id)
        .bind(terminal.epoch)
        .run(&mut tx)
        .await?;
    if taken == 0 {
        // Somebody confirmed the same code a moment ago: this till and its token go with the transaction.
        tx.rollback().await?;
        return Err(refusals::UNKNOWN_CODE.into());
    }
    tx.enter(signed.tenant_id).await?;
    let view = list::load_one(&mut tx, signed.tenant_id, terminal.terminal_id, now_ms).await?;
    tx.commit().await?;
    tracing::info!(tenant.id = %signed.tenant_id, terminal.id = %terminal.terminal_id, person.id = %signed.person_id, "a till was paired");
    Ok(Json(view))
}

/// A till to be added.
#[derive(Debug, Clone)]
pub struct NewTerminal {
    /// Where it stands.
    pub store_id: StoreId,
    /// What to call it.
    pub name: String,
    /// What the machine calls itself.
    pub device_name: String,
    /// The version it runs.
    pub app_version: String,
}

/// Adds a till in its first incarnation and fills its stream.
pub async fn insert_terminal(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: TerminalId,
    new: NewTerminal,
    now_ms: i64,
) -> ApiResult<TerminalRecord> {
    refuse_unknown_store(tx, tenant_id, new.store_id).await?;
    // Two tills paired at one moment would take one ordinal; the unique index lets one of them try again.
    let ordinal = sql("select coalesce(max(ordinal), 0) + 1 from terminal where tenant_id = $1")
        .bind(tenant_id)
        .number(tx)
        .await?;
    let terminal = TerminalRecord {
        terminal_id: id,
        store_id: new.store_id,
        name: new.name,
        ordinal,
        epoch: 1,
        series: series_of(ordinal, 1),
        head_seq: 0,
        revoked_at_ms: None,
        forked_at_ms: None,
        quarantined_at_ms: None,
    };
    sql("insert into terminal (tenant_id, id, store_id, name, ordinal, epoch, series, device_name, app_version, paired_at_ms) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(tenant_id)
    .bind(id)
    .bind(terminal.store_id)
    .bind(&terminal.name)
    .bind(ordinal)
    .bind(terminal.epoch)
    .bind(&terminal.series)
    .bind(new.device_name)
    .bind(new.app_version)
    .bind(now_ms)
    .run(tx)
    .await
    .map_err(|error| if error.is_unique_violation() { ApiError::from(common::BUSY).retry_after_s(1) } else { error.into() })?;
    publish_terminal(tx, tenant_id, &terminal, 0).await?;
    Ok(terminal)
}

/// Puts another machine in a till's place. The machine that was there keeps its token and its log, but what it pushes from
/// now on goes to quarantine, and it pulls nothing any more.
async fn replace(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: TerminalId,
    new: NewTerminal,
    now_ms: i64,
) -> ApiResult<TerminalRecord> {
    refuse_unknown_store(tx, tenant_id, new.store_id).await?;
    let known = super::record::find_terminal(tx, tenant_id, id).await?;
    known.ok_or(common::NOT_FOUND)?;
    let mut terminal = lock_terminal(tx, tenant_id, id, None).await?;
    terminal.next_epoch(tx, tenant_id).await?;
    terminal.store_id = new.store_id;
    terminal.name = new.name;
    sql("update terminal set store_id = $3, name = $4, epoch = $5, series = $6, device_name = $7, app_version = $8, \
         paired_at_ms = $9, head_seq = 0, clock_skew_ms = null, revoked_at_ms = null, forked_at_ms = null, \
         quarantined_at_ms = null, revision = revision + 1 where tenant_id = $1 and id = $2")
    .bind(tenant_id)
    .bind(id)
    .bind(terminal.store_id)
    .bind(&terminal.name)
    .bind(terminal.epoch)
    .bind(&terminal.series)
    .bind(new.device_name)
    .bind(new.app_version)
    .bind(now_ms)
    .run(tx)
    .await?;
    publish_terminal(tx, tenant_id, &terminal, 0).await?;
    Ok(terminal)
}

async fn refuse_unknown_store(
    tx: &mut Tx,
    tenant_id: TenantId,
    store_id: StoreId,
) -> ApiResult<()> {
    let found: Option<(Uuid,)> = sql("select id from store where tenant_id = $1 and id = $2")
        .bind(tenant_id)
        .bind(store_id)
        .optional(tx)
        .await?;
    found.map(drop).ok_or_else(|| refusals::NO_STORE.into())
}
