//! The shape of what is coming.

use leptos::prelude::*;

/// Names are of different lengths, so a list that is coming looks like a list.
const NAME_WIDTHS: [&str; 5] = ["38%", "24%", "46%", "31%", "42%"];

/// Rows of a list that are on their way.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 8)]
    count: usize,
) -> impl IntoView {
    view! {
        <div class="cs-skeleton-rows" aria-hidden="true">
            {(0..count)
                .map(|row| {
                    let name = NAME_WIDTHS[row % NAME_WIDTHS.len()];
                    view! {
                        <div class="cs-skeleton-row">
                            <div class="skeleton" style:width=name></div>
                            <div class="skeleton ml-auto w-16"></div>
                        </div>
                    }
                })
                .collect_view()}
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
