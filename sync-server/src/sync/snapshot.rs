//! Files of whole streams, for a first sync: zstd, JSON lines. A file is named by what is in it, so tills share it, and a
//! till that lost its connection goes on where it stopped.

mod file;
mod serve;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, Response};
use bezmen_contract::wire::{SnapshotReply, SnapshotRequest, Stream};
use bezmen_domain::id::TenantId;
use tokio::sync::Mutex as AsyncMutex;
use tokio::time::timeout;

use super::paired_till::PairedTill;
use super::refusals;
use super::server_epoch::server_epoch;
use super::streams::stream_key;
use crate::app::App;
use crate::platform::feed::{self, StreamKey};
use crate::platform::http::{ApiError, ApiResult, refusals as common};

/// A file that is so many revisions old still serves: the rest comes by pages.
const MAX_REVISIONS_BEHIND: u64 = 20_000;

/// A till hangs up on a server that is silent for 20 s; before that it is told to come back for its file.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);

/// When it is to come back.
const COME_BACK_IN_S: u64 = 3;

/// One file of a stream is made at a time; other companies do not wait for it.
static MAKING: Mutex<Option<HashMap<PathBuf, Arc<AsyncMutex<()>>>>> = Mutex::new(None);

/// Makes a file of a stream, or names one that is young enough. A file that takes long is answered by 503 until it is ready.
pub(super) async fn make(
    State(app): State<App>,
    till: PairedTill,
    Json(request): Json<SnapshotRequest>,
) -> ApiResult<Json<SnapshotReply>> {
    till.require_active()?;
    made_within(ANSWERED_WITHIN, app, till, request.stream)
        .await
        .map(Json)
}

async fn made_within(
    limit: Duration,
    app: App,
    till: PairedTill,
    stream: Stream,
) -> ApiResult<SnapshotReply> {
    // A till that gives up waiting asks again: the file must be ready then, so its making does not end with the request.
    let making = tokio::spawn(make_or_find(app, till, stream));
    match timeout(limit, making).await {
        Ok(made) => made.map_err(ApiError::fault)?,
        Err(_) => Err(ApiError::from(common::BUSY).retry_after_s(COME_BACK_IN_S)),
    }
}

async fn make_or_find(app: App, till: PairedTill, stream: Stream) -> ApiResult<SnapshotReply> {
    let stream = stream_key(&till, stream);
    let folder = folder(&app, till.tenant_id);
    let prefix = prefix(stream);
    let lock = lock_of(folder.join(&prefix));
    let _making = lock.lock().await;

    let mut tx = app.db.read(till.tenant_id).await?;
    let head = feed::head(&mut tx, till.tenant_id, stream).await?;
    let server_epoch = server_epoch(&mut tx).await?;
    let newest = head.rev.cast_unsigned();
    if let Some(known) = file::newest(&folder, &prefix).await {
        let is_same_server = known.server_epoch == server_epoch && known.upto <= newest;
        if is_same_server && newest - known.upto <= MAX_REVISIONS_BEHIND.min(known.rows / 4) {
            return Ok(known);
        }
    }
    let making = file::Making {
        folder: &folder,
        prefix: &prefix,
        tenant_id: till.tenant_id,
        stream,
        head,
        server_epoch,
    };
    let made = making.run(&mut tx).await.map_err(ApiError::fault)?;
    tracing::info!(tenant.id = %till.tenant_id, stream = %stream.name(), snapshot.rows = made.rows, snapshot.bytes = made.bytes, "a snapshot was made");
    Ok(made)
}

/// Serves a file, or a part of it.
pub(super) async fn fetch(
    State(app): State<App>,
    till: PairedTill,
    UrlPath(id): UrlPath<String>,
    headers: HeaderMap,
) -> ApiResult<Response<Body>> {
    till.require_active()?;
    let is_name = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_own = [
        StreamKey::Tenant,
        StreamKey::Store(till.store_id),
        StreamKey::Terminal(till.terminal_id),
    ]
    .into_iter()
    .any(|stream| id.starts_with(&prefix(stream)));
    if !is_name || !is_own {
        return Err(refusals::SNAPSHOT_GONE.into());
    }
    let path = folder(&app, till.tenant_id).join(format!("{id}.zst"));
    serve::part_of(&path, &headers).await
}

fn folder(app: &App, tenant_id: TenantId) -> PathBuf {
    Path::new(&*app.data)
        .join("snapshots")
        .join(tenant_id.to_string())
}

/// How the names of a stream's files begin.
fn prefix(stream: StreamKey) -> String {
    format!("{}-", stream.name().replace(':', "-"))
}

fn lock_of(key: PathBuf) -> Arc<AsyncMutex<()>> {
    let mut locks = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(locks.get_or_insert_default().entry(key).or_default())
}
