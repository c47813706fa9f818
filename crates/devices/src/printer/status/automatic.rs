//! The automatic status: four bytes that a printer sends by itself whenever something about it changes.

use serde::Serialize;

use super::{Paper, has};

/// The command that has the status sent from now on: changes of the drawer, of being online, of errors and of paper.
pub const AUTOMATIC_STATUS_ON: [u8; 3] = [0x1d, 0x61, 0x0f];

/// What a block says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a bit of its own that the printer sets alone"
)]
pub struct AutomaticStatus {
    /// Whether it prints.
    pub online: bool,
    /// The level of the drawer sensor; which level means "open" depends on the drawer.
    pub drawer_pin3_high: bool,
    /// The cover is open.
    pub cover_open: bool,
    /// Paper is being fed with the button.
    pub feeding: bool,
    /// It waits for somebody to recover it from an error.
    pub waiting_recovery: bool,
    /// The feed button is held.
    pub feed_button: bool,
    /// It stopped and goes on once the cause is away.
    pub recoverable: bool,
    /// Something is in the way of the cutter.
    pub cutter_error: bool,
    /// It needs service.
    pub unrecoverable: bool,
    /// It recovers by itself, as from a hot head.
    pub recovers_itself: bool,
    /// How much paper there is.
    pub paper: Paper,
}

/// Whether a byte begins a block: bits 0, 1 and 7 are off and bit 4 is on.
pub(super) const fn begins(byte: u8) -> bool {
    byte & 0x93 == 0x10
}

/// Whether a byte may be one of the other three of a block: bits 4 and 7 are off.
pub(super) const fn goes_on(byte: u8) -> bool {
    byte & 0x90 == 0
}

impl AutomaticStatus {
    /// Reads a block; nothing when its fixed bits are wrong.
    #[must_use]
    pub const fn read(block: [u8; 4]) -> Option<Self> {
        let [device, error, paper, last] = block;
        if !begins(device) || !goes_on(error) || !goes_on(paper) || !goes_on(last) {
            return None;
        }
        Some(Self {
            online: !has(device, 3),
            drawer_pin3_high: has(device, 2),
            cover_open: has(device, 5),
            feeding: has(device, 6),
            waiting_recovery: has(error, 0),
            feed_button: has(error, 1),
            recoverable: has(error, 2),
            cutter_error: has(error, 3),
            unrecoverable: has(error, 5),
            recovers_itself: has(error, 6),
            // The end sensor outranks the near-end sensor.
            paper: if paper & 0x0c != 0 {
                Paper::End
            } else if paper & 0x03 != 0 {
                Paper::NearEnd
            } else {
                Paper::Ok
            },
        })
    }
}
