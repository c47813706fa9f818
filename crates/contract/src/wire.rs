//! The sync protocol between a till and the server. Do not modify a released field: tills in shops speak it for years.
//!
//! Fields are only added, always with `#[serde(default)]`; golden files in `tests/golden` freeze each version.
//! All times are milliseconds since 1970 UTC. All bodies are JSON, `content-encoding` gzip or zstd.
//!
//! | call | what |
//! |---|---|
//! | `POST /v1/pair/start` | [`PairStart`] → [`PairStarted`], no authentication |
//! | `POST /v1/pair/poll` | [`PairPoll`] → [`PairPolled`], no authentication but the device code |
//! | `POST /v1/push` | [`PushRequest`] → [`PushReply`]; 409 with [`PushConflict`] |
//! | `GET /v1/pull?stream=&after=&limit=` | [`PullPage`]; 410 with code `RESYNC` below the floor or above the head, `details.snapshot` says where to read anew |
//! | `GET /v1/head?epoch=` | [`HeadReply`]: what the server has of this terminal in that epoch |
//! | `POST /v1/snapshot` | [`SnapshotRequest`] → [`SnapshotReply`] |
//! | `GET /v1/snapshot/{id}` | the file, zstd JSON lines of [`FeedRow`], `Range` honoured |
//! | `GET /v1/hints` | server-sent events [`Hint`], no data in them |
//!
//! All but the first two carry `authorization: Bearer <terminal token>`.
//! Refusals: 401 `UNAUTHENTICATED`, 403 `REVOKED`, 409 (see [`PushConflict`]), 413, 429 and 503 with `retry-after`.

pub mod fact;
mod feed;
mod pair;
mod push;
pub mod row;

pub use feed::{
    FeedRow, HeadReply, Hint, PullPage, RowKind, SnapshotReply, SnapshotRequest, Stream,
};
pub use pair::{PairPoll, PairPolled, PairStart, PairStarted, PairedTerminal};
pub use push::{OpOutcome, OpRecord, OpResult, PushConflict, PushReply, PushRequest};
