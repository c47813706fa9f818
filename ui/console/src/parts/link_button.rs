//! A link that looks like a button.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;

/// A link to another address, drawn as a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it says.
    #[prop(into)]
    word: String,
    /// The picture before the word.
    icon: icondata::Icon,
    /// Whether it is the main action of the page.
    #[prop(optional)]
    main: bool,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    let class = if main {
        "bz-button bz-button-main"
    } else {
        "bz-button"
    };
    view! {
        <a class=class href=move || href.get() data-testid=test_id>
            <Sign icon=icon />
            <span class="bz-button-word">{word}</span>
        </a>
    }
}
