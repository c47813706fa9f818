//! Fiscal devices: register a document once, and know whether it is registered after any accident.
//!
//! The till chooses the intent's identifier and stores it with the document before anything is sent. When an answer is
//! lost, the device is asked by that identifier; a document is sent again only under the same identifier, and only
//! when the device says that it does not know it.

pub mod atol;
mod build;
pub mod check;
mod document;
mod exact;
mod outcome;
mod words;

use std::time::Duration;

use crate::intent::IntentId;

pub use self::build::{BuildError, Goods, Operator, ReceiptTerms, ZeroRate, payments};
pub use self::document::{
    Alignment, Document, FiscalPayment, FiscalPaymentKind, FiscalReceipt, Position, PositionKind,
    Taxation, TextLine, Vat,
};
pub use self::exact::{ExactNumber, minor_units};
pub use self::outcome::{
    FiscalDoubt, FiscalOutcome, FiscalStatus, FiscalWait, Refusal, RefusalReason, Registration,
    ShiftState,
};

/// How old an intent may be for its document to be sent again when the device does not know it. A fiscal shift lasts
/// 24 hours; of an older intent the device may have forgotten that it was registered.
pub const RESEND_WITHIN: Duration = Duration::from_secs(24 * 60 * 60);

/// A fiscal device. The calls wait, each within the limits of its adapter; make them on a thread that may.
pub trait FiscalDevice: Send + Sync {
    /// Sends a document and waits until it is registered or refused. An identifier that the device knows already is not
    /// registered twice: its first outcome is returned. After a restart, [`Self::resume`] is the way.
    fn register(&self, id: IntentId, document: &Document) -> FiscalOutcome;

    /// Asks what became of an intent. Sends no document.
    fn poll(&self, id: IntentId) -> FiscalOutcome;

    /// Finds out what became of an intent after a restart, and sends its document when the device does not know the
    /// identifier and the intent is younger than [`RESEND_WITHIN`].
    fn resume(&self, id: IntentId, document: &Document, age: Duration) -> FiscalOutcome;

    /// Asks for the state of the device; the identifier is one that no document has.
    ///
    /// # Errors
    /// Why it is not known.
    fn status(&self, id: IntentId) -> Result<FiscalStatus, FiscalOutcome>;
}
