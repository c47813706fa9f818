//! What stands where nothing is yet.

use leptos::prelude::*;

use crate::sign::Sign;

/// A picture, what is missing, and what to do about it.
#[component]
pub fn EmptyState(
    /// The picture.
    icon: icondata::Icon,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    hint: String,
) -> impl IntoView {
    view! {
        <div class="bz-empty">
            <Sign icon=icon class="bz-empty-sign" />
            <strong>{title}</strong>
            <span>{hint}</span>
        </div>
    }
}
