//! Labels for goods and shelves: laid out once, printed by many kinds of printers.
//!
//! [`LabelContent`] says what is to stand on a label, [`lay_out`] places it on a [`Media`] in whole dots, and the drivers write
//! the placed [`LabelDocument`] as ESC/POS ([`escpos`]), ZPL ([`zpl`]), TSPL ([`tspl`]), PDF ([`pdf`]) or a picture
//! ([`LabelDocument::draw`]).

mod code;
mod content;
mod document;
mod error;
pub mod escpos;
mod language;
mod layout;
mod media;
pub mod pdf;
mod price;
mod text;
pub mod tspl;
pub mod zpl;

pub use self::code::{CodeKind, LabelCode};
pub use self::content::{LabelContent, Per, UnitPrice};
pub use self::document::{LabelDocument, LabelItem};
pub use self::error::LabelError;
pub use self::language::{LabelLanguage, UnknownLabelLanguage};
pub use self::layout::lay_out;
pub use self::media::{LabelSize, Media, UnreadableSize};

pub(crate) use self::text::{clean, wrap};

#[cfg(test)]
mod tests;
