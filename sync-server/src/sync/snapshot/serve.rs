use std::io::SeekFrom;
use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode, header};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use crate::platform::http::{ApiError, ApiResult};
use crate::sync::refusals;

/// Answers a file from a byte on: `Range: bytes=N-` is all that a till asks for.
pub(super) async fn part_of(path: &Path, headers: &HeaderMap) -> ApiResult<Response<Body>> {
    let mut file = File::open(path)
        .await
        .map_err(|_| ApiError::from(refusals::SNAPSHOT_GONE))?;
    let size = file.metadata().await.map_err(ApiError::fault)?.len();
    let from = headers
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok())
        .and_then(first_byte);
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "application/zstd")
        .header(header::ACCEPT_RANGES, "bytes")
        // The file is packed already.
        .header(header::CACHE_CONTROL, "private, no-transform");
    let response = match from {
        None => response
            .status(StatusCode::OK)
            .header(header::CONTENT_LENGTH, size),
        Some(from) if from >= size => {
            return Err(refusals::BEYOND_SNAPSHOT.into());
        }
        Some(from) => {
            file.seek(SeekFrom::Start(from))
                .await
                .map_err(ApiError::fault)?;
            response
                .status(StatusCode::PARTIAL_CONTENT)
                .header(
                    header::CONTENT_RANGE,
                    format!("bytes {from}-{}/{size}", size - 1),
                )
                .header(header::CONTENT_LENGTH, size - from)
        }
    };
    let rest = file.take(size - from.unwrap_or_default());
    response
        .body(Body::from_stream(ReaderStream::with_capacity(
            rest,
            64 * 1024,
        )))
        .map_err(ApiError::fault)
}

fn first_byte(range: &str) -> Option<u64> {
    range
        .trim()
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::first_byte;

    #[test]
    fn a_range_names_its_first_byte() {
        assert_eq!(first_byte("bytes=100-"), Some(100));
        for other in ["bytes=-5", "bytes=0-9,20-", "items=1-", ""] {
            assert_eq!(first_byte(other), None, "{other}");
        }
    }
}
