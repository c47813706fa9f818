use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::from_fn;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use super::App;
use crate::platform::http::render_failures;
use crate::sync;

/// Longest body after decompression, except where a room allows more. A push holds up to 4 MiB of operations, which as text
/// inside of JSON may take twice as much; on the wire it is limited apart.
const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// Longest time a request may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What the console may load: itself, its WebAssembly, and nothing of anybody else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; \
     form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 5] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Puts around all routes what every request goes through. The outermost is last.
pub(super) fn around(router: Router<App>, _app: &App) -> Router<App> {
    let compress = SizeAbove::new(512)
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES);
    let mut router = router.layer(
        ServiceBuilder::new()
            .layer(from_fn(render_failures))
            .layer(CompressionLayer::new().compress_when(compress))
            .layer(CatchPanicLayer::new())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                TIMEOUT,
            ))
            .layer(from_fn(sync::limit_push))
            .layer(RequestDecompressionLayer::new())
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES)),
    );
    for (name, value) in HEADERS {
        let header = SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
        router = router.layer(header);
    }
    router
}
