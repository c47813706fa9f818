//! Pairing: device authorisation by a code.

use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use serde::{Deserialize, Serialize};

/// A till asks for a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairStart {
    /// What the machine is called until the owner names it.
    pub device_name: String,
    /// The till's version.
    pub app_version: String,
}

/// The code to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairStarted {
    /// Secret of the till: 256 bits, hex.
    pub device_code: String,
    /// For people: eight letters and digits that cannot be mistaken, such as `BCDF-2346`.
    pub user_code: String,
    /// Page of the console where the code is typed, relative to the server's address.
    pub confirm_path: String,
    /// Validity of the code.
    pub expires_in_s: u32,
    /// Time between two polls.
    pub interval_s: u32,
}

/// The till asks whether the owner has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairPoll {
    /// From [`PairStarted`].
    pub device_code: String,
}

/// What the owner did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PairPolled {
    /// Nothing yet.
    Pending,
    /// Too late, or never heard of.
    Expired,
    /// Refused.
    Denied,
    /// Confirmed. Answered once only: the token is not kept in clear.
    Approved {
        /// What the till is now.
        terminal: Box<PairedTerminal>,
    },
}

/// Everything a till needs to sell and to sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedTerminal {
    /// The company.
    pub tenant_id: TenantId,
    /// The company's name.
    pub tenant_name: String,
    /// The store.
    pub store_id: StoreId,
    /// The till.
    pub terminal_id: TerminalId,
    /// The till's name.
    pub terminal_name: String,
    /// Incarnation of the till; +1 at each pairing, restore or fork verdict.
    pub epoch: u32,
    /// Receipt series bound to terminal and epoch, such as `A1`.
    pub series: String,
    /// Bearer token, 256 bits, hex.
    pub token: String,
    /// Incarnation of the server's database.
    pub server_epoch: u32,
}
