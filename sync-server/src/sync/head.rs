use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::wire::HeadReply;
use bezmen_sync::chain::GENESIS;
use serde::Deserialize;

use super::paired_till::PairedTill;
use super::server_epoch::server_epoch;
use super::upgrade::count_what_is_known_now;
use crate::app::App;
use crate::platform::db::{hex, sql};
use crate::platform::http::ApiResult;

#[derive(Debug, Deserialize)]
pub(super) struct HeadQuery {
    /// The till's incarnation; the one in force when absent.
    epoch: Option<u32>,
}

/// Says what the ledger has of a till.
pub(super) async fn head(
    State(app): State<App>,
    till: PairedTill,
    Query(query): Query<HeadQuery>,
) -> ApiResult<Json<HeadReply>> {
    count_what_is_known_now(&app, till.tenant_id);
    let mut tx = app.db.read(till.tenant_id).await?;
    let in_force = sql("select epoch from terminal where tenant_id = $1 and id = $2")
        .bind(till.tenant_id)
        .bind(till.terminal_id)
        .number(&mut tx)
        .await?;
    // A till that was switched off or replaced has no newer incarnation to take: it first sends what it holds, under the
    // incarnation it knows, and the server keeps that aside.
    let asked = query.epoch.map_or(in_force, i64::from);
    let epoch = if till.is_active { in_force } else { asked };
    let found: Option<(i64, Vec<u8>)> =
        sql("select last_seq, last_hash from terminal_head where tenant_id = $1 and terminal_id = $2 and epoch = $3")
            .bind(till.tenant_id)
            .bind(till.terminal_id)
            .bind(asked)
            .optional(&mut tx)
            .await?;
    let (last_seq, last_hash) = found.unwrap_or_else(|| (0, GENESIS.to_vec()));
    Ok(Json(HeadReply {
        epoch: u32::try_from(epoch).unwrap_or(u32::MAX),
        received_through: last_seq.cast_unsigned(),
        head_hash: hex(&last_hash),
        server_epoch: server_epoch(&mut tx).await?,
        server_time_ms: app.clock.now_ms(),
    }))
}
