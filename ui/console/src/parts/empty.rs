//! What stands where a list has no rows.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;

/// A picture, what is missing, what to do, and the button that does it.
#[component]
pub fn Empty(
    /// The picture.
    icon: icondata::Icon,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    hint: String,
    /// The way to do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="cs-empty" data-testid="empty">
            <Sign icon=icon class="cs-empty-sign" />
            <strong>{title}</strong>
            <p>{hint}</p>
            {children.map(|children| children())}
        </div>
    }
}
