use axum::Json;
use axum::extract::State;
use bezmen_contract::console::terminals::{Terminal, TerminalState};
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use crate::app::App;
use crate::platform::db::{DbError, Tx, sql};
use crate::platform::http::{ApiResult, refusals};
use crate::platform::session::Signed;

/// A till that was not heard of for so long is shown as offline: two missed polls.
const ONLINE_MS: i64 = 120_000;

/// Lists the tills and how they are.
#[utoipa::path(get, path = "/terminals", tag = "terminals", responses((status = 200, body = Vec<Terminal>)))]
pub async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<Terminal>>> {
    signed.require(Permission::ViewReports)?;
    let mut tx = app.db.read(signed.tenant_id).await?;
    Ok(Json(
        load(&mut tx, signed.tenant_id, None, app.clock.now_ms()).await?,
    ))
}

/// Reads one till.
pub(super) async fn load_one(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: TerminalId,
    now_ms: i64,
) -> ApiResult<Terminal> {
    load(tx, tenant_id, Some(id), now_ms)
        .await?
        .pop()
        .ok_or_else(|| refusals::NOT_FOUND.into())
}

#[derive(sqlx::FromRow)]
struct Columns {
    id: Uuid,
    name: String,
    store_id: Uuid,
    store: String,
    epoch: i64,
    series: String,
    app_version: String,
    paired_at_ms: i64,
    last_seen_at_ms: Option<i64>,
    revoked_at_ms: Option<i64>,
    quarantined_at_ms: Option<i64>,
    clock_skew_ms: Option<i64>,
    head_seq: i64,
    // Of the incarnation in force.
    last_seq: i64,
    // Of all incarnations.
    received: i64,
    parked: i64,
    quarantined: i64,
}

async fn load(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: Option<TerminalId>,
    now_ms: i64,
) -> Result<Vec<Terminal>, DbError> {
    let rows: Vec<Columns> = sql(
        "select t.id, t.name, t.store_id, s.name as store, t.epoch, t.series, t.app_version, t.paired_at_ms, \
         t.last_seen_at_ms, t.revoked_at_ms, t.quarantined_at_ms, t.clock_skew_ms, t.head_seq, \
         coalesce((select h.last_seq from terminal_head h where h.tenant_id = t.tenant_id and h.terminal_id = t.id and h.epoch = t.epoch), 0) as last_seq, \
         cast(coalesce((select sum(h.last_seq) from terminal_head h where h.tenant_id = t.tenant_id and h.terminal_id = t.id), 0) as bigint) as received, \
         (select count(*) from op o where o.tenant_id = t.tenant_id and o.terminal_id = t.id and o.outcome = 'parked') as parked, \
         (select count(*) from op o where o.tenant_id = t.tenant_id and o.terminal_id = t.id and o.outcome = 'quarantined') as quarantined \
         from terminal t join store s on s.tenant_id = t.tenant_id and s.id = t.store_id \
         where t.tenant_id = $1 and ($2 is null or t.id = $2) order by s.name, t.name, t.id limit 1000",
    )
    .bind(tenant_id)
    .bind(id)
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| view(row, now_ms)).collect())
}

fn view(row: Columns, now_ms: i64) -> Terminal {
    let state = if row.revoked_at_ms.is_some() {
        TerminalState::Revoked
    } else if row.quarantined_at_ms.is_some() {
        TerminalState::Quarantined
    } else {
        TerminalState::Active
    };
    Terminal {
        terminal_id: TerminalId::from_uuid(row.id),
        name: row.name,
        store_id: StoreId::from_uuid(row.store_id),
        store: row.store,
        state,
        epoch: u32::try_from(row.epoch).unwrap_or(u32::MAX),
        series: row.series,
        app_version: row.app_version,
        paired_at_ms: row.paired_at_ms,
        last_seen_ms: row.last_seen_at_ms,
        online: row
            .last_seen_at_ms
            .is_some_and(|seen| now_ms - seen < ONLINE_MS),
        received_ops: row.received.cast_unsigned(),
        waiting_ops: (row.head_seq - row.last_seq).max(0).cast_unsigned(),
        parked_ops: row.parked.cast_unsigned(),
        quarantined_ops: row.quarantined.cast_unsigned(),
        clock_skew_ms: row.clock_skew_ms,
    }
}
