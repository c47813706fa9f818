//! A part of a page with a head of its own.

use leptos::prelude::*;

/// A framed part of a page.
#[component]
pub fn Area(
    /// Its head.
    #[prop(into)]
    title: String,
    /// What can be done with it, at the right of the head.
    #[prop(into, optional)]
    actions: ViewFn,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// More classes.
    #[prop(into, optional)]
    class: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let label = title.clone();
    view! {
        <section class=format!("cs-area {class}") aria-label=label data-testid=test_id>
            <header class="cs-area-head">
                <h2>{title}</h2>
                {actions.run()}
            </header>
            {children()}
        </section>
    }
}
