//! A journal in a file: one JSON line an entry, the last one of an intent wins.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Entries, Entry, IntentJournal, JournalError};
use crate::intent::IntentId;

/// A journal in a file that only grows, for a till without a database and for tests.
#[derive(Debug)]
pub struct FileJournal {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    file: File,
    /// Where the last whole line ends.
    whole: u64,
    entries: Entries,
}

impl FileJournal {
    /// Opens or begins a journal. A line that a power cut tore is cut off: its deed had not begun.
    ///
    /// # Errors
    /// The file cannot be used, or a line inside it, which no power cut explains, is not an entry.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(error)?;
        let mut entries = Entries::default();
        let mut whole = 0_u64;
        let mut reader = BufReader::new(&file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let count = reader.read_until(b'\n', &mut line).map_err(error)?;
            if count == 0 || line.last() != Some(&b'\n') {
                break;
            }
            let entry = serde_json::from_slice(&line).map_err(|cause| JournalError {
                reason: format!("byte {whole}: {cause}"),
            })?;
            entries.put(entry);
            whole = whole.saturating_add(as_u64(count));
        }
        drop(reader);
        cut(&mut file, whole)?;
        Ok(Self {
            inner: Mutex::new(Inner {
                file,
                whole,
                entries,
            }),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Cuts a torn line off and goes to the end.
fn cut(file: &mut File, whole: u64) -> Result<(), JournalError> {
    file.set_len(whole).map_err(error)?;
    file.seek(SeekFrom::Start(whole)).map_err(error).map(|_| ())
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn error(source: io::Error) -> JournalError {
    JournalError {
        reason: source.to_string(),
    }
}

impl IntentJournal for FileJournal {
    fn write(&self, entry: &Entry) -> Result<(), JournalError> {
        let mut line = serde_json::to_vec(entry).map_err(|cause| JournalError {
            reason: cause.to_string(),
        })?;
        line.push(b'\n');
        let mut inner = self.lock();
        // A write that failed half-way would spoil the next line.
        let whole = inner.whole;
        cut(&mut inner.file, whole)?;
        inner.file.write_all(&line).map_err(error)?;
        inner.file.sync_data().map_err(error)?;
        inner.whole = whole.saturating_add(as_u64(line.len()));
        inner.entries.put(entry.clone());
        Ok(())
    }

    fn read(&self, id: IntentId) -> Result<Option<Entry>, JournalError> {
        Ok(self.lock().entries.get(id))
    }

    fn unsettled(&self) -> Result<Vec<Entry>, JournalError> {
        Ok(self.lock().entries.unsettled())
    }
}
