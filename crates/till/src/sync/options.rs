use std::time::Duration;

/// What the slowest line that is worth waiting for brings of a file within [`SyncOptions::progress`]: two kilobits a second.
pub const LEAST_PROGRESS_BYTES: u64 = 16_384;

/// How patient the worker is. The defaults are for shops; tests and the demo are in more of a hurry.
#[derive(Debug, Clone, Copy)]
pub struct SyncOptions {
    /// The first contact after a start is spread over this, so that the tills of a shop do not all call at once.
    pub start_within: Duration,
    /// A pull so often, whatever the hints say.
    pub poll_every: Duration,
    /// Longest silence of the server within an answer.
    pub silence: Duration,
    /// Longest time of one call from the question to the end of the answer: a page or a run passes a slow line in it,
    /// and a server that lets its answer drip does not hold a round for ever.
    pub call: Duration,
    /// A file that comes in pieces brings at least 16 KiB in this.
    pub progress: Duration,
    /// How long a round waits for a file that the server is still making. A worker that acts by itself waits for none: it
    /// sends what is sold meanwhile, and comes back.
    pub file_made: Duration,
    /// Longest time to reach the server.
    pub connect: Duration,
    /// Whether the worker acts by itself; when not, only `sync_once` and the calls reach the server.
    pub by_itself: bool,
}

impl Default for SyncOptions {
    fn default() -> Self {
        Self {
            start_within: Duration::from_secs(30),
            poll_every: Duration::from_secs(60),
            silence: Duration::from_secs(20),
            call: Duration::from_secs(180),
            progress: Duration::from_secs(60),
            file_made: Duration::ZERO,
            connect: Duration::from_secs(10),
            by_itself: true,
        }
    }
}

impl SyncOptions {
    /// For a command that syncs once and ends: nobody comes back for a file, so it is waited for.
    pub fn once() -> Self {
        Self {
            start_within: Duration::ZERO,
            file_made: Duration::from_secs(120),
            by_itself: false,
            ..Self::default()
        }
    }

    /// For a demo on one machine: no spreading.
    pub fn at_once() -> Self {
        Self {
            start_within: Duration::ZERO,
            ..Self::default()
        }
    }
}
