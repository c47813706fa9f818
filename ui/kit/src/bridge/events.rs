//! What the engine tells without being asked.

use bezmen_contract::till::Event;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventSource, MessageEvent};

use super::{http, shell};

/// The name that the desktop shell emits events by.
const SHELL_EVENT: &str = "till";

/// Listens for as long as the page is open. `connected` is told each time the line is there (again) or lost: events of the
/// meantime are gone, so a screen then asks anew.
pub fn listen(hear: impl Fn(Event) + 'static, connected: impl Fn(bool) + 'static) {
    if shell::is_here() {
        listen_to_shell(hear);
        connected(true);
    } else {
        listen_to_http(hear, connected);
    }
}

fn listen_to_shell(hear: impl Fn(Event) + 'static) {
    let Some(listen) =
        shell::global(&["event", "listen"]).and_then(|listen| listen.dyn_into::<Function>().ok())
    else {
        return;
    };
    let on_event = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let payload = Reflect::get(&message, &"payload".into()).unwrap_or(JsValue::NULL);
        if let Some(event) =
            shell::text_of(&payload).and_then(|text| serde_json::from_str(&text).ok())
        {
            hear(event);
        }
    });
    let _ = listen.call2(
        &JsValue::NULL,
        &SHELL_EVENT.into(),
        on_event.as_ref().unchecked_ref(),
    );
    on_event.forget();
}

fn listen_to_http(hear: impl Fn(Event) + 'static, connected: impl Fn(bool) + 'static) {
    let token = String::from(js_sys::encode_uri_component(&http::token()));
    let hear = move |text: &str| {
        if let Ok(event) = serde_json::from_str(text) {
            hear(event);
        }
    };
    follow(&format!("/events?token={token}"), hear, connected);
}

/// Follows a stream of server-sent events until the page is closed.
pub(super) fn follow(
    address: &str,
    hear: impl Fn(&str) + 'static,
    connected: impl Fn(bool) + 'static,
) {
    let connected = std::rc::Rc::new(connected);
    let Ok(source) = EventSource::new(address) else {
        return connected(false);
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        if let Some(text) = message.data().as_string() {
            hear(&text);
        }
    });
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let told = std::rc::Rc::clone(&connected);
    let on_open = Closure::<dyn Fn()>::new(move || told(true));
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    let on_error = Closure::<dyn Fn()>::new(move || connected(false));
    source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    // The page listens until it is closed.
    on_message.forget();
    on_open.forget();
    on_error.forget();
}
