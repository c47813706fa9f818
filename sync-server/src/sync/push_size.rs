use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bezmen_sync::push::MAX_COMPRESSED_BYTES;

use super::PUSH_PATH;
use crate::platform::http::{ApiError, refusals};

/// Refuses a push that is longer on the wire than a till ever sends. It stands before the decompression, which would make
/// much of little. Other requests pass.
pub async fn limit_push(request: Request, next: Next) -> Response {
    if request.uri().path() != PUSH_PATH {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match to_bytes(body, MAX_COMPRESSED_BYTES).await {
        Ok(whole) => {
            next.run(Request::from_parts(parts, Body::from(whole)))
                .await
        }
        // A body that broke off fails here as well, but then nobody is left to read why.
        Err(_) => ApiError::from(refusals::TOO_LARGE).into_response(),
    }
}
