//! The owner's console: the built files, every other address of the app its first page.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use tower_http::services::{ServeDir, ServeFile};

/// The address of a built file changes with its content (`app-3f2a…/app.js`), so it may be kept for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Everything else is asked for again each time; an unchanged file costs a 304.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Serves the console from a folder, or says that it was not built.
pub fn console(folder: Option<&Path>) -> Router {
    let Some(folder) = folder else {
        return Router::new().fallback(any(absent));
    };
    let files = ServeDir::new(folder)
        .precompressed_gzip()
        .fallback(ServeFile::new(folder.join("index.html")));
    Router::new()
        .fallback_service(files)
        .layer(from_fn(caching))
        .layer(from_fn(not_for_api))
}

async fn absent() -> Response {
    let page = "<!doctype html><meta charset=utf-8><title>Bezmen</title><p>The server runs; its console was not built or \
                <code>--ui DIR</code> was not given. The API: <a href=/api/docs>/api/docs</a>.";
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}

/// An unknown address of the API is no page of the console.
async fn not_for_api(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") || path.starts_with("/v1/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}

async fn caching(request: Request, next: Next) -> Response {
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    // A missing file falls back to the first page, which must not be kept under the file's name.
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let value = if hashed && !is_page && response.status().is_success() {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

/// Says whether a path holds the hash that the build puts there: a part of at least eight hexadecimal digits.
fn is_hashed(path: &str) -> bool {
    path.split(['/', '-', '.', '_'])
        .any(|part| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_names_with_a_hash_are_kept() {
        assert!(is_hashed("/bezmen-console-3f2a9c0d1b2e4f56_bg.wasm"));
        assert!(is_hashed("/app-83e720b86f9fb9ee/style.css"));
        assert!(!is_hashed("/index.html"));
        assert!(!is_hashed("/logo.svg"));
    }
}
