//! Barcodes: what a scanned text is.

pub mod amount;
pub mod base_code;
pub mod classify;
pub mod gs1;
pub mod gtin;
pub mod layout;
pub mod marking;
pub mod price_check;
pub mod printed_price;
mod probe;
pub mod recognise;
pub mod rule;
pub mod scan_marks;
pub mod symbology;
pub mod upc_e;

pub use amount::Amount;
pub use base_code::BaseCode;
pub use classify::{Scanned, classify, marking_of};
pub use gtin::{Gtin, GtinError};
pub use marking::{Ki, MarkingCode, MarkingLayout, MarkingWarning};
pub use probe::probe;
pub use recognise::{Gs1Reading, Recognised, What, recognise};
pub use rule::{Rule, RuleError, RuleKind, RuleMatch, RuleSet, RuleSpec, Taken};
pub use scan_marks::{MarkField, MarksError, ScanEnd, ScanMarks, spelled};
pub use symbology::{AimId, Symbology};

#[cfg(test)]
mod tests;
