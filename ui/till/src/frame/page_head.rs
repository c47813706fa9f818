use bezmen_kit::button::{Button, Weight};
use bezmen_kit::keyboard::Heard;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

use crate::desk::{Desk, Screen};
use crate::words::{Frame, t};

/// The head of a page that is not the selling one: its title and the way back.
#[component]
pub fn PageHead(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Where Esc leads.
    #[prop(default = Screen::Sell)]
    back: Screen,
) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <header class="bz-page-head">
            <Button
                word=t(Frame::Back)
                icon=icondata::LuArrowLeft
                key_hint="Esc"
                weight=Weight::Quiet
                test_id="back"
                on_press=move || desk.go(back)
            />
            <h1 class="bz-title">{move || title.get()}</h1>
        </header>
    }
}

/// Handles the keys of a page that has none of its own: Esc leads back, a scan is handed over.
pub fn leave_keys(desk: Desk, back: Screen, on_scan: impl Fn(String) + Send + Sync + 'static) {
    desk.keys.take(move |heard: Heard| match heard.reading {
        Reading::Scanned(text) => {
            on_scan(text);
            true
        }
        Reading::Pressed(stroke) if stroke.key == "Escape" => {
            desk.go(back);
            true
        }
        Reading::Pressed(_) | Reading::Typed(_) => false,
    });
}
