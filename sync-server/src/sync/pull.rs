use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::wire::{PullPage, Stream};
use serde::Deserialize;
use serde_json::json;

use super::paired_till::PairedTill;
use super::refusals;
use super::server_epoch::server_epoch;
use super::streams::stream_key;
use crate::app::App;
use crate::platform::feed;
use crate::platform::http::{ApiError, ApiResult};

/// Most rows of a page: about a megabyte before compression.
const MAX_ROWS: i64 = 5_000;

/// Rows of a page when the till does not say.
const USUAL_ROWS: i64 = 2_000;

/// Oldest revision that can be read by pages. Tombstones are kept for ever, so it is the first.
const FLOOR: i64 = 0;

/// Where a stream is read anew.
const SNAPSHOT: &str = "/v1/snapshot";

#[derive(Debug, Deserialize)]
pub(super) struct PullQuery {
    stream: Stream,
    after: i64,
    limit: Option<i64>,
}

/// Answers the rows of a stream after a revision.
pub(super) async fn pull(
    State(app): State<App>,
    till: PairedTill,
    Query(query): Query<PullQuery>,
) -> ApiResult<Json<PullPage>> {
    till.require_active()?;
    let stream = stream_key(&till, query.stream);
    let limit = query.limit.unwrap_or(USUAL_ROWS).clamp(1, MAX_ROWS);
    // One snapshot: the rows, the head and its checksum agree.
    let mut tx = app.db.read(till.tenant_id).await?;
    let head = feed::head(&mut tx, till.tenant_id, stream).await?;
    if query.after < FLOOR || query.after > head.rev {
        let anew = json!({ "snapshot": SNAPSHOT, "stream": query.stream });
        return Err(ApiError::from(refusals::RESYNC).with_details(anew));
    }
    let mut rows = feed::page(&mut tx, till.tenant_id, stream, query.after, limit + 1).await?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Json(PullPage {
        rows,
        upto: head.rev.cast_unsigned(),
        more,
        floor: FLOOR.cast_unsigned(),
        checksum: (!more).then(|| head.checksum_hex()),
        count: (!more).then_some(head.row_count.cast_unsigned()),
        server_epoch: server_epoch(&mut tx).await?,
    }))
}
