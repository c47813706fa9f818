//! What the engine tells the screens without being asked.

use serde::{Deserialize, Serialize};

use super::{PrinterLamp, ScaleView, StatusView, SyncLamp, TicketView};

/// Something changed; a screen draws what it carries. Over HTTP: server-sent events of `GET /events`, one JSON each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "few exist at a time, and each is turned into JSON at once"
)]
pub enum Event {
    /// The open ticket is another now.
    TicketChanged(TicketView),
    /// A scanner of the engine (not of the keyboard) read something; the first screen that takes it uses it.
    ScannerRead {
        /// Which read.
        number: u64,
        /// The code, as a scanner that types would have typed it.
        text: String,
    },
    /// A scanner of the engine sent what nothing is sold by.
    ScannerTrouble {
        /// What to do, in the language of the screens.
        words: String,
    },
    /// The scale shows something else.
    Weight(ScaleView),
    /// The printer's lamp changed.
    Printer(PrinterLamp),
    /// The sync lamp changed.
    Sync(SyncLamp),
    /// Person, shift, pairing or settings changed.
    Status(StatusView),
    /// Products or prices arrived; lists on screen are stale.
    CatalogChanged {
        /// How many products the till holds now.
        products: u64,
    },
    /// How far a first sync is.
    CatalogProgress {
        /// Rows taken over so far.
        done: u64,
        /// Rows in all.
        total: u64,
    },
}
