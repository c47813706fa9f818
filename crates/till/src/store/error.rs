//! What can go wrong with the database.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the data folder cannot be opened. The words go to the person as they are.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the folder.
    #[error("another Bezmen till already works with {}; close it first, or name another folder with --data", .0.display())]
    AlreadyRunning(PathBuf),
    /// The folder cannot be made or written to.
    #[error("cannot use the data folder {}: {reason}; check that it exists and that this user may write to it", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// A newer program has been here.
    #[error(
        "the database {} was made by a newer Bezmen (schema {found}, this program knows {known}); install the newer version again",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Schema version found.
        found: usize,
        /// Newest schema version this program knows.
        known: usize,
    },
    /// The file is damaged.
    #[error(
        "the database {} is damaged ({reason}); do not sell with it: keep the file, put the newest backup in its place, and pair the till again so that nothing is counted twice",
        path.display()
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the check says.
        reason: String,
    },
    /// There is no room.
    #[error("there is no room on the disk of {}; free some space and start again", .0.display())]
    DiskFull(PathBuf),
    /// Anything else SQLite says.
    #[error("the database {} cannot be opened: {source}", path.display())]
    Sql {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

/// Why the database refused.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room on the disk, or the disk fails; nothing was written.
    #[error("the disk is full or fails: {0}")]
    DiskFull(rusqlite::Error),
    /// A row holds what this program cannot read.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// Anything else SQLite says.
    #[error("the database refuses: {0}")]
    Sql(rusqlite::Error),
    /// The writing thread has ended.
    #[error("the database is closed")]
    Closed,
    /// The work panicked; its transaction was rolled back.
    #[error("a fault inside the program; nothing was written")]
    Panicked,
    /// A file next to the database.
    #[error("{path}: {reason}")]
    File {
        /// Which.
        path: String,
        /// What the operating system says.
        reason: String,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(cause, _)
                if matches!(cause.code, ErrorCode::DiskFull | ErrorCode::SystemIoFailure) =>
            {
                Self::DiskFull(error)
            }
            rusqlite::Error::FromSqlConversionFailure(..) => Self::Unreadable(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Shorthand of the SQL room.
pub type Stored<T> = Result<T, StoreError>;
