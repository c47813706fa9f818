use std::time::Duration;

use bezmen_kit::moment;
use leptos::prelude::*;

/// The time, in the shop's own zone.
#[component]
pub fn Clock() -> impl IntoView {
    let now = RwSignal::new(moment::now_ms());
    if let Ok(handle) =
        set_interval_with_handle(move || now.set(moment::now_ms()), Duration::from_secs(5))
    {
        on_cleanup(move || handle.clear());
    }
    view! { <time class="bz-figures bz-top-clock">{move || moment::time(now.get())}</time> }
}
