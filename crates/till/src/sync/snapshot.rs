//! Reading a whole stream from a file: fetched with resumption, verified, taken over in short transactions while the
//! cashier sells. What is here already is compared row by row, so reading anew writes only what differs.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bezmen_contract::till::Event;
use bezmen_contract::wire::{FeedRow, SnapshotReply, Stream};
use bezmen_sync::checksum::{StreamSum, verify_row};
use bezmen_sync::pull::read_sum;

use super::apply::{self, Applied, Order, ROWS_A_TRANSACTION};
use super::http::{Server, unreachable_server};
use super::pulling::write;
use super::trouble::Trouble;
use super::{lost, staging};
use crate::engine::Engine;
use crate::store::{self, StoreError};

/// The connection may break so often during one fetch, if each piece brings something.
const MOST_PIECES: u32 = 50;

/// Rows taken over in one transaction while nothing of the stream is here yet. The search index writes a segment for each
/// transaction and merges them later, so few large ones take much less time; and nobody can sell what is not there.
const FIRST_ROWS_A_TRANSACTION: usize = 10_000;

/// Longest line of a snapshot: one row.
const MAX_LINE_BYTES: usize = 1 << 20;

/// Reads a stream anew and returns the revision it then stands at.
pub(super) async fn read(
    engine: &Arc<Engine>,
    server: &Server,
    stream: Stream,
    applied: &mut Applied,
) -> Result<u64, Trouble> {
    let reply = server.snapshot(stream).await?;
    let known_epoch = engine
        .store
        .read(store::get_identity)?
        .ok_or(Trouble::NotPaired)?
        .server_epoch;
    if reply.server_epoch != known_epoch {
        lost::server_restored(engine, reply.server_epoch, None)?;
    }
    let files = Files::of(&engine.data_dir, stream);
    files.prepare(&reply).map_err(Trouble::File)?;
    fetch(server, &reply, &files).await?;
    let done = import(engine, stream, &reply, &files.part).await;
    files.remove();
    applied.add(&done?);
    Ok(reply.upto)
}

/// The file under way and what it is to become.
struct Files {
    part: PathBuf,
    card: PathBuf,
}

impl Files {
    fn of(data_dir: &Path, stream: Stream) -> Self {
        let folder = data_dir.join("sync");
        Self {
            part: folder.join(format!("{}.snapshot.part", stream.as_str())),
            card: folder.join(format!("{}.snapshot.json", stream.as_str())),
        }
    }

    /// Keeps what was fetched of the same file before; throws away what belongs to another.
    fn prepare(&self, reply: &SnapshotReply) -> std::io::Result<()> {
        if let Some(folder) = self.part.parent() {
            fs::create_dir_all(folder)?;
        }
        let known: Option<SnapshotReply> = fs::read(&self.card)
            .ok()
            .and_then(|card| serde_json::from_slice(&card).ok());
        if known.is_none_or(|known| known.hash != reply.hash) {
            let _ = fs::remove_file(&self.part);
            fs::write(&self.card, serde_json::to_vec(reply)?)?;
        }
        Ok(())
    }

    fn remove(&self) {
        let _ = fs::remove_file(&self.part);
        let _ = fs::remove_file(&self.card);
    }
}

/// Fetches the file, going on where it stopped, and checks its hash.
async fn fetch(server: &Server, reply: &SnapshotReply, files: &Files) -> Result<(), Trouble> {
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&files.part)
        .map_err(Trouble::File)?;
    let mut size = file.metadata().map_err(Trouble::File)?.len();
    let mut pieces = 0;
    while size < reply.bytes {
        let before = size;
        let broken = fetch_piece(server, reply, &mut file, &mut size).await.err();
        pieces += 1;
        if let Some(trouble) = broken
            && (size == before || pieces >= MOST_PIECES || !matches!(trouble, Trouble::Offline(_)))
        {
            return Err(trouble);
        }
    }
    file.sync_all().map_err(Trouble::File)?;
    let mut hasher = blake3::Hasher::new();
    hasher
        .update_reader(File::open(&files.part).map_err(Trouble::File)?)
        .map_err(Trouble::File)?;
    if size != reply.bytes || hasher.finalize().to_hex().as_str() != reply.hash {
        files.remove();
        return Err(Trouble::Rubbish(
            "the snapshot does not match its hash".to_owned(),
        ));
    }
    Ok(())
}

