//! The edge of the HTTP API: refusals in words, request ids, typed extractors, limits of lists.

mod api_error;
mod cursor;
pub mod fields;
mod language;
mod refusal;
pub mod refusals;
mod render;

pub use api_error::ApiError;
pub use cursor::{Cursor, page_limit};
pub use language::Language;
pub use refusal::Refusal;
pub use render::render_failures;

/// What a handler answers.
pub type ApiResult<T> = Result<T, ApiError>;

/// An update of a row that is there changes it unless its revision has moved on.
pub fn expect_one_row(changed: u64) -> Result<(), ApiError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(refusals::STALE.into())
    }
}
