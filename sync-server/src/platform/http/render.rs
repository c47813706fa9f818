use std::sync::Arc;
use std::time::Instant;

use axum::body::to_bytes;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bezmen_domain::locale::Locale;

use super::ApiError;
use super::refusals;
use crate::platform::clock::random;
use crate::platform::db::hex;

/// Longest text of a framework's own refusal that is passed on as a particular.
const MAX_REASON_BYTES: usize = 2048;

/// When to come again after the framework gave a request up for its time: somewhat more than most requests take, so that
/// what holds the server up has a chance to end.
const BUSY_FOR_S: u64 = 5;

/// Gives each request an id, measures it, and writes every failure as a `Failure` in the language the caller prefers.
///
/// A failure is logged here and nowhere else.
pub async fn render_failures(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let locale = preferred_locale(request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());

    let mut response = next.run(request).await;
    let status = response.status();
    let duration = started.elapsed();
    let labels = [
        ("method", known_method(&method).to_owned()),
        ("route", route),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels).record(duration);

    if status.is_client_error() || status.is_server_error() {
        let error = response.extensions_mut().remove::<Arc<ApiError>>();
        let duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let code = error.as_deref().map_or("", ApiError::code);
        let cause = error
            .as_deref()
            .and_then(ApiError::cause)
            .unwrap_or_default();
        if status.is_server_error() {
            tracing::error!(request.id = %id, http.method = %method, http.path = %path, http.status = status.as_u16(), error.code = code, error.cause = cause, duration_ms, "request failed");
        } else {
            tracing::debug!(request.id = %id, http.method = %method, http.path = %path, http.status = status.as_u16(), error.code = code, duration_ms, "request refused");
        }
        response = match error {
            Some(error) => write(&error, locale, &id),
            None if is_api(&path) => translate(response, locale, &id).await,
            None => response,
        };
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// The method as metrics name it. A caller may write any word in its place, and each would be counted for ever.
fn known_method(method: &Method) -> &str {
    let known = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
    ];
    if known.contains(method) {
        method.as_str()
    } else {
        "other"
    }
}

fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/v1/")
}

fn write(error: &ApiError, locale: Locale, id: &str) -> Response {
    let mut response = (error.status(), axum::Json(error.failure(locale, id))).into_response();
    if let Some(seconds) = error.wait_s() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The framework refuses in plain English text (a body that is no JSON, an unknown address): say it in our words and keep
/// the text as a particular.
async fn translate(response: Response, locale: Locale, id: &str) -> Response {
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if is_json {
        return response;
    }
    let refusal = match response.status() {
        StatusCode::NOT_FOUND => refusals::NO_SUCH_PATH,
        StatusCode::METHOD_NOT_ALLOWED => refusals::METHOD_NOT_ALLOWED,
        StatusCode::PAYLOAD_TOO_LARGE => refusals::TOO_LARGE,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => refusals::BUSY,
        status if status.is_server_error() => refusals::INTERNAL,
        _ => refusals::BAD_REQUEST,
    };
    let status = response.status();
    let reason = to_bytes(response.into_body(), MAX_REASON_BYTES)
        .await
        .unwrap_or_default();
    let mut error = ApiError::from(refusal);
    if refusal == refusals::BUSY {
        error = error.retry_after_s(BUSY_FOR_S);
    }
    if status.is_client_error() && !reason.is_empty() {
        error =
            error.with_details(serde_json::json!({ "reason": String::from_utf8_lossy(&reason) }));
    }
    let mut rendered = write(&error, locale, id);
    *rendered.status_mut() = status;
    rendered
}

/// Keeps the id that a proxy gave, when it is harmless to log; makes one otherwise.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let is_harmless = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    given
        .filter(is_harmless)
        .map_or_else(|| hex(&random::<8>()), str::to_owned)
}

/// The first language of `accept-language` that the product speaks; Russian otherwise.
pub(super) fn preferred_locale(headers: &HeaderMap) -> Locale {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    accepted
        .split(',')
        .filter_map(|entry| entry.split(';').next())
        .find_map(|tag| tag.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use bezmen_contract::failure::Failure;
    use tower::ServiceExt;
    use tower_http::timeout::TimeoutLayer;

    use super::*;

    #[tokio::test]
    async fn a_request_that_took_too_long_is_told_when_to_come_again() {
        let too_long = TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_millis(1),
        );
        let router = Router::new()
            .route("/v1/head", get(std::future::pending::<()>))
            .layer(too_long)
            .layer(from_fn(render_failures));
        let request = Request::builder()
            .uri("/v1/head")
            .body(Body::empty())
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "5");
        let body = to_bytes(response.into_body(), MAX_REASON_BYTES)
            .await
            .unwrap();
        let failure: Failure = serde_json::from_slice(&body).unwrap();
        assert_eq!(failure.code, "BUSY");
    }
}
