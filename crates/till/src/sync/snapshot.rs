//! Reading a whole stream from a file: fetched with resumption and verified. The first time it is taken over in short
//! transactions while the file is read. A stream that is here already is compared row by row, and what differs is staged, to be
//! taken over as one with the pages that follow.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bezmen_contract::till::Event;
use bezmen_contract::wire::{FeedRow, SnapshotReply, Stream};
use bezmen_sync::checksum::{StreamSum, verify_row};
use bezmen_sync::pull::read_sum;
use rusqlite::Connection;

use super::apply::{self, Applied, Order, ROWS_A_TRANSACTION};
use super::http::{Server, unreachable_server};
use super::meanwhile::Pauses;
use super::options::LEAST_PROGRESS_BYTES;
use super::pulling::{stage, write};
use super::trouble::Trouble;
use super::{lost, staging};
use crate::engine::Engine;
use crate::store::{self, StoreError};

/// The connection may break so often during one fetch, if each piece brings something.
const MOST_PIECES: u32 = 50;

/// Rows of a transaction while nothing is here yet that could be sold: the search index merges a segment for each of them.
const FIRST_ROWS_A_TRANSACTION: usize = 10_000;

/// A server that is making a file is asked for it no more often than this, whatever it says.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// Longest line of a snapshot: one row.
const MAX_LINE_BYTES: usize = 1 << 20;

/// Where a stream stands when its file was read, and how the rows staged since relate to what is here.
pub(super) struct ReadFile {
    pub upto: u64,
    pub order: Order,
}

