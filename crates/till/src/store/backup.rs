//! Copies of the database while it is in use.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::{StoreError, Stored};

/// Pages copied at a time: large enough that one step is the whole of a small shop.
const PAGES_A_STEP: i32 = 4096;

/// Copies the database into a file, whole or not at all: a half copy never bears the name.
pub fn backup_to(source: &Connection, file: &Path) -> Stored<u64> {
    let refused = |error: std::io::Error| StoreError::of_file(file.display().to_string(), &error);
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(refused)?;
    }
    let half = file.with_extension("part");
    let copy = || -> Stored<()> {
        let mut target = Connection::open(&half)?;
        {
            let backup = Backup::new(source, &mut target)?;
            backup.run_to_completion(PAGES_A_STEP, std::time::Duration::ZERO, None)?;
        }
        // One file, without a log beside it.
        target.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
        let verdict: String = target.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
        if verdict == "ok" {
            Ok(())
        } else {
            Err(StoreError::Unreadable(verdict))
        }
    };
    if let Err(error) = copy() {
        let _ = std::fs::remove_file(&half);
        return Err(error);
    }
    let file_handle = std::fs::File::open(&half).map_err(refused)?;
    file_handle.sync_all().map_err(refused)?;
    std::fs::rename(&half, file).map_err(refused)?;
    Ok(file_handle.metadata().map_err(refused)?.len())
}

/// The name of a dated backup in a folder, such as `bezmen-2026-11-20-143015.db`.
pub fn dated_backup(folder: &Path, at_ms: i64, utc_offset_minutes: i32) -> PathBuf {
    let local_ms = at_ms + i64::from(utc_offset_minutes) * 60_000;
    let stamp = chrono::DateTime::from_timestamp_millis(local_ms)
        .unwrap_or_default()
        .format("%Y-%m-%d-%H%M%S");
    folder.join(format!("bezmen-{stamp}.db"))
}
