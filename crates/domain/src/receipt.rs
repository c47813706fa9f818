//! The printed document as data: what a receipt says, without the width of any paper.
//!
//! The builders turn a sale, a return, a cash move or a shift into a [`ReceiptDocument`]; [`layout()`] breaks it into
//! lines for a number of columns. Printer, screen and console all draw those lines, so they show the same text.

use serde::{Deserialize, Serialize};

use crate::locale::Locale;

mod build;
mod input;
mod layout;
mod report;

pub use build::{build_return, build_sale, tender_name};
pub use input::{
    CashMoveReceipt, ReceiptHead, ReceiptLine, ReturnReceipt, SaleReceipt, ShiftReport,
};
pub use layout::{Block, LaidLine, MIN_COLUMNS, blocks, layout, layout_row, to_text};
pub use report::{build_blind_x, build_cash_move, build_x, build_z};

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReceiptKind {
    /// Goods sold.
    Sale,
    /// Goods taken back.
    Return,
    /// The state of an open shift.
    XReport,
    /// The end of a shift.
    ZReport,
    /// Money put into or taken out of the drawer.
    CashMove,
    /// A page that shows whether the printer works.
    Test,
}

/// A document for a receipt printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptDocument {
    /// What it is.
    pub kind: ReceiptKind,
    /// The language of its words.
    pub locale: Locale,
    /// What it says, from the top.
    pub rows: Vec<Row>,
}

/// Where a text stands on its line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// As usual.
    #[default]
    Normal,
    /// Heavier.
    Bold,
    /// Twice as wide and high: each character takes two columns.
    Large,
}

/// One thing that a document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum Row {
    /// A text, wrapped by words.
    Text {
        /// The text.
        text: String,
        /// Where it stands.
        #[serde(default)]
        align: Align,
        /// How it looks.
        #[serde(default)]
        style: Style,
    },
    /// A name at the left and a value at the right.
    Pair {
        /// The name.
        left: String,
        /// The value.
        right: String,
        /// How both look.
        #[serde(default)]
        style: Style,
    },
    /// A line of goods: the name, wrapped; below it the details at the left and the sum at the right.
    Item {
        /// What the goods are called.
        name: String,
        /// How the sum came about: “2 × 89,90”.
        details: String,
        /// The sum.
        sum: String,
    },
    /// A line across the paper.
    Rule,
    /// An empty line.
    Blank,
    /// A QR code.
    Qr {
        /// What it holds.
        data: String,
    },
    /// A linear barcode (Code 128).
    Barcode {
        /// What it holds.
        data: String,
    },
    /// The place to cut the paper.
    Cut,
    /// The mark of a copy.
    CopyMark,
}

/// Marks a document as a copy, at its head and at its foot; a document that is marked already stays as it is.
#[must_use]
pub fn mark_copy(mut document: ReceiptDocument) -> ReceiptDocument {
    if document.rows.contains(&Row::CopyMark) {
        return document;
    }
    let foot = document
        .rows
        .iter()
        .rposition(|row| *row == Row::Cut)
        .unwrap_or(document.rows.len());
    document.rows.insert(foot, Row::CopyMark);
    document.rows.insert(0, Row::CopyMark);
    document
}

#[cfg(test)]
mod tests;
