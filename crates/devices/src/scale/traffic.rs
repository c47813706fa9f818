//! What went over a scale's line lately, for the technician's bench.

use std::collections::VecDeque;
use std::time::Duration;

use super::said::Heard;

/// How many entries are kept: some twenty seconds of a scale that is asked five times a second.
const KEPT: usize = 256;

/// The most bytes of one entry.
const MOST_BYTES: usize = 512;

/// Which way bytes went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the till to the device.
    Sent,
    /// From the device to the till.
    Received,
}

/// Bytes that went over the line at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Counts up by one with every entry since the till was started.
    pub number: u64,
    /// When, since the watch began.
    pub at: Duration,
    /// Which way.
    pub direction: Direction,
    /// The bytes, the first of them when there were very many.
    pub bytes: Vec<u8>,
    /// What the protocol made of them, and of what was kept from before; nothing for what was sent.
    pub heard: Vec<Heard>,
}

/// The last entries.
#[derive(Debug, Clone, Default)]
pub struct Traffic {
    entries: VecDeque<Passed>,
    next: u64,
}

impl Traffic {
    /// Notes bytes.
    pub fn note(&mut self, direction: Direction, bytes: &[u8], heard: &[Heard], at: Duration) {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(Passed {
            number: self.next,
            at,
            direction,
            bytes: bytes.iter().take(MOST_BYTES).copied().collect(),
            heard: heard.to_vec(),
        });
        self.next += 1;
    }

    /// The entries from a number on, in order; older ones may be gone.
    #[must_use]
    pub fn since(&self, number: u64) -> Vec<Passed> {
        let wanted = self.entries.iter().filter(|entry| entry.number >= number);
        wanted.cloned().collect()
    }

    /// The number that the next entry will have.
    #[must_use]
    pub const fn next_number(&self) -> u64 {
        self.next
    }
}
