use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bezmen_contract::wire::SnapshotReply;
use bezmen_domain::id::TenantId;

use crate::platform::clock::random;
use crate::platform::db::{DbError, Tx, hex};
use crate::platform::feed::{self, Head, StreamKey};

/// Rows read at a time.
const ROWS: i64 = 5_000;

/// Fast and small enough: a higher level makes the first till wait longer than it saves.
const LEVEL: i32 = 3;

/// A file is kept so long after it was made, for the tills that are still fetching it.
const KEPT: Duration = Duration::from_secs(6 * 3600);

#[derive(Debug, thiserror::Error)]
pub(super) enum MakeError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("the snapshot cannot be written: {0}")]
    Io(#[from] io::Error),
    #[error("a row cannot be written: {0}")]
    Row(#[from] serde_json::Error),
}

/// A file to be made from one read transaction.
pub(super) struct Making<'a> {
    pub folder: &'a Path,
    pub prefix: &'a str,
    pub tenant_id: TenantId,
    pub stream: StreamKey,
    pub head: Head,
    pub server_epoch: u32,
}

impl Making<'_> {
    pub(super) async fn run(&self, tx: &mut Tx) -> Result<SnapshotReply, MakeError> {
        tokio::fs::create_dir_all(self.folder).await?;
        let unfinished =
            self.folder
                .join(format!("{}unfinished-{}", self.prefix, hex(&random::<8>())));
        let made = self.write(tx, &unfinished).await;
        if made.is_err() {
            let _ = tokio::fs::remove_file(&unfinished).await;
        }
        let made = made?;
        let id = made.path.rsplit('/').next().unwrap_or_default();
        tokio::fs::rename(&unfinished, self.folder.join(format!("{id}.zst"))).await?;
        tokio::fs::write(
            self.folder.join(format!("{id}.json")),
            serde_json::to_vec(&made)?,
        )
        .await?;
        remove_old(self.folder, self.prefix, id).await;
        Ok(made)
    }

    async fn write(&self, tx: &mut Tx, path: &Path) -> Result<SnapshotReply, MakeError> {
        let mut packed = zstd::Encoder::new(Hashing::to(std::fs::File::create(path)?), LEVEL)?;
        let (mut after, mut rows) = (0, 0_u64);
        loop {
            let page = feed::page(tx, self.tenant_id, self.stream, after, ROWS).await?;
            let Some(last) = page.last() else { break };
            after = last.rev.cast_signed();
            // Packing a page takes a few milliseconds; what waits meanwhile is this till's own request.
            for row in page.iter().filter(|row| !row.deleted) {
                serde_json::to_writer(&mut packed, row)?;
                packed.write_all(b"\n")?;
                rows += 1;
            }
        }
        let hashed = packed.finish()?;
        hashed.file.sync_all()?;
        let hash = hashed.hasher.finalize().to_hex();
        let upto = self.head.rev.cast_unsigned();
        Ok(SnapshotReply {
            path: format!(
                "/v1/snapshot/{}{}-{upto}-{}",
                self.prefix,
                self.server_epoch,
                &hash[..32]
            ),
            bytes: hashed.bytes,
            hash: hash.to_string(),
            rows,
            upto,
            checksum: self.head.checksum_hex(),
            server_epoch: self.server_epoch,
        })
    }
}

/// Hashes what goes into the file.
struct Hashing {
    file: std::fs::File,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Hashing {
    fn to(file: std::fs::File) -> Self {
        Self {
            file,
            hasher: blake3::Hasher::new(),
            bytes: 0,
        }
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Finds what is known of the newest file of a stream. One that was damaged on the disk is none.
pub(super) async fn newest(folder: &Path, prefix: &str) -> Option<SnapshotReply> {
    let mut newest: Option<(SystemTime, PathBuf)> = None;
    for (path, changed) in files(folder, prefix).await {
        let is_card = path
            .extension()
            .is_some_and(|extension| extension == "json");
        if is_card && newest.as_ref().is_none_or(|(at, _)| *at < changed) {
            newest = Some((changed, path));
        }
    }
    let (_, path) = newest?;
    let known: SnapshotReply = serde_json::from_slice(&tokio::fs::read(&path).await.ok()?).ok()?;
    is_whole(path.with_extension("zst"), known.hash.clone())
        .await
        .then_some(known)
}

/// Tells whether a file is what was written: else every till would fetch it in vain until a new one is due.
async fn is_whole(path: PathBuf, hash: String) -> bool {
    let hashed = tokio::task::spawn_blocking(move || {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(std::fs::File::open(path)?)?;
        Ok::<_, io::Error>(hasher.finalize().to_hex().as_str() == hash)
    });
    matches!(hashed.await, Ok(Ok(true)))
}

async fn remove_old(folder: &Path, prefix: &str, keep: &str) {
    for (path, changed) in files(folder, prefix).await {
        let is_old = changed.elapsed().is_ok_and(|age| age > KEPT);
        if is_old && path.file_stem().is_some_and(|stem| stem != keep) {
            let _ = tokio::fs::remove_file(path).await;
        }
    }
}

async fn files(folder: &Path, prefix: &str) -> Vec<(PathBuf, SystemTime)> {
    let mut found = Vec::new();
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else {
        return found;
    };
    while let Ok(Some(entry)) = entries.next_entry().await {
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        if let Ok(changed) = entry
            .metadata()
            .await
            .and_then(|metadata| metadata.modified())
        {
            found.push((entry.path(), changed));
        }
    }
    found
}
