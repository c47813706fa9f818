//! Sync with the tills: pairing, push into the ledger, pull of the streams, snapshots, hints. The protocol is
//! `bezmen_contract::wire`; what a push means is decided by `bezmen_sync::ledger`.

mod head;
mod hints;
mod pair;
mod paired_till;
mod pairing_code;
mod pull;
mod push;
mod push_size;
mod refusals;
mod server_epoch;
mod snapshot;
mod streams;
mod upgrade;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

pub use pairing_code::{PAIRING_MINUTES, canonical_code};
pub use push::{ReplayedBy, ReplayedOps, release_quarantined, replay_parked};
pub use push_size::limit_push;
pub use server_epoch::{raise_server_epoch, server_epoch};
pub use upgrade::Upgrades;

use crate::app::App;

/// Where runs of operations go.
const PUSH_PATH: &str = "/v1/push";

/// The room's calls: method, address, handler.
fn calls() -> [(&'static str, &'static str, MethodRouter<App>); 8] {
    [
        ("POST", "/v1/pair/start", post(pair::start)),
        ("POST", "/v1/pair/poll", post(pair::poll)),
        ("POST", PUSH_PATH, post(push::push)),
        ("GET", "/v1/pull", get(pull::pull)),
        ("GET", "/v1/head", get(head::head)),
        ("POST", "/v1/snapshot", post(snapshot::make)),
        ("GET", "/v1/snapshot/{id}", get(snapshot::fetch)),
        ("GET", "/v1/hints", get(hints::hints)),
    ]
}

/// The room's routes, `/v1/…`.
pub fn routes() -> Router<App> {
    calls()
        .into_iter()
        .fold(Router::new(), |router, (_, path, handler)| {
            router.route(path, handler)
        })
}

/// Method and address of each call, for whoever has to walk over all of them.
pub fn endpoints() -> Vec<(&'static str, &'static str)> {
    calls()
        .into_iter()
        .map(|(method, path, _)| (method, path))
        .collect()
}
