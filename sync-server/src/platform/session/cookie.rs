use axum::http::{HeaderMap, HeaderValue, header};

use super::store::SESSION_DAYS;

/// Name where the connection is encrypted: the browser then refuses it from any other host, path or plain connection.
pub const SECURE_COOKIE: &str = "__Host-bezmen";

/// Name on a plain connection, as on the loopback address of a demo.
pub const PLAIN_COOKIE: &str = "bezmen";

/// Finds the token among the cookies.
pub(super) fn token_of(headers: &HeaderMap) -> Option<String> {
    let names: &[&str] = if is_encrypted(headers) {
        &[SECURE_COOKIE]
    } else {
        &[PLAIN_COOKIE]
    };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| names.contains(name))
        .map(|(_, token)| token.to_owned())
}

/// The header that gives a browser its session.
pub fn session_cookie(headers: &HeaderMap, token: &str) -> Option<HeaderValue> {
    cookie(headers, token, SESSION_DAYS * 24 * 60 * 60)
}

/// The header that takes the session away from a browser.
pub fn clearing_cookie(headers: &HeaderMap) -> Option<HeaderValue> {
    cookie(headers, "", 0)
}

fn cookie(headers: &HeaderMap, token: &str, max_age_s: i64) -> Option<HeaderValue> {
    let (name, secure) = if is_encrypted(headers) {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    let text =
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&text).ok()
}

/// The server speaks plain HTTP; a proxy that encrypts says so. Who makes this up only makes the own cookie stricter.
fn is_encrypted(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|proto| proto.as_bytes().eq_ignore_ascii_case(b"https"))
}
