use std::path::PathBuf;

use super::catalogue::BadRow;
use super::history::HistoryError;
use crate::platform::db::DbError;
use crate::platform::http::ApiError;

/// The demo shop cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The server refused something.
    #[error("the server refuses {path}: {message}")]
    Refused {
        /// What was asked.
        path: String,
        /// What it said.
        message: String,
    },
    /// A till did not get its token.
    #[error("{till} could not be paired; try again")]
    NotPaired {
        /// Which.
        till: String,
    },
    /// The ledger did not take an operation as it should.
    #[error("operation {seq} of {till} was not applied: {reason}")]
    NotApplied {
        /// Which till.
        till: String,
        /// Which operation.
        seq: u64,
