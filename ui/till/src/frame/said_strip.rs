use bezmen_kit::notice::Notice;
use leptos::prelude::*;

use crate::desk::Desk;

/// What was said last, where the eye is: each screen puts it beside what it is about.
#[component]
pub fn SaidStrip() -> impl IntoView {
    let desk = Desk::here();
    move || {
        desk.said
            .get()
            .map(|said| view! { <Notice tone=said.tone text=said.text test_id="said" /> })
    }
}
