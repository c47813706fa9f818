//! Import of products from a file: what the file is, a preview, the work in batches, rows that were not taken.
//!
//! [`read_table`] makes rows of any file (CSV, TSV, XLSX, gzip around them) in the encoding that its letters tell or a person
//! chose. [`Import`] takes them a batch a transaction; the console's job and the command line run the same.

mod bad_rows;
mod columns;
mod encoding;
mod existing;
mod job;
mod known;
mod limits;
mod line_ends;
mod parse;
mod preview;
mod quotes;
mod reasons;
mod refusals;
mod russian;
mod separators;
mod show;
mod start;
mod table;
mod unpacked;
mod work;
mod workbook;
mod write;

pub use columns::{guess_columns, head_words};
pub use job::RunningImports;
pub use parse::ImportOptions;
pub use reasons::{BadReason, bad_row_message};
pub use table::{ReadTableError, Table, TableRow, read_table};
pub use work::{BadRowRecord, Import, ImportError, Progress};

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Longest upload: a catalogue of a million products as a packed table.
const MAX_UPLOAD_BYTES: usize = 64 * 1024 * 1024;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(preview::preview))
        .routes(routes!(start::start))
        .routes(routes!(show::show))
        .routes(routes!(bad_rows::bad_rows))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES))
}
