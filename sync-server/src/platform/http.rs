//! The edge of the HTTP API: refusals in words, request ids, typed extractors, limits of lists.

mod api_error;
mod caller;
mod cursor;
pub mod fields;
mod forwarded;
mod language;
mod refusal;
pub mod refusals;
mod render;

pub use api_error::ApiError;
pub use caller::Caller;
pub use cursor::{Cursor, page_limit};
pub use forwarded::Forwarded;
pub use language::Language;
pub use refusal::Refusal;
pub use render::render_failures;

use super::rate::Wait;

/// What a handler answers.
pub type ApiResult<T> = Result<T, ApiError>;

/// The revision that a change was made from. Without it nobody could tell whether somebody else's change is written over.
pub fn expected_revision(named: Option<u64>) -> Result<i64, ApiError> {
    named
        .map(u64::cast_signed)
        .ok_or_else(|| refusals::REVISION_MISSING.into())
}

/// Refuses a caller who has no turn left.
pub fn too_often(wait: Wait) -> ApiError {
    let seconds = wait.seconds();
    refusals::TOO_OFTEN.about(seconds).retry_after_s(seconds)
}

/// An update of a row that is there changes it unless its revision has moved on.
pub fn expect_one_row(changed: u64) -> Result<(), ApiError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(refusals::STALE.into())
    }
}
