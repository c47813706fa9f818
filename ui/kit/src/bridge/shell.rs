//! The engine behind Tauri's `invoke`.

use bezmen_contract::failure::Failure;
use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{garbled, unreachable};

/// Tells whether the page runs in the desktop window.
pub(super) fn is_here() -> bool {
    invoke().is_some()
}

/// Finds something below `window.__TAURI__`, which is there when the window was built with its global API.
pub(super) fn global(path: &[&str]) -> Option<JsValue> {
    let start = Reflect::get(web_sys::window()?.as_ref(), &"__TAURI__".into()).ok()?;
    path.iter()
        .try_fold(start, |value, name| {
            Reflect::get(&value, &(*name).into()).ok()
        })
        .filter(|value| !value.is_undefined())
}

fn invoke() -> Option<Function> {
    global(&["core", "invoke"])?.dyn_into().ok()
}

/// Sends `invoke("call", { name, args })`; the answer is JSON text.
pub(super) async fn call(name: &str, arguments: &str) -> Result<String, Failure> {
    let message = Object::new();
    let parsed = JSON::parse(arguments).map_err(|_| garbled("arguments"))?;
    for (key, value) in [("name", JsValue::from_str(name)), ("args", parsed)] {
        Reflect::set(&message, &key.into(), &value).map_err(|_| garbled("arguments"))?;
    }
    invoke_command("call", &message).await
}

/// Sends `invoke(command, message)`; the answer is JSON text.
pub(super) async fn invoke_command(command: &str, message: &Object) -> Result<String, Failure> {
    let invoke = invoke().ok_or_else(|| unreachable("no invoke"))?;
    let promise = invoke
        .call2(&JsValue::NULL, &command.into(), message)
        .map_err(|thrown| refusal(&thrown))?;
    let promise: Promise = promise
        .dyn_into()
        .map_err(|_| garbled("invoke gave no promise"))?;
    match JsFuture::from(promise).await {
        Ok(answer) => text_of(&answer).ok_or_else(|| garbled("answer")),
        Err(thrown) => Err(refusal(&thrown)),
    }
}

/// Reads the failure that a command returned.
fn refusal(thrown: &JsValue) -> Failure {
    text_of(thrown)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_else(|| unreachable(&thrown.as_string().unwrap_or_default()))
}

/// Writes a value as JSON; `undefined`, which a unit reply becomes, is `null`.
pub(super) fn text_of(value: &JsValue) -> Option<String> {
    if value.is_undefined() {
        return Some("null".to_owned());
    }
    JSON::stringify(value).ok().map(String::from)
}
