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
        /// What became of it.
        reason: String,
    },
    /// The company has no such rate.
    #[error("the company has no tax rate of {percent} %")]
    NoTaxRate {
        /// Which.
        percent: u32,
    },
    /// The shop is there, but not what was told of it.
    #[error(
        "the demo company is in the database already, but {path} is not; start with an empty --data folder and database"
    )]
    Forgotten {
        /// The file that should be there.
        path: PathBuf,
    },
    /// A request went wrong inside.
    #[error("the server failed: {0:?}")]
    Server(ApiError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The catalogue is wrong.
    #[error(transparent)]
    Catalogue(#[from] BadRow),
    /// The month could not be invented.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// Something could not be written or read as JSON.
    #[error("an answer cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The file with the logins could not be written.
    #[error("the demo's logins cannot be kept in the data folder: {0}")]
    Io(#[from] std::io::Error),
}

impl From<ApiError> for SeedError {
    fn from(error: ApiError) -> Self {
        Self::Server(error)
    }
}
