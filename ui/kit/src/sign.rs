//! The one set of pictures (Lucide), each drawn beside a word.

use leptos::prelude::*;
use leptos_icons::Icon;

/// Draws a picture in the size and colour of the text around it. It is hidden from screen readers: the word speaks.
#[component]
pub fn Sign(
    /// Which picture.
    #[prop(into)]
    icon: Signal<icondata::Icon>,
    /// More classes, such as a size.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    view! {
        <span class=format!("bz-sign {class}") aria-hidden="true">
            <Icon icon=icon width="1em" height="1em" />
        </span>
    }
}
