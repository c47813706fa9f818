use axum::http::{HeaderMap, HeaderValue, header};

use super::store::SESSION_DAYS;
use crate::platform::http::Forwarded;

/// Name where the connection is encrypted: the browser then refuses it from any other host, path or plain connection.
pub const SECURE_COOKIE: &str = "__Host-bezmen";

/// Name on a plain connection, as on the loopback address of a demo.
pub const PLAIN_COOKIE: &str = "bezmen";

/// Finds the token among the cookies. `proxies` is how many of our own the request came through.
pub(super) fn token_of(headers: &HeaderMap, proxies: usize) -> Option<String> {
    let own = if is_encrypted(headers, proxies) {
        SECURE_COOKIE
    } else {
        PLAIN_COOKIE
    };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == own)
        .map(|(_, token)| token.to_owned())
}

/// The header that gives a browser its session. `proxies` is how many of our own its request came through.
pub fn session_cookie(headers: &HeaderMap, proxies: usize, token: &str) -> Option<HeaderValue> {
    cookie(headers, proxies, token, SESSION_DAYS * 24 * 60 * 60)
}

/// The header that takes the session away from a browser.
pub fn clearing_cookie(headers: &HeaderMap, proxies: usize) -> Option<HeaderValue> {
    cookie(headers, proxies, "", 0)
}

fn cookie(headers: &HeaderMap, proxies: usize, token: &str, max_age_s: i64) -> Option<HeaderValue> {
    let (name, secure) = if is_encrypted(headers, proxies) {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    let text =
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&text).ok()
}

/// The server speaks plain HTTP; the proxy that the browser came to says whether it came encrypted.
///
/// With fewer notes than proxies one of these is silent or has written over the others, and it cannot be told which saw the
/// browser. One that says `https` is believed then: who makes it up only makes the own cookie stricter, and a session that
/// was opened encrypted never goes over a plain connection.
fn is_encrypted(headers: &HeaderMap, proxies: usize) -> bool {
    let protocols = Forwarded::read(headers, "x-forwarded-proto");
    let is_https = |protocol: &str| protocol.eq_ignore_ascii_case("https");
    match protocols.outermost(proxies) {
        Some(protocol) => is_https(protocol),
        None => protocols.all().iter().any(|protocol| is_https(protocol)),
    }
}
