//! Projections: what the operations of tills mean for the tables that the console reads.
//!
//! [`plan()`] is pure: it reads an operation and says which rows it makes. [`apply_all`] writes the plans of a whole push with a
//! few statements; when the database refuses, it goes one by one, so that one poisonous operation delays no other.
//! A fact is never refused for what it says about the shop. It is parked when it cannot be read or does not add up.

mod apply;
mod customer;
mod plan;
mod sale;
mod shift;

use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{CustomerId, StoreId, TenantId, TerminalId};
use std::collections::BTreeSet;

pub use apply::{apply_all, publish_effects};
pub use plan::{Plan, is_known, plan};

use crate::platform::db::DbError;
use crate::platform::http::ApiError;

/// Where an operation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpContext {
    /// The company.
    pub tenant_id: TenantId,
    /// The store the till stands in.
    pub store_id: StoreId,
    /// The till.
    pub terminal_id: TerminalId,
    /// The till's incarnation.
    pub epoch: u32,
    /// The operation's place in its log.
    pub seq: u64,
    /// The operation's logical time.
    pub hlc: Hlc,
    /// When the server got it.
    pub received_at_ms: i64,
}

/// An operation to be projected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Op<'a> {
    /// Where it comes from.
    pub context: OpContext,
    /// Which fact, such as `sale`.
    pub kind: &'a str,
    /// Version of the body.
    pub v: u16,
    /// JSON text.
    pub body: &'a str,
}

/// What tills have to hear of after a push.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Customers whose card changed.
    pub customers: BTreeSet<CustomerId>,
}

/// Why an operation has no projection for now. It stays in the ledger and can be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The type belongs to a newer program.
    #[error("the operation type {0:?} is not known to this server")]
    UnknownType(String),
    /// The version of the body belongs to a newer program.
    #[error("version {v} of {kind:?} is not known to this server")]
    UnknownVersion {
        /// The type.
        kind: String,
        /// Its version.
        v: u16,
    },
    /// The body is not what its type and version say.
    #[error("the body cannot be read: {0}")]
    BadBody(#[from] serde_json::Error),
    /// The sums do not add up.
    #[error("{0}")]
    NotBalanced(String),
    /// The database refuses the rows: they are there already, from another operation.
    #[error("the rows are there already: {0}")]
    Conflict(DbError),
    /// The database refuses a value that the operation carries.
    #[error(transparent)]
    Refused(DbError),
    /// The database failed; trying again may help.
    #[error(transparent)]
    Db(DbError),
    /// What tills have to hear of could not be put together.
    #[error("{0}")]
    Publish(String),
}

impl From<DbError> for ProjectionError {
    fn from(error: DbError) -> Self {
        if error.is_unique_violation() {
            Self::Conflict(error)
        } else if error.is_refused_value() {
            Self::Refused(error)
        } else {
            Self::Db(error)
        }
    }
}

impl From<ApiError> for ProjectionError {
    fn from(error: ApiError) -> Self {
        Self::Publish(error.to_string())
    }
}

impl ProjectionError {
    /// The stable code under which the operation is parked; `None` when it is not the operation's fault and the push as a
    /// whole has to be tried again.
    pub fn parked_reason(&self) -> Option<&'static str> {
        match self {
            Self::UnknownType(_) => Some("UNKNOWN_TYPE"),
            Self::UnknownVersion { .. } => Some("UNKNOWN_VERSION"),
            Self::BadBody(_) => Some("BAD_BODY"),
            Self::NotBalanced(_) => Some("NOT_BALANCED"),
            Self::Conflict(_) => Some("CONFLICT"),
            Self::Refused(_) => Some("REFUSED_BY_DATABASE"),
            Self::Db(_) | Self::Publish(_) => None,
        }
    }
}
