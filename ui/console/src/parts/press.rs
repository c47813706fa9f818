//! The button that sends a form.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;

/// Sends the form it stands in; it cannot be pressed while the form is on its way.
#[component]
pub fn Submit(
    /// What it says.
    #[prop(into)]
    word: String,
    /// Whether the form is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// More classes.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=format!("bz-button bz-button-main {class}")
            data-testid=test_id
            disabled=move || busy.get()
            aria-busy=move || busy.get().to_string()
        >
            <Show when=move || busy.get()>
                <Sign icon=icondata::LuLoaderCircle class="cs-spin" />
            </Show>
            <span class="bz-button-word">{word}</span>
        </button>
    }
}
