use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::Desk;
use crate::words::{Displays, t};

/// The customer's window: a window of the program on a second screen, or a page in a browser.
#[component]
pub fn CustomerWindow() -> impl IntoView {
    let way = if bridge::has_windows() {
        view! { <OwnWindow /> }.into_any()
    } else {
        view! { <Page /> }.into_any()
    };
    view! {
        <section class="bz-panel p-5 flex flex-col gap-3" data-testid="customer-window">
            <h2 class="bz-label">{t(Displays::WindowTitle)}</h2>
            {way}
        </section>
    }
}

#[component]
fn OwnWindow() -> impl IntoView {
    let desk = Desk::here();
    let is_kept = Memo::new(move |_| desk.status.with(|status| status.settings.customer_window));
    let keep = move |open: bool| {
        spawn_local(async move {
            // The settings decide whether it opens with the till, so they come first.
            if desk.keep(|settings| settings.customer_window = open).await
                && let Err(failure) = bridge::show_customer_window(open).await
            {
                desk.refuse(&failure);
            }
        });
    };
    view! {
        <p class="text-faint">{t(Displays::WindowHint)}</p>
        <div class="flex flex-wrap gap-2">
            <Button word=t(Displays::WindowOpen) icon=icondata::LuMonitor test_id="customer-open" on_press=move || keep(true) />
            <Show when=move || is_kept.get()>
                <Button word=t(Displays::WindowClose) weight=Weight::Danger test_id="customer-close" on_press=move || keep(false) />
            </Show>
        </div>
    }
}

#[component]
fn Page() -> impl IntoView {
    let desk = Desk::here();
    let address = RwSignal::new(String::new());
    spawn_local(async move {
        match bridge::customer_address().await {
            Ok(path) => drop(address.try_set(path)),
            Err(failure) => desk.refuse(&failure),
        }
    });
    // The page gets nothing of this tab: neither its token nor a way back to it.
    view! {
        <p class="text-faint">{t(Displays::PageHint)}</p>
        <a class="bz-button self-start" target="_blank" rel="noopener" data-testid="customer-open" href=move || address.get()>
            <span class="bz-button-word">{t(Displays::PageOpen)}</span>
        </a>
    }
}
