//! Barcode scanners: one type for what was read, codecs without ports, and the reader that connects again by itself.
//!
//! A code is never repaired: what a scanner or a line did to it is said in [`scan::ScanWarning`], and the bytes as they came are
//! kept. Scanners that type as a keyboard are the screens' own affair.

pub mod event;
pub mod hid;
pub mod layout;
pub mod marks;
pub mod reader;
pub mod repeats;
pub mod scan;
pub mod serial;
mod text;

pub use text::sent_text;
