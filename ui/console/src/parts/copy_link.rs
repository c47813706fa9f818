//! A link to what is on the screen.

use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::words;
use crate::words::frame as w;

/// Copies the page's address; the filters are in it, so a colleague sees the same.
#[component]
pub fn CopyLink() -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move || {
        let Some(window) = web_sys::window() else {
            return;
        };
        let Ok(address) = window.location().href() else {
            return;
        };
        let writing = window.navigator().clipboard().write_text(&address);
        spawn_local(async move {
            copied.try_set(JsFuture::from(writing).await.is_ok());
            gloo_timers::future::TimeoutFuture::new(2_000).await;
            copied.try_set(false);
        });
    };
    view! {
        <Button
            word=Signal::derive(move || {
                if copied.get() { words::copied().to_owned() } else { w::copy_link().to_owned() }
            })
            icon=icondata::LuLink
            weight=Weight::Quiet
            on_press=copy
        />
    }
}
