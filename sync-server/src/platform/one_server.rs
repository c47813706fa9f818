//! One server per data folder and per database file.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The file in the data folder whose lock says that a server works there. Its content means nothing.
const FOLDER_LOCK: &str = "bezmen-server.lock";

/// The data folder and the database file are this server's until this is dropped; the operating system gives them free when
/// the process dies, however it dies.
#[derive(Debug)]
pub struct OneServer {
    _files: Vec<File>,
}

/// The data folder cannot be this server's.
#[derive(Debug, thiserror::Error)]
pub enum OneServerError {
    /// Another server has it.
    #[error(
        "another bezmen-server already works with {path}: stop that one first, or give this one a folder of its own with --data"
    )]
    Taken {
        /// The data folder or the database file.
        path: PathBuf,
    },
    /// It cannot be written to.
    #[error("{path} cannot be used: {source}; check that the folder can be written to")]
    Unusable {
        /// The folder or the file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

impl OneServer {
    /// Takes the data folder, which is made if need be, and the file of an embedded database, wherever that lies. Other
    /// commands are let in beside the server; a second server would hold tills' answers and snapshots of its own.
    pub fn take(data: &Path, database: Option<&Path>) -> Result<Self, OneServerError> {
        make_folder(data)?;
        let mut files = vec![lock(&data.join(FOLDER_LOCK), data)?];
        if let Some(database) = database {
            if let Some(folder) = database.parent() {
                make_folder(folder)?;
            }
            files.push(lock(&beside(database), database)?);
        }
        Ok(Self { _files: files })
    }
}

fn make_folder(folder: &Path) -> Result<(), OneServerError> {
    std::fs::create_dir_all(folder).map_err(|source| OneServerError::Unusable {
        path: folder.to_owned(),
        source,
    })
}

/// `bezmen-server.db` becomes `bezmen-server.db.lock`.
fn beside(database: &Path) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(".lock");
    PathBuf::from(name)
}

fn lock(path: &Path, of: &Path) -> Result<File, OneServerError> {
    let unusable = |source| OneServerError::Unusable {
        path: path.to_owned(),
        source,
    };
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OneServerError::Taken {
            path: of.to_owned(),
        }),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}