/// Reads a stream anew.
pub(super) async fn read(
    engine: &Arc<Engine>,
    server: &Server,
    stream: Stream,
    applied: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<ReadFile, Trouble> {
    let reply = made(server, stream).await?;
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
    fetch(server, &reply, &files, pauses).await?;
    let read = take_file(engine, stream, &reply, &files.part, applied, pauses).await;
    files.remove();
    Ok(ReadFile {
        upto: reply.upto,
        order: read?,
    })
}

/// Asks for a stream's file; again as the server says while it is still making it, as long as a round may wait.
async fn made(server: &Server, stream: Stream) -> Result<SnapshotReply, Trouble> {
    let asked = Instant::now();
    loop {
        match server.snapshot(stream).await {
            Err(Trouble::Busy(wish)) => {
                let wait = wish.unwrap_or_default().max(SHORTEST_WAIT);
                if asked.elapsed() + wait > server.file_made_within {
                    return Err(Trouble::Busy(wish));
                }
                tracing::debug!(
                    stream = stream.as_str(),
                    wait_ms = wait.as_millis(),
                    "the server is making the file"
                );
                tokio::time::sleep(wait).await;
            }
            other => return other,
        }
    }
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
async fn fetch(
    server: &Server,
    reply: &SnapshotReply,
    files: &Files,
    pauses: &mut impl Pauses,
) -> Result<(), Trouble> {
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&files.part)
        .map_err(Trouble::File)?;
    let mut size = file.metadata().map_err(Trouble::File)?.len();
    let mut pieces = 0;
    let mut pace = Pace::begin(server.progress_within, size);
    while size < reply.bytes {
        let before = size;
        let broken = fetch_piece(server, reply, &mut file, &mut size, (&mut pace, pauses))
            .await
            .err();
        pieces += 1;
        let goes_on = matches!(broken, None | Some(Trouble::Offline(_)))
            && !pace.is_too_slow
            && size > before
            && pieces < MOST_PIECES;
        if (broken.is_some() || size < reply.bytes) && !goes_on {
            let ends_early = || Trouble::Rubbish("the snapshot ends early".to_owned());
            return Err(broken.unwrap_or_else(ends_early));
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
    (pace, pauses): (&mut Pace, &mut impl Pauses),
) -> Result<(), Trouble> {
    let began = tokio::time::timeout(server.call_within, server.snapshot_from(&reply.path, *size));
    let mut response = began.await.map_err(|_| too_slow())??;
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
        pace.check(*size)?;
        let rests = Instant::now();
        pauses.pause().await;
        pace.since += rests.elapsed();
    }
    Ok(())
}

fn too_slow() -> Trouble {
    Trouble::Offline("the server is too slow".to_owned())
}

/// Whether a file comes fast enough to be waited for. What has come stays; the next round goes on from there.
struct Pace {
    within: Duration,
    since: Instant,
    size_then: u64,
    is_too_slow: bool,
}

impl Pace {
    fn begin(within: Duration, size: u64) -> Self {
        Self {
            within,
            since: Instant::now(),
            size_then: size,
            is_too_slow: false,
        }
    }

    fn check(&mut self, size: u64) -> Result<(), Trouble> {
        if self.since.elapsed() < self.within {
            return Ok(());
        }
        if size.saturating_sub(self.size_then) < LEAST_PROGRESS_BYTES {
            self.is_too_slow = true;
            return Err(too_slow());
        }
        *self = Self::begin(self.within, size);
        Ok(())
    }
}

/// Takes the file in; answers how what is staged of it relates to what is here.
async fn take_file(
    engine: &Arc<Engine>,
    stream: Stream,
    reply: &SnapshotReply,
    path: &Path,
    applied: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<Order, Trouble> {
    let is_first = write(engine, move |tx| begin(tx, stream))?;
    let unpacked =
        zstd::Decoder::new(File::open(path).map_err(Trouble::File)?).map_err(Trouble::File)?;
    let lines = BufReader::new(unpacked);
    if is_first {
        applied.add(&import(engine, stream, reply, lines, pauses).await?);
        Ok(Order::NewestWins)
    } else {
        compare(engine, stream, reply, lines, pauses).await?;
        Ok(Order::AsSaid)
    }
}

/// The setting that says that the first reading of a stream is under way.
fn first_reading(stream: Stream) -> String {
    format!("sync.first_reading.{}", stream.as_str())
}

/// Tells whether this is the first reading of a stream, or goes on with one that was cut short.
fn begin(connection: &Connection, stream: Stream) -> Result<bool, StoreError> {
    staging::forget_cursor(connection, stream)?;
    let name = first_reading(stream);
    let is_first = store::get_setting(connection, &name)?.is_some()
        || staging::sum(connection, stream)?.count == 0;
    if is_first {
        store::put_setting(connection, &name, "under way")?;
    }
    Ok(is_first)
}

/// Takes the rows of a file over piece by piece: nobody can sell what was not there before.
async fn import(
    engine: &Arc<Engine>,
    stream: Stream,
    reply: &SnapshotReply,
    mut lines: impl BufRead,
    pauses: &mut impl Pauses,
) -> Result<Applied, Trouble> {
    let mut sum = engine
        .store
        .read(|connection| staging::sum(connection, stream))?;
    let (mut applied, mut named, mut done) = (Applied::default(), HashSet::new(), 0);
    loop {
        let rows = read_rows(&mut lines, FIRST_ROWS_A_TRANSACTION)?;
        if rows.is_empty() {
            break;
        }
        named.extend(rows.iter().map(apply::row_name));
        done += rows.len() as u64;
        let (one, moved) = take_over(engine, stream, rows, sum)?;
        (sum, _) = (moved, applied.add(&one));
        progress(engine, done, reply);
        pauses.pause().await;
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
    write(engine, move |tx| {
        staging::set_cursor(tx, stream, upto, sum)?;
        tx.execute(
            "delete from setting where name = ?1",
            [first_reading(stream)],
        )?;
        Ok(())
    })?;
    Ok(applied)
}

/// Stages what differs from what is here, rows that are gone included.
pub(super) async fn compare(
    engine: &Arc<Engine>,
    stream: Stream,
    reply: &SnapshotReply,
    mut lines: impl BufRead,
    pauses: &mut impl Pauses,
) -> Result<(), Trouble> {
    let (mut named, mut done) = (HashSet::new(), 0);
    loop {
        let rows = read_rows(&mut lines, ROWS_A_TRANSACTION)?;
        if rows.is_empty() {
            break;
        }
        named.extend(rows.iter().map(apply::row_name));
        done += rows.len() as u64;
        let differ = engine
            .store
            .read(|connection| apply::that_differ(connection, stream, rows))?;
        stage(engine, stream, differ)?;
        progress(engine, done, reply);
        pauses.pause().await;
    }
    let gone = engine
        .store
        .read(|connection| apply::unnamed(connection, stream, &named))?;
    for part in gone.chunks(ROWS_A_TRANSACTION) {
        stage(engine, stream, part.to_vec())?;
    }
    Ok(())
}

/// Tells the screens how far it is.
fn progress(engine: &Arc<Engine>, done: u64, reply: &SnapshotReply) {
    engine.emit(Event::CatalogProgress {
        done,
        total: reply.rows,
    });
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
