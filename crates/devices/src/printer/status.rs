//! What a printer says about itself: the one-byte answers to `DLE EOT n` and the blocks it sends by itself (`GS a`).
//!
//! Source: Epson's ESC/POS reference. Many printers never answer; then nothing is known ([`Condition`]), which is not the
//! same as being offline.

mod automatic;
mod condition;
mod replies;
mod words;

use serde::Serialize;

pub use self::automatic::{AUTOMATIC_STATUS_ON, AutomaticStatus};
pub use self::condition::Condition;
pub use self::replies::{Reply, ReplyReader};

/// What a status request asks about (`n` of `DLE EOT n`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusRequest {
    /// 1: the printer as a whole.
    Printer,
    /// 2: why it is offline.
    OfflineCause,
    /// 3: which error it has.
    ErrorCause,
    /// 4: the paper.
    Paper,
}

impl StatusRequest {
    /// The number in the command.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Printer => 1,
            Self::OfflineCause => 2,
            Self::ErrorCause => 3,
            Self::Paper => 4,
        }
    }

    /// The request with this number.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Printer),
            2 => Some(Self::OfflineCause),
            3 => Some(Self::ErrorCause),
            4 => Some(Self::Paper),
            _ => None,
        }
    }

    /// The bytes to send.
    #[must_use]
    pub const fn bytes(self) -> [u8; 3] {
        [0x10, 0x04, self.number()]
    }
}

/// How much paper there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// Enough.
    Ok,
    /// The roll is about to end.
    NearEnd,
    /// There is none.
    End,
}

/// An understood status answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum PrinterStatus {
    /// Answer to request 1.
    Printer {
        /// Whether it prints.
        online: bool,
        /// The level of the drawer sensor; which level means "open" depends on the drawer.
        drawer_pin3_high: bool,
        /// It waits for somebody to recover it from an error.
        waiting_recovery: bool,
        /// The feed button is held.
        feed_button: bool,
    },
    /// Answer to request 2.
    OfflineCause {
        /// The cover is open.
        cover_open: bool,
        /// Paper is being fed with the button.
        feeding: bool,
        /// It stopped because the paper ended.
        paper_end: bool,
        /// It has an error.
        error: bool,
    },
    /// Answer to request 3.
    ErrorCause {
        /// It stopped and goes on once the cause is away; some models only.
        recoverable: bool,
        /// Something is in the way of the cutter.
        cutter_error: bool,
        /// It needs service.
        unrecoverable: bool,
        /// It recovers by itself, as from a hot head.
        recovers_itself: bool,
    },
    /// Answer to request 4.
    Paper {
        /// How much there is.
        paper: Paper,
    },
}

/// Reads an answer; nothing when the byte is not a status byte (its fixed bits are wrong).
///
/// Blocks of the automatic status (`GS a`) have other fixed bits and so are never mistaken for an answer.
#[must_use]
pub const fn read(request: StatusRequest, byte: u8) -> Option<PrinterStatus> {
    if byte & 0x93 != 0x12 {
        return None;
    }
    Some(match request {
        StatusRequest::Printer => PrinterStatus::Printer {
            online: !has(byte, 3),
            drawer_pin3_high: has(byte, 2),
            waiting_recovery: has(byte, 5),
            feed_button: has(byte, 6),
        },
        StatusRequest::OfflineCause => PrinterStatus::OfflineCause {
            cover_open: has(byte, 2),
            feeding: has(byte, 3),
            paper_end: has(byte, 5),
            error: has(byte, 6),
        },
        StatusRequest::ErrorCause => PrinterStatus::ErrorCause {
            recoverable: has(byte, 2),
            cutter_error: has(byte, 3),
            unrecoverable: has(byte, 5),
            recovers_itself: has(byte, 6),
        },
        StatusRequest::Paper => PrinterStatus::Paper { paper: paper(byte) },
    })
}

const fn has(byte: u8, bit: u8) -> bool {
    byte & (1 << bit) != 0
}

/// The end sensor (bits 5 and 6) outranks the near-end sensor (bits 2 and 3).
const fn paper(byte: u8) -> Paper {
    if byte & 0x60 != 0 {
        Paper::End
    } else if byte & 0x0c != 0 {
        Paper::NearEnd
    } else {
        Paper::Ok
    }
}

#[cfg(test)]
mod tests;
