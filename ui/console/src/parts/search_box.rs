//! Search as you type.

use std::time::Duration;

use bezmen_kit::sign::Sign;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::address::use_address;
use crate::words;

/// How long typing must rest before the server is asked: longer than between two keys, shorter than a wait.
const REST: Duration = Duration::from_millis(200);

/// A field whose words go into the address once typing rests.
#[component]
pub fn SearchBox(
    /// What can be searched for.
    #[prop(into)]
    hint: String,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    let address = use_address();
    let typed = RwSignal::new(address.get("query").unwrap_or_default());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let later = move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let then = move || {
            if let Some(words) = typed.try_get_untracked() {
                address.replace(&[("query", Some(words.trim())), ("cursor", None)]);
            }
        };
        waiting.set_value(set_timeout_with_handle(then, REST).ok());
    };
    // The way back, and a cleared filter, change the address without the keyboard.
    Effect::new(move |_| {
        let said = address.get("query").unwrap_or_default();
        if typed.with_untracked(|typed| typed.trim() != said) {
            typed.set(said);
        }
    });
    view! {
        <label class="cs-search">
            <Sign icon=icondata::LuSearch />
            <input
                type="search"
                class="bz-input"
                placeholder=hint.clone()
                aria-label=hint
                autocomplete="off"
                spellcheck="false"
                data-testid=test_id
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    later();
                }
            />
            <Show when=move || !typed.with(String::is_empty)>
                <button
                    type="button"
                    class="cs-icon-button"
                    aria-label=words::clear()
                    on:click=move |_| {
                        typed.set(String::new());
                        later();
                    }
                >
                    <Sign icon=icondata::LuX />
                </button>
            </Show>
        </label>
    }
}
