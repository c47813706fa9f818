//! Barcodes: what a scanned text is.

pub mod classify;
pub mod gs1;
pub mod gtin;
pub mod in_store;

pub use classify::{Scanned, classify};
pub use gtin::{Gtin, GtinError};
pub use in_store::{InStoreLabel, InStoreRule, LabelValue, rules};

#[cfg(test)]
mod tests;
