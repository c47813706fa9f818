use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::{Frame, fill, t};

/// What keeps the whole till from working, right below the top bar: the engine is gone, the disk is full, products load.
#[component]
pub fn LineDownBanner() -> impl IntoView {
    let desk = Desk::here();
    let trouble = Memo::new(move |_| desk.status.with(|status| status.trouble.clone()));
    let download = move || {
        desk.download
            .get()
            .map(|(done, total)| fill(Frame::Downloading, &[&done.to_string(), &total.to_string()]))
    };
    view! {
        <div class="bz-banner">
            <Show when=move || !desk.line_up.get()>
                <Notice tone=Tone::Attention text=t(Frame::EngineLost) />
            </Show>
            <Show when=move || !trouble.get().is_empty()>
                <Notice tone=Tone::Bad text=trouble />
            </Show>
            {move || download().map(|text| view! { <Notice tone=Tone::Attention text=text /> })}
        </div>
    }
}
