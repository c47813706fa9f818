//! Calls to `/api/v1`.

use bezmen_contract::failure::Failure;
use bezmen_kit::look;
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::FormData;

use crate::session;
use crate::words;

const BASE: &str = "/api/v1";

/// The server did not answer.
pub const UNREACHABLE: &str = "UNREACHABLE";
/// The server has a fault; its log tells more under the number in the answer.
pub const FAULT: &str = "INTERNAL";
/// Nobody is signed in.
pub const NOT_SIGNED_IN: &str = "NOT_SIGNED_IN";
/// What was changed has been changed by somebody else in between.
pub const STALE: &str = "STALE";

/// Asks for something.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    let request = Request::get(&url(path)).header("accept-language", look::locale().code());
    answer(request.send().await).await
}

/// Makes something.
pub async fn post<B: Serialize + ?Sized, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, Failure> {
    with_body(Request::post(&url(path)), body).await
}

/// Changes something.
pub async fn put<B: Serialize + ?Sized, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, Failure> {
    with_body(Request::put(&url(path)), body).await
}

/// Ends something.
pub async fn delete(path: &str) -> Result<(), Failure> {
    answer(
        Request::delete(&url(path))
            .header("accept-language", look::locale().code())
            .send()
            .await,
    )
    .await
}

/// Sends files.
pub async fn upload<T: DeserializeOwned>(path: &str, form: FormData) -> Result<T, Failure> {
    let request = Request::post(&url(path))
        .header("accept-language", look::locale().code())
        .body(form);
    match request {
        Ok(request) => answer(request.send().await).await,
        Err(_) => Err(not_understood()),
    }
}

/// Returns the address of a call, for links to files.
pub fn url(path: &str) -> String {
    format!("{BASE}{path}")
}

async fn with_body<B: Serialize + ?Sized, T: DeserializeOwned>(
    request: RequestBuilder,
    body: &B,
) -> Result<T, Failure> {
    match request
        .header("accept-language", look::locale().code())
        .json(body)
    {
        Ok(request) => answer(request.send().await).await,
        Err(_) => Err(not_understood()),
    }
}

async fn answer<T: DeserializeOwned>(
    sent: Result<Response, gloo_net::Error>,
) -> Result<T, Failure> {
    let response = sent.map_err(|_| Failure::new(UNREACHABLE, words::unreachable()))?;
    let text = response
        .text()
        .await
        .map_err(|_| Failure::new(UNREACHABLE, words::cut_off()))?;
    if response.ok() {
        // An answer without content reads as nothing.
        let text = if text.is_empty() { "null" } else { &text };
        return serde_json::from_str(text).map_err(|_| not_understood());
    }
    let failure: Option<Failure> = serde_json::from_str(&text).ok();
    if response.status() == 401 && !response.url().ends_with("/session") {
        session::expired();
        return Err(Failure {
            code: NOT_SIGNED_IN.to_owned(),
            ..failure.unwrap_or_else(not_understood)
        });
    }
    Err(failure.unwrap_or_else(|| match response.status() {
        413 => Failure::new("TOO_LARGE", words::too_large()),
        502..=504 => Failure::new(UNREACHABLE, words::unreachable()),
        _ => not_understood(),
    }))
}

fn not_understood() -> Failure {
    Failure::new("NOT_UNDERSTOOD", words::not_understood())
}
