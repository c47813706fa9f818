//! The head of a page.

use leptos::prelude::*;

use crate::browser;

/// What the page is called, and what can be done on it. The browser's tab is called the same.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: String,
    /// How many there are, or another small word.
    #[prop(into, optional)]
    note: Signal<String>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    browser::set_title(&format!("{title} · Bezmen"));
    view! {
        <header class="cs-page-head">
            <h1>{title}</h1>
            <span class="cs-faint">{move || note.get()}</span>
            <div class="cs-page-actions">{children.map(|children| children())}</div>
        </header>
    }
}
