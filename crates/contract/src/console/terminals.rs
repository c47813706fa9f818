//! Tills: pairing, health, revoking.

use bezmen_domain::id::{StoreId, TerminalId};
use serde::{Deserialize, Serialize};

/// Confirms a pairing with the code shown on the till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairConfirm {
    /// As typed; case, spaces and dashes do not matter.
    pub user_code: String,
    /// Which store the till stands in.
    pub store_id: StoreId,
    /// What to call it.
    pub name: String,
    /// An existing till whose machine is replaced; absent for a new till.
    #[serde(default)]
    pub replaces: Option<TerminalId>,
}

/// What can be set of a till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerminalInput {
    /// What to call it.
    pub name: String,
}

/// How a till is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TerminalState {
    /// May push and pull.
    Active,
    /// May not pull any more.
    Revoked,
    /// Cloned or set back: waits for a new pairing.
    Quarantined,
}

/// A till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Terminal {
    /// Which.
    pub terminal_id: TerminalId,
    /// Its name.
    pub name: String,
    /// Its store.
    pub store_id: StoreId,
    /// Its store's name.
    pub store: String,
    /// How it is.
    pub state: TerminalState,
    /// Incarnation in force.
    pub epoch: u32,
    /// Receipt series of that incarnation.
    pub series: String,
    /// The till program's version.
    pub app_version: String,
    /// When it was paired.
    pub paired_at_ms: i64,
    /// When it was heard of last.
    pub last_seen_ms: Option<i64>,
    /// Heard of within two minutes.
    pub online: bool,
    /// Operations received.
    pub received_ops: u64,
    /// Operations the till still holds, as it said last.
    pub waiting_ops: u64,
    /// Operations parked.
    pub parked_ops: u64,
    /// Its clock less the server's, when known.
    pub clock_skew_ms: Option<i64>,
}
