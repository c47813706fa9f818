//! The engine behind HTTP over loopback.

use std::cell::OnceCell;

use bezmen_contract::failure::Failure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response, Url};

use super::{garbled, unreachable};

const TOKEN_KEY: &str = "bezmen-token";
const TOKEN_HEADER: &str = "x-bezmen-token";

thread_local! {
    static TOKEN: OnceCell<String> = const { OnceCell::new() };
}

/// Returns the token of the address. It is taken off the address at once, so that nobody reads or bookmarks it, and kept
/// for a reload of this one tab.
pub(super) fn token() -> String {
    TOKEN.with(|token| {
        token
            .get_or_init(|| take_token().unwrap_or_default())
            .clone()
    })
}

fn take_token() -> Option<String> {
    let window = web_sys::window()?;
    let storage = window.session_storage().ok().flatten();
    let url = Url::new(&window.location().href().ok()?).ok()?;
    let Some(token) = url.search_params().get("token") else {
        return storage?.get_item(TOKEN_KEY).ok().flatten();
    };
    if let Some(storage) = storage {
        let _ = storage.set_item(TOKEN_KEY, &token);
    }
    url.search_params().delete("token");
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href()));
    }
    Some(token)
}

/// Sends `POST /call/{name}`; the answer is JSON text.
pub(super) async fn call(name: &str, arguments: &str) -> Result<String, Failure> {
    ask(&format!("/call/{name}"), Some(arguments)).await
}

/// Sends `GET path`; the answer is JSON text.
pub(super) async fn get(path: &str) -> Result<String, Failure> {
    ask(path, None).await
}

async fn ask(path: &str, arguments: Option<&str>) -> Result<String, Failure> {
    let (status, body) = fetch(path, arguments)
        .await
        .map_err(|thrown| unreachable(&words_of(&thrown)))?;
    if status == 200 {
        return Ok(body);
    }
    Err(
        serde_json::from_str(&body).unwrap_or_else(|_| match status {
            401 | 403 => wrong_token(),
            _ => garbled(&format!("status {status}")),
        }),
    )
}

async fn fetch(path: &str, arguments: Option<&str>) -> Result<(u16, String), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let init = RequestInit::new();
    if let Some(arguments) = arguments {
        init.set_method("POST");
        init.set_body(&JsValue::from_str(arguments));
    }
    let request = Request::new_with_str_and_init(path, &init)?;
    request.headers().set("content-type", "application/json")?;
    request.headers().set(TOKEN_HEADER, &token())?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request))
        .await?
        .dyn_into()?;
    let body = JsFuture::from(response.text()?).await?;
    Ok((response.status(), body.as_string().unwrap_or_default()))
}

fn wrong_token() -> Failure {
    let words = crate::look::locale().pick(
        "Адрес страницы устарел. Откройте кассу по адресу, который выводит «bezmen-till serve».",
        "The address of this page is out of date. Open the till by the address that “bezmen-till serve” prints.",
    );
    Failure::new("TOKEN_WRONG", words)
}

fn words_of(thrown: &JsValue) -> String {
    thrown
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .unwrap_or_default()
}
