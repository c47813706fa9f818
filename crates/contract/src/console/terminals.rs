//! Tills: pairing, health, revoking.

use bezmen_domain::id::{StoreId, TerminalId};
use bezmen_domain::money::Money;
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

/// Refuses the till that shows a code: it is not one of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairRefuse {
    /// As typed; case, spaces and dashes do not matter.
    pub user_code: String,
}

/// The till that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairRefused {
    /// What the machine calls itself.
    pub device_name: String,
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
    /// Operations parked: the server has them and cannot count them.
    pub parked_ops: u64,
    /// Operations kept aside until somebody lets them count: they came after the till was switched off or replaced.
    #[serde(default)]
    pub quarantined_ops: u64,
    /// Its clock less the server's, when known.
    pub clock_skew_ms: Option<i64>,
}

/// Why the server has operations of a till that count nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AsideKind {
    /// They came after the till was switched off or replaced: somebody has to let them count.
    Quarantined,
    /// The server could not count them: it can try again.
    Parked,
}

/// Operations of a till that the server has and that count nowhere, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Aside {
    /// What can be done about them.
    pub kind: AsideKind,
    /// Stable code of the reason.
    pub reason: String,
    /// The reason for a person, and what to do.
    pub message: String,
    /// How many operations.
    pub operations: u64,
    /// Sales and returns among them.
    pub receipts: u64,
    /// Sales less returns; absent when one of them cannot be read, or when there are too many to add up.
    pub amount: Option<Money>,
    /// When the first of them happened, by the till's clock.
    pub first_at_ms: i64,
    /// When the last of them happened, by the till's clock.
    pub last_at_ms: i64,
}

/// What became of operations that were let count or tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AsideCounted {
    /// They count now.
    pub counted: u64,
    /// The server cannot count them as they are.
    pub parked: u64,
}
