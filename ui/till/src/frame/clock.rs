use std::time::Duration;

use bezmen_kit::moment;
use leptos::prelude::*;

use crate::desk::Desk;

/// The time, in the shop's own zone.
#[component]
pub fn Clock() -> impl IntoView {
    let now = RwSignal::new(moment::now_ms());
    if let Ok(handle) =
        set_interval_with_handle(move || now.set(moment::now_ms()), Duration::from_secs(5))
    {
        on_cleanup(move || handle.clear());
    }
    let desk = Desk::here();
    let zone = Memo::new(move |_| desk.status.with(|status| status.utc_offset_minutes));
    let shown = move || {
        // The zone itself is kept beside the component tree; here it only says that the time is to be written anew.
        let _changed = zone.get();
        moment::time(now.get())
    };
    view! { <time class="bz-figures bz-top-clock">{shown}</time> }
}
