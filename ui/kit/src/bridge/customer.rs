//! What the buyer sees, for the customer's page; and the way to open that page.

use std::rc::Rc;
use std::time::Duration;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::BuyerView;
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::set_timeout;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

use super::{events, http, shell, unreachable};

/// The part of the address behind `#` that asks for the customer's page.
const HASH: &str = "#customer";

/// How long the page waits before it follows again: an engine that is being opened is not there at once.
const AGAIN: Duration = Duration::from_secs(2);

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
        follow_shell(hear, connected);
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

/// What the page does with the shell's views.
struct Follower {
    on_view: Closure<dyn Fn(JsValue)>,
    connected: Rc<dyn Fn(bool)>,
}

/// The shell sends views over a channel of this page alone; the customer's window may hear nothing else.
fn follow_shell(hear: impl Fn(BuyerView) + 'static, connected: impl Fn(bool) + 'static) {
    let connected: Rc<dyn Fn(bool)> = Rc::new(connected);
    let told = Rc::clone(&connected);
    let on_view = Closure::<dyn Fn(JsValue)>::new(move |view: JsValue| {
        if let Some(view) = shell::text_of(&view).and_then(|text| serde_json::from_str(&text).ok())
        {
            told(true);
            hear(view);
        }
    });
    follow_again(Rc::new(Follower { on_view, connected }));
}

/// Follows until the shell ends it or refuses, and then from the beginning, for as long as the page is open.
fn follow_again(follower: Rc<Follower>) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(message) = follower.message() {
            // Why there are no views does not matter to the buyer.
            let _ = shell::invoke_command("follow_customer", &message).await;
        }
        (follower.connected)(false);
        set_timeout(move || follow_again(follower), AGAIN);
    });
}

impl Follower {
    /// What the shell is asked with: a channel that leads to the page.
    fn message(&self) -> Option<Object> {
        let channel: Function = shell::global(&["core", "Channel"])?.dyn_into().ok()?;
        let channel = Reflect::construct(&channel, &Array::new()).ok()?;
        let message = Object::new();
        Reflect::set(&channel, &"onmessage".into(), self.on_view.as_ref()).ok()?;
        Reflect::set(&message, &"channel".into(), &channel).ok()?;
        Some(message)
    }
}
