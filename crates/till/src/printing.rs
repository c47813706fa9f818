//! The print queue's worker: takes jobs in order, prints them, and says what became of each.
//!
//! A job is in the database before the sale is answered, so nothing is lost. It is marked `sending` before its first
//! byte goes out; when that mark is found after a crash, or a printer fails in the middle, the receipt may be on paper
//! already: it is printed again with the mark of a copy, so nothing is printed twice without saying so.

mod host;
mod idle;
mod in_force;
mod label_paper;
mod lamp;
mod look;
mod queue;
mod setup;
mod station;
mod words;
mod worker;

pub use host::{Pace, PrintHost};
pub use in_force::{InForce, Printer, Share};
pub use label_paper::{
    LabelPaper, LabelPaperError, WaitingLabel, is_receipt_printer, means_receipt_printer,
};
pub use look::{Answered, DrawerLook, Look, Patience, seen_of};
pub use setup::{JobError, PrinterSetup, SetupError, profile_of};
pub use station::{PrinterTurn, Seen, Station};
pub use worker::Printing;

#[cfg(test)]
mod tests;
