//! Importing products from a file: preview, start, progress, bad rows.

use serde::{Deserialize, Serialize};

/// How the letters of a text table are written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TextEncoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, the lower byte first: “Unicode text” of a spreadsheet.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, the upper byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Cyrillic of Windows.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Cyrillic of DOS, also called CP866.
    #[serde(rename = "ibm866")]
    Ibm866,
    /// Cyrillic of old Unix systems and of mail.
    #[serde(rename = "koi8-r")]
    Koi8R,
    /// Cyrillic of the old Macintosh.
    #[serde(rename = "x-mac-cyrillic")]
    MacCyrillic,
    /// Western European of Windows.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl TextEncoding {
    /// All of them, in the order in which people are asked.
    pub const ALL: [Self; 8] = [
        Self::Windows1251,
        Self::Ibm866,
        Self::Koi8R,
        Self::MacCyrillic,
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1252,
    ];

    /// Returns the name that stands in an address and in an answer.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1251 => "windows-1251",
            Self::Ibm866 => "ibm866",
            Self::Koi8R => "koi8-r",
            Self::MacCyrillic => "x-mac-cyrillic",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Finds the encoding of a name, in any case; `cp866` is known too.
    pub fn from_name(text: &str) -> Option<Self> {
        let name = text.to_ascii_lowercase();
        Self::ALL.into_iter().find(|encoding| {
            encoding.name() == name || (*encoding == Self::Ibm866 && name == "cp866")
        })
    }
}

/// How the file's first words look in an encoding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EncodingSample {
    /// The encoding.
    pub encoding: TextEncoding,
    /// The words.
    pub text: String,
}

/// Details of the refusal `ENCODING_UNSURE`: a person sees at once which of the samples can be read. The file is sent again
/// with that encoding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EncodingSamples {
    /// The likeliest first.
    pub encodings: Vec<EncodingSample>,
}

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
    /// The encoding of a text table; a workbook has none.
    #[serde(default)]
    pub encoding: Option<TextEncoding>,
    /// Sheets of a workbook that are not imported: the first that is shown is.
    #[serde(default)]
    pub other_sheets: Vec<String>,
    /// Rows above the head, such as a title; they are not imported.
    #[serde(default)]
    pub rows_above_head: u64,
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
    /// Line of the file, from 1.
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