async fn fetch_piece(
    server: &Server,
    reply: &SnapshotReply,
    file: &mut File,
    size: &mut u64,
) -> Result<(), Trouble> {
    let mut response = server.snapshot_from(&reply.path, *size).await?;
    if *size > 0 && response.status() != reqwest::StatusCode::PARTIAL_CONTENT {
        // The server does not go on in the middle: from the start then.
        file.set_len(0).map_err(Trouble::File)?;
        *size = 0;
    }
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| unreachable_server(&error))?
    {
        if *size + chunk.len() as u64 > reply.bytes {
            return Err(Trouble::Rubbish(
                "the snapshot is longer than it was said to be".to_owned(),
            ));
        }
        file.write_all(&chunk).map_err(Trouble::File)?;
        *size += chunk.len() as u64;
    }
    Ok(())
}

/// Takes the rows of the file over.
async fn import(
    engine: &Arc<Engine>,
    stream: Stream,
    reply: &SnapshotReply,
    path: &Path,
) -> Result<Applied, Trouble> {
    write(engine, move |tx| staging::forget_cursor(tx, stream))?;
    let mut sum = engine
        .store
        .read(|connection| staging::sum(connection, stream))?;
    let unpacked =
        zstd::Decoder::new(File::open(path).map_err(Trouble::File)?).map_err(Trouble::File)?;
    let mut lines = BufReader::new(unpacked);
    let rows_a_transaction = if sum.count == 0 {
        FIRST_ROWS_A_TRANSACTION
    } else {
        ROWS_A_TRANSACTION
    };
    let mut named = HashSet::new();
    let mut applied = Applied::default();
    let mut done = 0;
    loop {
        let rows = read_rows(&mut lines, rows_a_transaction)?;
        if rows.is_empty() {
            break;
        }
        named.extend(rows.iter().map(apply::row_name));
        done += rows.len() as u64;
        let (one, moved) = take_over(engine, stream, rows, sum)?;
        (sum, _) = (moved, applied.add(&one));
        engine.emit(Event::CatalogProgress {
            done,
            total: reply.rows,
        });
        // The pairing screen and a stop are heard between two transactions.
        tokio::task::yield_now().await;
    }
    let gone = engine
        .store
        .read(|connection| apply::unnamed(connection, stream, &named))?;
    for part in gone.chunks(ROWS_A_TRANSACTION) {
        let (one, moved) = take_over(engine, stream, part.to_vec(), sum)?;
        (sum, _) = (moved, applied.add(&one));
    }
    if read_sum(Some(&reply.checksum), Some(reply.rows))?.is_some_and(|named| named != sum) {
        return Err(Trouble::DoesNotAddUp(stream.as_str()));
    }
    let upto = reply.upto;
    write(engine, move |tx| staging::set_cursor(tx, stream, upto, sum))?;
    Ok(applied)
}

fn take_over(
    engine: &Arc<Engine>,
    stream: Stream,
    rows: Vec<FeedRow>,
    sum: StreamSum,
) -> Result<(Applied, StreamSum), Trouble> {
    write(engine, move |tx| {
        let mut moved = sum;
        let applied = apply::take_over(tx, stream, &rows, Order::AsSaid, &mut moved)?;
        Ok::<_, StoreError>((applied, moved))
    })
}

fn read_rows(lines: &mut impl BufRead, limit: usize) -> Result<Vec<FeedRow>, Trouble> {
    let rubbish = |error: &dyn std::fmt::Display| {
        Trouble::Rubbish(format!("the snapshot cannot be read: {error}"))
    };
    let mut rows = Vec::with_capacity(limit);
    let mut line = String::new();
    while rows.len() < limit {
        line.clear();
        let read = std::io::Read::take(&mut *lines, MAX_LINE_BYTES as u64).read_line(&mut line);
        if read.map_err(|error| rubbish(&error))? == 0 {
            break;
        }
        let row: FeedRow = serde_json::from_str(&line).map_err(|error| rubbish(&error))?;
        verify_row(&row).map_err(|error| rubbish(&error))?;
        rows.push(row);
    }
    Ok(rows)
}
