//! The shape of what is coming.

use leptos::prelude::*;

/// Rows of a list that are on their way.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 8)]
    count: usize,
) -> impl IntoView {
    view! {
        <div class="cs-skeleton-rows" aria-hidden="true">
            {(0..count).map(|_| view! { <div class="skeleton cs-skeleton-row"></div> }).collect_view()}
        </div>
    }
}

/// A block that is on its way.
#[component]
pub fn SkeletonBlock(
    /// Classes that give its size.
    #[prop(into)]
    class: String,
) -> impl IntoView {
    view! { <div class=format!("skeleton {class}") aria-hidden="true"></div> }
}
