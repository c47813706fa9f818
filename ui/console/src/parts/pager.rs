//! From page to page of a list.

use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::address::use_address;
use crate::words;

/// Leads to the next page and back. The place in the list is part of the address.
#[component]
pub fn Pager(
    /// Where the next page begins, if there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
) -> impl IntoView {
    let address = use_address();
    let deep = move || address.get("cursor").is_some();
    view! {
        <nav class="cs-pager" aria-label=words::next_page()>
            <Show when=deep>
                <Button
                    word=words::first_page()
                    icon=icondata::LuArrowUpToLine
                    weight=Weight::Quiet
                    on_press=move || address.set(&[("cursor", None)])
                />
            </Show>
            <Show when=move || next.get().is_some()>
                <Button
                    word=words::next_page()
                    icon=icondata::LuArrowRight
                    test_id="next-page"
                    on_press=move || address.set(&[("cursor", next.get_untracked().as_deref())])
                />
            </Show>
        </nav>
    }
}
