//! What can go wrong with the database.

use std::path::PathBuf;

use bezmen_domain::locale::Locale;
use rusqlite::ErrorCode;

/// Why the data folder cannot be opened. The words go to the person as they are.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence(Locale::En))]
pub enum OpenError {
    /// Another process has the folder.
    AlreadyRunning(PathBuf),
    /// The folder cannot be made or written to.
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// A newer program has been here.
    Newer {
        /// The file.
        path: PathBuf,
        /// Schema version found.
        found: usize,
        /// Newest schema version this program knows.
        known: usize,
    },
    /// The file is damaged.
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the check says.
        reason: String,
    },
    /// There is no room.
    DiskFull(PathBuf),
    /// Anything else SQLite says.
    Sql {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

impl OpenError {
    /// Says in a language what is wrong and what to do.
    pub fn sentence(&self, locale: Locale) -> String {
        let (ru, en) = self.sentences();
        match locale {
            Locale::Ru => ru,
            Locale::En => en,
        }
    }

    fn sentences(&self) -> (String, String) {
        match self {
            Self::AlreadyRunning(path) => {
                let path = path.display();
                (
                    format!(
                        "с папкой {path} уже работает другая касса Bezmen; закройте её или укажите другую папку (--data)"
                    ),
                    format!(
                        "another Bezmen till already works with {path}; close it first, or name another folder with --data"
                    ),
                )
            }
            Self::Folder { path, reason } => {
                let path = path.display();
                (
                    format!(
                        "папка данных {path} недоступна: {reason}; проверьте, что она есть и что этому пользователю можно в неё писать"
                    ),
                    format!(
                        "cannot use the data folder {path}: {reason}; check that it exists and that this user may write to it"
                    ),
                )
            }
            Self::Newer { path, found, known } => {
                let path = path.display();
                (
                    format!(
                        "база {path} создана более новой программой Bezmen (схема {found}, эта программа знает {known}); установите новую версию снова"
                    ),
                    format!(
                        "the database {path} was made by a newer Bezmen (schema {found}, this program knows {known}); install the newer version again"
                    ),
                )
            }
            Self::Corrupt { path, reason } => {
                let path = path.display();
                (
                    format!(
                        "база {path} повреждена ({reason}); не продавайте с ней: сохраните файл, поставьте на его место последнюю резервную копию и подключите кассу заново, чтобы ничего не посчиталось дважды"
                    ),
                    format!(
                        "the database {path} is damaged ({reason}); do not sell with it: keep the file, put the newest backup in its place, and connect the till again so that nothing is counted twice"
                    ),
                )
            }
            Self::DiskFull(path) => {
                let path = path.display();
                (
                    format!(
                        "на диске с {path} нет места; освободите место и запустите кассу снова"
                    ),
                    format!(
                        "there is no room on the disk of {path}; free some space and start again"
                    ),
                )
            }
            Self::Sql { path, source } => {
                let path = path.display();
                (
                    format!("база {path} не открывается: {source}"),
                    format!("the database {path} cannot be opened: {source}"),
                )
            }
        }
    }
}

/// Why the database refused.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room on the disk, or the disk fails; nothing was written.
    #[error("the disk is full or fails: {0}")]
    DiskFull(rusqlite::Error),
    /// No room on the disk for a file next to the database, or for a backup.
    #[error("there is no room on the disk of {0}")]
    NoRoomFor(String),
    /// A row holds what this program cannot read.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// Anything else SQLite says.
    #[error("the database refuses: {0}")]
    Sql(rusqlite::Error),
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

impl StoreError {
    /// Sorts what the operating system says about a file.
    pub fn of_file(path: impl Into<String>, error: &std::io::Error) -> Self {
        let path = path.into();
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::NoRoomFor(path),
            _ => Self::File {
                path,
                reason: error.to_string(),
            },
        }
    }

    /// Whether it is for want of room on a disk.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::DiskFull(_) | Self::NoRoomFor(_))
    }
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
