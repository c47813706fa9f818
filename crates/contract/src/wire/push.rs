//! Push: one append-only log per terminal.

use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{OpId, TerminalId};
use serde::{Deserialize, Serialize};

/// One operation of a till's log.
///
/// `hash` and `prev_hash` are 32 bytes as 64 lower-case hex digits; the hash covers
/// `prev_hash ‖ header ‖ body` (`bezmen_sync::chain` has the exact bytes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpRecord {
    /// Dense 1, 2, 3… within (terminal, epoch).
    pub seq: u64,
    /// Idempotency key for ever.
    pub op_id: OpId,
    /// Which fact, such as `sale`; see [`super::fact`].
    #[serde(rename = "type")]
    pub kind: String,
    /// Version of the body.
    pub v: u16,
    /// Hybrid logical clock.
    pub hlc: Hlc,
    /// The till's own clock.
    pub wall_ms: i64,
    /// JSON text, kept byte for byte: unknown fields of a newer till survive.
    pub body: String,
    /// Hash of the op before, zeros for the first.
    pub prev_hash: String,
    /// Hash of this op.
    pub hash: String,
}

/// A run of operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// Whose.
    pub terminal_id: TerminalId,
    /// Which incarnation of it.
    pub epoch: u32,
    /// The server's incarnation the till knows; another one means the server was restored from a backup.
    pub server_epoch: u32,
    /// Seq of the first op.
    pub from_seq: u64,
    /// At most 500, dense.
    pub ops: Vec<OpRecord>,
    /// Hash of the newest op of the till, sent or not.
    pub head_hash: String,
    /// Seq of the newest op of the till: what still waits after this batch.
    #[serde(default)]
    pub head_seq: u64,
}

/// What became of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpOutcome {
    /// In the ledger and in its projections.
    Applied,
    /// The server had it already.
    Duplicate,
    /// In the ledger; its projection waits for an upgrade or the owner.
    Parked,
    /// In the ledger of a revoked or forked till; the owner looks at it.
    Quarantined,
}

/// Outcome of one op.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpResult {
    /// Which.
    pub seq: u64,
    /// What became of it.
    pub outcome: OpOutcome,
    /// Why it was parked: a stable code such as `UNKNOWN_VERSION`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The server has the batch durably.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// Every op up to here is in the ledger.
    pub received_through: u64,
    /// One for each op sent.
    pub results: Vec<OpResult>,
    /// The server's clock.
    pub server_time_ms: i64,
    /// The server's incarnation.
    pub server_epoch: u32,
    /// Newest revisions, so that a till knows whether to pull.
    #[serde(default)]
    pub hint: Vec<super::Hint>,
}

/// Why a batch was not taken (status 409).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PushConflict {
    /// The till was paired again since.
    EpochStale {
        /// The epoch in force.
        epoch: u32,
    },
    /// Ops are missing between the ledger's head and the batch.
    Gap {
        /// Send from here.
        expected: u64,
    },
    /// The same seq with another hash: the till was cloned or set back. The ops are kept in quarantine.
    Fork {
        /// First seq that differs.
        seq: u64,
    },
    /// The chain is broken inside the batch: bytes were damaged on the way. Send again.
    BrokenChain {
        /// First seq that does not verify.
        seq: u64,
    },
    /// The server was restored: ask for the head, mark what is missing as pending and push again.
    ServerEpoch {
        /// The server's incarnation now.
        server_epoch: u32,
        /// Every op up to here is in the restored ledger.
        received_through: u64,
    },
}
