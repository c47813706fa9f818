//! GS1 data: application identifiers and their values, in element strings and in brackets.
//!
//! Everything is judged by the GS1 Barcode Syntax Dictionary, and nothing is changed: a value is what the barcode holds.

mod associations;
mod brackets;
mod codes;
pub mod date;
mod decoded;
mod dictionary;
mod error;
mod identifier;
pub mod lint;
mod message;

pub use decoded::Decoded;
pub use dictionary::{Component, Dictionary, Entry, dictionary};
pub use error::Gs1Error;
pub use identifier::{Ai, AiPattern};
pub use lint::{Fault, LintError, Linter, PrefixDirectory};
pub use message::{Element, GS, MAX_ELEMENTS, Message};

#[cfg(test)]
mod tests;
