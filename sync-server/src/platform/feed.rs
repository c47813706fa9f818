//! The change feed ("Down" in the sync design): what tills pull, ready as it goes over the wire.
//!
//! A stream has one counter row and holds the latest state of each of its rows. A write that changes something which tills
//! see ends with [`publish()`], the last call before the commit: it locks the counter, moves the changed rows to new
//! revisions, and keeps the stream's checksum and count by the difference. Writers of one stream therefore commit in the
//! order of their revisions, and a reader that has seen revision R never meets a row below R later. Each row gets a
//! revision of its own, so a page may end after any row.
//!
//! A row is never deleted from a stream: it becomes a tombstone and moves on like any change.

mod change;
mod publish;
mod read;

use bezmen_domain::id::{StoreId, TerminalId};

pub use change::Change;
pub use publish::publish;
pub use read::{Head, head, page};

/// A stream of rows that tills follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKey {
    /// What all tills of a company share: the company, catalogue, taxes, people.
    Tenant,
    /// What the tills of one store share: the store's card, customers.
    Store(StoreId),
    /// What one till alone gets: its own row.
    Terminal(TerminalId),
}

impl StreamKey {
    /// The name under which the stream is stored: `tenant`, `store:<id>`, `terminal:<id>`.
    pub fn name(&self) -> String {
        match self {
            Self::Tenant => "tenant".to_owned(),
            Self::Store(id) => format!("store:{id}"),
            Self::Terminal(id) => format!("terminal:{id}"),
        }
    }
}
