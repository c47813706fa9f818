//! Dated backups at the end of each shift, in a second folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::settings;
use crate::store::{self, StoreError, Stored};

/// Where backups go when the settings name no folder.
pub const FOLDER: &str = "backups";

/// Backups kept in a folder; older ones of ours are removed.
const KEPT: usize = 30;

/// Copies the database in the background. A failure is shown as a notice; it never stands in the way of the shift.
pub fn after_close(engine: &Arc<Engine>) {
    let worker = Arc::clone(engine);
    let spawned = std::thread::Builder::new()
        .name("bezmen-backup".to_owned())
        .spawn(move || {
            if let Err(refusal) = dated(&worker, None) {
                let text = crate::refusal::in_words(&refusal, worker.locale());
                tracing::error!(error = %text, "the backup at the end of the shift failed");
                note(&worker, &text);
            }
        });
    match spawned {
        Ok(backup) => engine.keep_backup(backup),
        Err(error) => {
            tracing::error!(error = %error, "the backup at the end of the shift could not be started")
        }
    }
}

/// Makes a dated backup in a folder, that of the settings when none is named, and says where it is.
pub fn dated(engine: &Engine, folder: Option<&Path>) -> Result<PathBuf, Refusal> {
    let now_ms = engine.clock.now_ms();
    let (folder, offset) = engine.store.read(|connection| {
        let set = settings::current(connection)?
            .backup_dir
            .filter(|folder| !folder.trim().is_empty())
            .map(PathBuf::from);
        let offset = store::store_card(connection)?.map(|card| card.utc_offset_minutes);
        let folder = folder
            .map(Path::to_owned)
            .or(set)
            .unwrap_or_else(|| engine.data_dir.join(FOLDER));
        Ok::<_, Refusal>((
            folder,
            offset.unwrap_or_else(|| engine.clock.utc_offset_minutes()),
        ))
    })?;
    let file = store::dated_backup(&folder, now_ms, offset);
    to_file(engine, &file)?;
    remove_old(&folder);
    Ok(file)
}

/// Copies the database into a file.
pub fn to_file(engine: &Engine, file: &Path) -> Result<u64, Refusal> {
    refuse_unwritable(file)?;
    let bytes = engine
        .store
        .read(|connection| store::backup_to(connection, file))?;
    let (path, at_ms) = (file.display().to_string(), engine.clock.now_ms());
    engine.store.write(move |tx| -> Stored<()> {
        let logged = i64::try_from(bytes).unwrap_or(i64::MAX);
        tx.execute(
            "insert into backup_log (at_ms, path, bytes, error) values (?1, ?2, ?3, '')",
            (at_ms, path, logged),
        )?;
        Ok(())
    })?;
    tracing::info!(backup.bytes = bytes, "a backup was made");
    Ok(bytes)
}

/// Tries the folder before the copy: what the system says about it tells a person more than what the database would.
fn refuse_unwritable(file: &Path) -> Result<(), Refusal> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let half = file.with_extension("part");
    let tried = std::fs::create_dir_all(folder).and_then(|()| std::fs::File::create(&half));
    match tried {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            Err(StoreError::of_file(folder.display().to_string(), &error).into())
        }
        Err(error) => Err(Refusal::BackupFolder {
            folder: folder.display().to_string(),
            reason: error.to_string(),
        }),
    }
}

fn note(engine: &Engine, text: &str) {
    let (at_ms, body) = (
        engine.clock.now_ms(),
        serde_json::json!({ "text": text }).to_string(),
    );
    let noted = engine.store.write(move |tx| -> Result<(), StoreError> {
        store::put_notice(tx, "BACKUP_FAILED", at_ms, &body)
    });
    if let Err(error) = noted {
        tracing::error!(error = %error, "the failed backup could not be noted");
    }
}

/// Removes the oldest of our dated files beyond those kept. Nothing else in the folder is touched.
fn remove_old(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let is_ours = |path: &PathBuf| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with("bezmen-") && name.ends_with(".db"))
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(is_ours)
        .collect();
    files.sort();
    let surplus = files.len().saturating_sub(KEPT);
    for file in files.into_iter().take(surplus) {
        if let Err(error) = std::fs::remove_file(&file) {
            tracing::warn!(error = %error, "an old backup could not be removed");
        }
    }
}
