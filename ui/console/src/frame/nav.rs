//! The way from room to room.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::address::use_address;
use crate::frame::rooms::Room;
use crate::frame::top_bar::{LanguageSwitch, SignOut, ThemeSwitch};
use crate::session;
use crate::words::frame as w;

/// How many rooms a phone shows at once; the others are behind “More”.
const ON_A_PHONE: usize = 4;

/// Navigation: at the left of a desktop, below on a phone.
#[component]
pub fn Nav() -> impl IntoView {
    let more = RwSignal::new(false);
    let open = move || Room::ALL.into_iter().filter(|room| room.is_open());
    view! {
        <nav class="cs-nav" aria-label=w::rooms() on:click=move |_| more.set(false)>
            <div class="cs-brand">
                <img src="/icon.svg" alt="" />
                "Bezmen"
            </div>
            {move || open().take(ON_A_PHONE).map(|room| view! { <RoomLink room=room /> }).collect_view()}
            <div class="cs-nav-rest" class:cs-hide-narrow=move || !more.get() id="more-rooms">
                {move || open().skip(ON_A_PHONE).map(|room| view! { <RoomLink room=room /> }).collect_view()}
                <div class="cs-nav-tools cs-hide-wide">
                    <LanguageSwitch />
                    <ThemeSwitch />
                    <SignOut />
                </div>
            </div>
            <button
                type="button"
                class="cs-more"
                aria-expanded=move || more.get().to_string()
                aria-controls="more-rooms"
                on:click=move |event| {
                    event.stop_propagation();
                    more.update(|more| *more = !*more);
                }
            >
                <Sign icon=icondata::LuEllipsis />
                <span>{w::more()}</span>
            </button>
            <p class="cs-nav-foot">{move || session::with_me(|me| me.company.clone())}</p>
        </nav>
    }
}

/// The link to a room; it keeps what is chosen at the top.
#[component]
fn RoomLink(
    /// The room.
    room: Room,
) -> impl IntoView {
    let address = use_address();
    let path = use_location().pathname;
    let here = move || path.with(|path| path.starts_with(room.path()));
    view! {
        <a
            href=move || address.room(room.path())
            aria-current=move || here().then_some("page")
            data-testid=format!("nav{}", room.path().replace('/', "-"))
        >
            <Sign icon=room.icon() />
            <span>{room.word()}</span>
        </a>
    }
}
