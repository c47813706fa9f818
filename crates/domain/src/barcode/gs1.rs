//! GS1 data: application identifiers and their values, in element strings and in brackets.

mod codes;
pub mod date;
pub mod lint;

pub use lint::{Fault, LintError, Linter, PrefixDirectory};

#[cfg(test)]
mod tests;
