//! Who may talk to the browser till: pages of this server on this computer, with the token.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use bezmen_contract::failure::Failure;

use super::Shared;

/// The header that carries the token; an event source, which sends no headers, puts it into the address.
pub const TOKEN_HEADER: &str = "x-bezmen-token";

/// Refuses names other than this computer's (a rebound DNS name) and pages of other origins.
pub async fn host(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_ours = |name: &str| {
        [
            format!("127.0.0.1:{}", shared.port),
            format!("localhost:{}", shared.port),
            format!("[::1]:{}", shared.port),
        ]
        .iter()
        .any(|own| own == name)
    };
    let host = text(headers, header::HOST.as_str());
    if !host.is_some_and(is_ours) {
        return refuse(
            StatusCode::FORBIDDEN,
            "WRONG_HOST",
            "open the till by the address it printed at its start",
        );
    }
    let origin = text(headers, header::ORIGIN.as_str());
    if origin.is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(is_ours)) {
        return refuse(
            StatusCode::FORBIDDEN,
            "WRONG_ORIGIN",
            "another page may not talk to the till",
        );
    }
    next.run(request).await
}

/// Refuses whoever does not have the token.
pub async fn token(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let bearer = text(request.headers(), header::AUTHORIZATION.as_str())
        .and_then(|value| value.strip_prefix("Bearer "));
    let given = text(request.headers(), TOKEN_HEADER)
        .or(bearer)
        .or_else(|| in_query(request.uri().query(), "token="));
    if given.is_some_and(|given| same(given.as_bytes(), shared.token.as_bytes())) {
        next.run(request).await
    } else {
        wrong_token()
    }
}

/// Refuses whoever does not have the token of the customer's page, which opens nothing else.
pub async fn customer(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let given = in_query(request.uri().query(), "customer=");
    if given.is_some_and(|given| same(given.as_bytes(), shared.customer_token.as_bytes())) {
        next.run(request).await
    } else {
        wrong_token()
    }
}

fn wrong_token() -> Response {
    refuse(
        StatusCode::UNAUTHORIZED,
        "WRONG_TOKEN",
        "the address has no valid token; open the till by the address it printed at its start",
    )
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn in_query<'a>(query: Option<&'a str>, name: &str) -> Option<&'a str> {
    query?.split('&').find_map(|pair| pair.strip_prefix(name))
}

/// Compares without telling by time how much was right.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

fn refuse(status: StatusCode, code: &str, words: &str) -> Response {
    (status, Json(Failure::new(code, words))).into_response()
}
