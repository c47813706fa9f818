//! What the server has of a till and does not count: showing it, letting it count, trying it again.

mod reasons;
mod sums;

use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::terminals::{Aside, AsideCounted, AsideKind};
use bezmen_domain::id::{TenantId, TerminalId};
use bezmen_domain::locale::Locale;
use bezmen_domain::permission::Permission;

use super::record::find_terminal;
use crate::app::App;
use crate::platform::db::{Tx, sql_built};
use crate::platform::http::{ApiError, ApiResult, Language, refusals};
use crate::platform::session::Signed;
use crate::sync::{ReplayedBy, ReplayedOps, release_quarantined, replay_parked};

/// Lists what the server has of a till and does not count, reason by reason.
#[utoipa::path(get, path = "/terminals/{id}/aside", tag = "terminals", params(("id" = TerminalId, Path)), responses((status = 200, body = Vec<Aside>)))]
pub async fn list(
    State(app): State<App>,
    signed: Signed,
    Language(locale): Language,
    Path(id): Path<TerminalId>,
) -> ApiResult<Json<Vec<Aside>>> {
    signed.require(Permission::ViewReports)?;
    let mut tx = app.db.read(signed.tenant_id).await?;
    expect_terminal(&mut tx, signed.tenant_id, id).await?;
    Ok(Json(load(&mut tx, signed.tenant_id, id, locale).await?))
}

/// Lets count what was kept aside because the till had been switched off or replaced.
#[utoipa::path(post, path = "/terminals/{id}/aside/release", tag = "terminals", params(("id" = TerminalId, Path)), responses((status = 200, body = AsideCounted)))]
pub async fn release(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<TerminalId>,
) -> ApiResult<Json<AsideCounted>> {
    let by = allowed(&app, &signed, id).await?;
    // Whoever asked may give up waiting; what was begun is finished and written into the audit all the same.
    let work =
        tokio::spawn(async move { release_quarantined(&app.db, signed.tenant_id, id, by).await });
    Ok(counted(work.await.map_err(ApiError::fault)??))
}

/// Tries once more to count what could not be counted.
#[utoipa::path(post, path = "/terminals/{id}/aside/replay", tag = "terminals", params(("id" = TerminalId, Path)), responses((status = 200, body = AsideCounted)))]
pub async fn replay(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<TerminalId>,
) -> ApiResult<Json<AsideCounted>> {
    let by = allowed(&app, &signed, id).await?;
    let work =
        tokio::spawn(async move { replay_parked(&app.db, signed.tenant_id, Some(id), by).await });
    Ok(counted(work.await.map_err(ApiError::fault)??))
}

/// Sales that come to count change the day's takings, so it needs somebody who may consent to that.
async fn allowed(app: &App, signed: &Signed, id: TerminalId) -> ApiResult<ReplayedBy> {
    signed.require(Permission::Approve)?;
    let mut tx = app.db.read(signed.tenant_id).await?;
    expect_terminal(&mut tx, signed.tenant_id, id).await?;
    Ok(ReplayedBy {
        person_id: Some(signed.person_id),
        at_ms: app.clock.now_ms(),
    })
}

async fn expect_terminal(tx: &mut Tx, tenant_id: TenantId, id: TerminalId) -> ApiResult<()> {
    let found = find_terminal(tx, tenant_id, id).await?;
    found.map(drop).ok_or_else(|| refusals::NOT_FOUND.into())
}

fn counted(ops: ReplayedOps) -> Json<AsideCounted> {
    Json(AsideCounted {
        counted: ops.applied,
        parked: ops.parked,
    })
}

/// The word in the ledger. It stands in the text of a statement and is not bound to it: the indexes of what does not count
/// hold nothing else, and are found by that word.
fn word(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Quarantined => "quarantined",
        AsideKind::Parked => "parked",
    }
}

#[derive(sqlx::FromRow)]
struct Columns {
    reason: String,
    operations: i64,
    receipts: i64,
    first_at_ms: i64,
    last_at_ms: i64,
}

async fn load(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: TerminalId,
    locale: Locale,
) -> ApiResult<Vec<Aside>> {
    let mut asides = Vec::new();
    for kind in [AsideKind::Quarantined, AsideKind::Parked] {
        let text = format!(
            "select reason, count(*) as operations, count(case when kind in ('sale', 'return') then 1 end) as receipts, \
             min(wall_ms) as first_at_ms, max(wall_ms) as last_at_ms from op \
             where tenant_id = $1 and terminal_id = $2 and outcome = '{}' group by reason order by reason",
            word(kind)
        );
        let rows: Vec<Columns> = sql_built(text).bind(tenant_id).bind(id).all(tx).await?;
        for row in rows {
            let amount = if row.receipts == 0 {
                None
            } else {
                sums::net(tx, tenant_id, id, kind, &row.reason).await?
            };
            asides.push(Aside {
                kind,
                message: reasons::sentence(kind, &row.reason).pick(locale),
                reason: row.reason,
                operations: row.operations.unsigned_abs(),
                receipts: row.receipts.unsigned_abs(),
                amount,
                first_at_ms: row.first_at_ms,
                last_at_ms: row.last_at_ms,
            });
        }
    }
    Ok(asides)
}
