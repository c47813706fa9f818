//! One process per data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::error::OpenError;

/// The file whose lock says that the folder is taken. Its content means nothing.
const LOCK_FILE: &str = "till.lock";

/// A till that is just ending holds the folder a moment longer; one that was started again waits for it.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pause between two tries.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// The folder is this process's until this is dropped; the operating system gives it free when the process dies.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Makes the folder if need be and takes it.
    ///
    /// # Errors
    /// [`OpenError::AlreadyRunning`] when another process has it, [`OpenError::Folder`] when it cannot be used.
    pub fn take(data_dir: &Path) -> Result<Self, OpenError> {
        let folder = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => OpenError::DiskFull(data_dir.to_owned()),
            _ => OpenError::Folder {
                path: data_dir.to_owned(),
                reason: error.to_string(),
            },
        };
        std::fs::create_dir_all(data_dir).map_err(folder)?;
        let path = data_dir.join(LOCK_FILE);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(folder)?;
        let patience_ends = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if Instant::now() < patience_ends => {
                    std::thread::sleep(BETWEEN_TRIES);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(OpenError::AlreadyRunning(data_dir.to_owned()));
                }
                Err(TryLockError::Error(error)) => return Err(folder(error)),
            }
        }
    }
}
