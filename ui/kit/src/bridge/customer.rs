//! What the buyer sees, for the customer's page; and the way to open that page.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::BuyerView;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

use super::{events, http, shell, unreachable};

/// The part of the address behind `#` that asks for the customer's page.
const HASH: &str = "#customer";

/// The word of the address that holds the token of the customer's page, and the key it is kept under for a reload.
const TOKEN_NAME: &str = "customer";
const TOKEN_KEY: &str = "bezmen-customer";

/// Tells whether this page is the customer's.
pub fn is_customer_page() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.as_deref() == Some(HASH)
}

/// Tells whether windows can be opened on other screens: in the desktop window, not in a browser.
pub fn has_windows() -> bool {
    shell::is_here()
}

/// Opens the customer's window or closes it.
///
/// # Errors
/// Why there is none, in words.
pub async fn show_customer_window(open: bool) -> Result<(), Failure> {
    let message = Object::new();
    Reflect::set(&message, &"open".into(), &open.into()).map_err(|_| unreachable("arguments"))?;
    shell::invoke_command("customer_window", &message)
        .await
        .map(drop)
}

/// Asks for the address of the customer's page, in a browser.
///
/// # Errors
/// The engine does not answer.
pub async fn customer_address() -> Result<String, Failure> {
    let text = http::get("/customer/address").await?;
    let answer: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| unreachable(&error.to_string()))?;
    let path = answer.get("path").and_then(serde_json::Value::as_str);
    path.map(str::to_owned)
        .ok_or_else(|| unreachable("no path"))
}

/// Follows what the buyer sees for as long as the page is open. `connected` is told whether the engine is there.
pub fn follow_buyer(hear: impl Fn(BuyerView) + 'static, connected: impl Fn(bool) + 'static) {
    if shell::is_here() {
        follow_shell(hear);
        connected(true);
    } else {
        let token = String::from(js_sys::encode_uri_component(&token()));
        let address = format!("/customer/events?{TOKEN_NAME}={token}");
        let hear = move |text: &str| {
            if let Ok(view) = serde_json::from_str(text) {
                hear(view);
            }
        };
        events::follow(&address, hear, connected);
    }
}

/// The token of the page's address. It is taken off the address at once, as the till's own is.
fn token() -> String {
    take_token().unwrap_or_default()
}

fn take_token() -> Option<String> {
    let window = web_sys::window()?;
    let storage = window.session_storage().ok().flatten();
    let url = Url::new(&window.location().href().ok()?).ok()?;
    let Some(token) = url.search_params().get(TOKEN_NAME) else {
        return storage?.get_item(TOKEN_KEY).ok().flatten();
    };
    if let Some(storage) = storage {
        let _ = storage.set_item(TOKEN_KEY, &token);
    }
    url.search_params().delete(TOKEN_NAME);
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href()));
    }
    Some(token)
}

/// The shell sends views over a channel of this page alone; the customer's window may hear nothing else.
fn follow_shell(hear: impl Fn(BuyerView) + 'static) {
    let channel = shell::global(&["core", "Channel"])
        .and_then(|channel| channel.dyn_into::<Function>().ok())
        .and_then(|channel| Reflect::construct(&channel, &Array::new()).ok());
    let Some(channel) = channel else {
        return;
    };
    let on_view = Closure::<dyn Fn(JsValue)>::new(move |view: JsValue| {
        if let Some(view) = shell::text_of(&view).and_then(|text| serde_json::from_str(&text).ok())
        {
            hear(view);
        }
    });
    let message = Object::new();
    let is_set = Reflect::set(&channel, &"onmessage".into(), on_view.as_ref())
        .and_then(|_| Reflect::set(&message, &"channel".into(), &channel));
    // The page listens until it is closed.
    on_view.forget();
    if is_set.is_ok() {
        wasm_bindgen_futures::spawn_local(async move {
            // Without the engine the window says so by itself: nothing is shown.
            let _ = shell::invoke_command("follow_customer", &message).await;
        });
    }
}
