use bezmen_contract::till::ProductView;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use super::quick_keys::QuickKeyBoard;
use super::search_results::SearchResults;
use super::sell_keys::SEARCH_FIELD;
use crate::desk::Desk;
use crate::words::{Frame, Selling, t};

/// Search, and below it what was found, or else the quick keys.
#[component]
pub fn FindPane() -> impl IntoView {
    let desk = Desk::here();
    let at = RwSignal::new(0_usize);
    let found = RwSignal::new(Vec::<ProductView>::new());
    // The text that `found` answers, and whether Enter came before the answer: what is listed then is for fewer letters, and
    // taking it would sell something else.
    let listed_for = RwSignal::new(None::<String>);
    let enter_waits = RwSignal::new(false);
    let typed = move || desk.search.with(|search| !search.trim().is_empty());
    let take = move || {
        enter_waits.set(false);
        if let Some(product) = found.with_untracked(|found| found.get(at.get_untracked()).cloned())
        {
            desk.add_product(product, false);
            desk.search.set(String::new());
            bezmen_kit::focus::release_focus();
        }
    };
    let is_listed = move || {
        listed_for.with_untracked(|listed| {
            desk.search
                .with_untracked(|search| listed.as_ref() == Some(search))
        })
    };
    let on_listed = Callback::new(move |()| {
        if enter_waits.get_untracked() {
            take();
        }
    });
    let steer = move |key: &str| match key {
        "ArrowDown" => {
            at.update(|at| *at = (*at + 1).min(found.with_untracked(Vec::len).saturating_sub(1)))
        }
        "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
        "Enter" if is_listed() => take(),
        "Enter" => enter_waits.set(true),
        _ => {}
    };
    view! {
        <section class="bz-find">
            <label class="bz-search">
                <Sign icon=icondata::LuSearch />
                <input
                    type="text"
                    name=SEARCH_FIELD
                    data-testid="search"
                    placeholder=t(Selling::Search)
                    aria-label=t(Selling::Search)
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || desk.search.get()
                    on:input=move |event| {
                        at.set(0);
                        enter_waits.set(false);
                        desk.search.set(event_target_value(&event));
                    }
                    on:keydown=move |event| {
                        let key = event.key();
                        if matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Enter") {
                            event.prevent_default();
                            steer(&key);
                        }
                    }
                />
                <Show when=typed fallback=|| view! { <kbd class="bz-key">"F2"</kbd> }>
                    <button type="button" class="bz-cross" aria-label=t(Frame::Close) on:click=move |_| desk.search.set(String::new())>
                        <Sign icon=icondata::LuX />
                    </button>
                </Show>
            </label>
            <Show when=typed fallback=|| view! { <QuickKeyBoard /> }>
                <SearchResults found=found at=at listed_for=listed_for on_listed=on_listed />
            </Show>
        </section>
    }
}
