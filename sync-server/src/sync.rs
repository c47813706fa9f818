//! Sync with the tills: pairing, push into the ledger, pull of the streams, snapshots, hints. The protocol is
//! `bezmen_contract::wire`; what a push means is decided by `bezmen_sync::ledger`.

mod head;
mod hints;
mod pair;
mod paired_till;
mod pairing_code;
mod pull;
mod push;
mod refusals;
mod server_epoch;
mod snapshot;
mod streams;

use axum::Router;
use axum::routing::{get, post};

pub use pairing_code::{PAIRING_MINUTES, canonical_code};
pub use push::{ReplayedOps, release_quarantined, replay_parked};
pub use server_epoch::{raise_server_epoch, server_epoch};

use crate::app::App;

/// The room's routes, `/v1/…`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/v1/pair/start", post(pair::start))
        .route("/v1/pair/poll", post(pair::poll))
        .route("/v1/push", post(push::push))
        .route("/v1/pull", get(pull::pull))
        .route("/v1/head", get(head::head))
        .route("/v1/snapshot", post(snapshot::make))
        .route("/v1/snapshot/{id}", get(snapshot::fetch))
        .route("/v1/hints", get(hints::hints))
}
