//! Importing products from a file: preview, start, progress, bad rows.

use serde::{Deserialize, Serialize};

/// What a column of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportField {
    /// Not taken.
    Skip,
    /// Barcode.
    Barcode,
    /// Name.
    Name,
    /// Price.
    Price,
    /// Category, made when it is new.
    Category,
    /// Brand, put before the name when it is not in it.
    Brand,
    /// Article number.
    Sku,
    /// Unit.
    Unit,
    /// Percent of the tax rate.
    Tax,
}

/// The first rows of an uploaded file and a guess at its columns. Nothing is changed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportPreview {
    /// To start it with.
    pub import_id: String,
    /// The file's name.
    pub file_name: String,
    /// Such as `tsv`, `csv ;`, `xlsx`.
    pub format: String,
    /// Such as `utf-8` or `windows-1251`.
    pub encoding: String,
    /// Heads of the columns, or `A`, `B`… without a head row.
    pub columns: Vec<String>,
    /// What each column seems to be.
    pub guess: Vec<ImportField>,
    /// Whether the first row is a head.
    pub has_header: bool,
    /// Up to 20 rows as they are.
    pub sample: Vec<Vec<String>>,
    /// Rows in all, without the head.
    pub rows: u64,
}

/// Starts an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportStart {
    /// What each column is, in the file's order.
    pub columns: Vec<ImportField>,
    /// Whether the first row is a head.
    pub has_header: bool,
    /// Whether a known barcode updates its product (name, price, category given) or is a bad row.
    pub update_known: bool,
    /// Price of rows without one, minor units; without it they are bad rows when the product is new.
    #[serde(default)]
    pub default_price_minor: Option<i64>,
}

/// How an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Uploaded, not started.
    Previewed,
    /// Under way.
    Running,
    /// Finished; bad rows may be left.
    Done,
    /// Stopped by a fault; what was taken stays.
    Failed,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadRow {
    /// Line of the file, the head being line 1.
    pub line: u64,
    /// Stable code such as `CHECK_DIGIT`.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The row as it is.
    pub text: String,
}

/// An import and its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportJob {
    /// Which.
    pub import_id: String,
    /// The file's name.
    pub file_name: String,
    /// How it is.
    pub state: ImportState,
    /// Rows in all.
    pub rows: u64,
    /// Rows looked at.
    pub done: u64,
    /// Products made.
    pub created: u64,
    /// Products changed.
    pub updated: u64,
    /// Rows that changed nothing.
    pub unchanged: u64,
    /// Rows not taken.
    pub bad: u64,
    /// The first 200 of them; all are in `bad-rows.csv`.
    pub bad_rows: Vec<BadRow>,
    /// Why it failed, in words.
    pub error: String,
}
