//! Barcodes: what a scanned text is.

pub mod amount;
pub mod classify;
pub mod gs1;
pub mod gtin;
pub mod in_store;
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
pub use classify::{Scanned, classify, marking_of};
pub use gtin::{Gtin, GtinError};
pub use in_store::{InStoreLabel, InStoreRule, LabelValue, rules};
pub use marking::{Ki, MarkingCode, MarkingLayout, MarkingWarning};
pub use probe::probe;
pub use recognise::{Gs1Reading, Recognised, What, recognise};
pub use rule::{Rule, RuleKind, RuleMatch, RuleSet, Taken};
pub use scan_marks::{MarkField, MarksError, ScanEnd, ScanMarks, spelled};
pub use symbology::{AimId, Symbology};

#[cfg(test)]
mod tests;
