//! Pull: a feed of the latest row per stream.

use serde::{Deserialize, Serialize};

/// A stream of rows with one revision counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Of the company: catalogue, taxes, people.
    Tenant,
    /// Of the store: its own card, customers.
    Store,
    /// Of the terminal: its settings, `applied_seq`.
    Terminal,
}

impl Stream {
    /// All of them, in the order a till takes them.
    pub const ALL: [Self; 3] = [Self::Tenant, Self::Store, Self::Terminal];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tenant => "tenant",
            Self::Store => "store",
            Self::Terminal => "terminal",
        }
    }
}

/// What a row is. A till skips kinds it does not know and keeps the cursor moving.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// [`super::row::CompanyRow`], tenant stream.
    Company,
    /// [`super::row::StoreRow`], store stream.
    Store,
    /// [`super::row::TaxRateRow`], tenant stream.
    TaxRate,
    /// [`super::row::CategoryRow`], tenant stream.
    Category,
    /// [`super::row::ProductRow`], tenant stream.
    Product,
    /// [`super::row::PersonRow`], tenant stream.
    Person,
    /// [`super::row::CustomerRow`], store stream (the company's customers).
    Customer,
    /// [`super::row::TerminalRow`], terminal stream.
    Terminal,
    /// Of a newer server.
    #[serde(untagged)]
    Other(String),
}

/// The latest state of one row.
///
/// `hash` is blake3 over `kind ‖ 0 ‖ id ‖ 0 ‖ body` as 64 hex digits; a stream's checksum is the wrapping 64-bit sum of the
/// first eight bytes (little-endian) of the hashes of its living rows, so it can be kept while rows come and go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRow {
    /// What it is.
    pub kind: RowKind,
    /// Which one.
    pub id: String,
    /// Revision in its stream.
    pub rev: u64,
    /// Whether it is gone; then `body` is empty and `hash` too.
    #[serde(default)]
    pub deleted: bool,
    /// JSON text of the row type.
    pub body: String,
    /// See above.
    pub hash: String,
}

/// A page of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullPage {
    /// By rising `rev`; at most the limit asked for.
    pub rows: Vec<FeedRow>,
    /// The checkpoint being read: apply the staged pages when `more` is false.
    pub upto: u64,
    /// Ask on with `after` = rev of the last row.
    pub more: bool,
    /// Oldest revision that can still be read incrementally.
    pub floor: u64,
    /// Checksum of the whole stream at `upto`, as 16 hex digits; only with the last page.
    #[serde(default)]
    pub checksum: Option<String>,
    /// Living rows of the whole stream at `upto`; only with the last page.
    #[serde(default)]
    pub count: Option<u64>,
    /// The server's incarnation.
    pub server_epoch: u32,
}

/// What the server has of this terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadReply {
    /// The epoch in force.
    pub epoch: u32,
    /// Every op up to here of the epoch asked for is in the ledger; of the epoch in force when none was named.
    pub received_through: u64,
    /// Hash of the op at `received_through`, zeros when none.
    pub head_hash: String,
    /// The server's incarnation.
    pub server_epoch: u32,
    /// The server's clock.
    pub server_time_ms: i64,
}

/// Asks for a file of a whole stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRequest {
    /// Which stream.
    pub stream: Stream,
}

/// A file of a whole stream: zstd, JSON lines of [`FeedRow`] (living rows only).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotReply {
    /// Path to fetch it from; `Range` is honoured.
    pub path: String,
    /// Size of the file.
    pub bytes: u64,
    /// blake3 of the file, 64 hex digits.
    pub hash: String,
    /// How many rows.
    pub rows: u64,
    /// The stream's revision the file was made at.
    pub upto: u64,
    /// The stream's checksum at that revision.
    pub checksum: String,
    /// The server's incarnation.
    pub server_epoch: u32,
}

/// Says that a stream has moved on; carries no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// Which stream.
    pub stream: Stream,
    /// Its newest revision.
    pub rev: u64,
}
