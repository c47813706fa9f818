//! How a till follows a stream.
//!
//! Pages are staged and taken over together at the checkpoint, so nobody sees half of what the server committed. A stream
//! that does not add up is read anew from a snapshot.

use bezmen_contract::wire::{FeedRow, PullPage, Stream};

use crate::checksum::{DamagedRow, StreamSum, verify_row};

/// Rows of a page.
pub const PAGE_ROWS: u32 = 2_000;

/// What to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PullStep {
    /// A file of the whole stream: nothing is here yet, or what is here cannot be trusted.
    Snapshot,
    /// The next page.
    Page {
        /// Rows after this revision.
        after: u64,
    },
}

/// What a page means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOutcome {
    /// Stage its rows and ask on.
    Stage,
    /// Stage its rows, then take everything staged over in one transaction if it adds up to this.
    Checkpoint {
        /// The cursor from then on.
        upto: u64,
        /// What the living rows must add up to; `None` from a server that does not say.
        sum: Option<StreamSum>,
    },
    /// The server was restored from a backup, or its stream stands before the cursor: throw the staged rows away and read
    /// the stream anew.
    Resync {
        /// The server's incarnation now.
        server_epoch: u32,
    },
}

/// A page makes no sense; nothing was changed, try again later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PullNonsense {
    /// A row's bytes were damaged.
    #[error(transparent)]
    Damaged(#[from] DamagedRow),
    /// Revisions do not rise.
    #[error("revision {rev} follows {after} in a page")]
    OutOfOrder {
        /// The revision before.
        after: u64,
        /// The one that follows.
        rev: u64,
    },
    /// More is promised, but nothing came.
    #[error("an empty page promises more rows")]
    EmptyWithMore,
    /// The checksum is not 16 hexadecimal digits.
    #[error("the checksum of a stream cannot be read")]
    Checksum,
}

/// The receiving half of a till, for one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Puller {
    /// Which stream.
    pub stream: Stream,
    /// Everything up to here is taken over; `None` before the first sync and when the stream must be read anew.
    pub cursor: Option<u64>,
    /// Incarnation of the server, as the till knows it.
    pub server_epoch: u32,
    /// The last revision staged.
    staged: u64,
}

impl Puller {
    /// Takes up where the till's database stands.
    pub fn new(stream: Stream, cursor: Option<u64>, server_epoch: u32) -> Self {
        Self {
            stream,
            cursor,
            server_epoch,
            staged: cursor.unwrap_or_default(),
        }
    }

    /// Says what to ask for.
    pub fn step(&self) -> PullStep {
        match (self.cursor, self.stream) {
            (Some(_), _) => PullStep::Page { after: self.staged },
            // A terminal's own stream is a handful of rows: a file would cost more than the page.
            (None, Stream::Terminal) => PullStep::Page { after: self.staged },
            (None, Stream::Tenant | Stream::Store) => PullStep::Snapshot,
        }
    }

    /// Takes a page. The rows are good to be staged unless it errs or asks for a resync.
    pub fn on_page(&mut self, page: &PullPage) -> Result<PageOutcome, PullNonsense> {
        if page.server_epoch != self.server_epoch || page.upto < self.staged {
            return Ok(PageOutcome::Resync {
                server_epoch: page.server_epoch,
            });
        }
        let last = check_rows(&page.rows, self.staged, page.upto)?;
        if page.more {
            if page.rows.is_empty() {
                return Err(PullNonsense::EmptyWithMore);
            }
            self.staged = last;
            return Ok(PageOutcome::Stage);
        }
        let sum = read_sum(page.checksum.as_deref(), page.count)?;
        Ok(PageOutcome::Checkpoint {
            upto: page.upto,
            sum,
        })
    }

    /// Notes that the staged rows were taken over.
    pub fn applied(&mut self, upto: u64) {
        self.cursor = Some(upto);
        self.staged = upto;
    }

    /// Gives the staged rows up, such as after a failure: the next page starts at the cursor.
    pub fn restart(&mut self) {
        self.staged = self.cursor.unwrap_or_default();
    }

    /// Notes that the stream must be read anew: below the floor (410), a checksum that differs, a restored server.
    pub fn resync(&mut self, server_epoch: u32) {
        self.cursor = None;
        self.staged = 0;
        self.server_epoch = server_epoch;
    }
}

/// Checks order and hashes of rows; returns the last revision.
pub fn check_rows(rows: &[FeedRow], after: u64, upto: u64) -> Result<u64, PullNonsense> {
    let mut last = after;
    for row in rows {
        if row.rev <= last || row.rev > upto {
            return Err(PullNonsense::OutOfOrder {
                after: last,
                rev: row.rev,
            });
        }
        verify_row(row)?;
        last = row.rev;
    }
    Ok(last)
}

/// Reads a checksum and a count as a page or a snapshot carries them.
pub fn read_sum(
    checksum: Option<&str>,
    count: Option<u64>,
) -> Result<Option<StreamSum>, PullNonsense> {
    let (Some(checksum), Some(count)) = (checksum, count) else {
        return Ok(None);
    };
    let checksum = match checksum.len() {
        16 => u64::from_str_radix(checksum, 16).map_err(|_| PullNonsense::Checksum)?,
        _ => return Err(PullNonsense::Checksum),
    };
    Ok(Some(StreamSum { checksum, count }))
}
