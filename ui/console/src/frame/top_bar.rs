//! What is chosen once at the top, and who is signed in.

use bezmen_domain::locale::Locale;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::frame::period_choice::PeriodChoice;
use crate::frame::rooms::Room;
use crate::frame::store_choice::StoreChoice;
use crate::words::frame as w;
use crate::{language, session, theme, words};

/// The bar at the top of every room.
#[component]
pub fn TopBar() -> impl IntoView {
    let path = use_location().pathname;
    let in_room = move |room: Room| path.with(|path| path.starts_with(room.path()));
    view! {
        <header class="cs-top">
            <StoreChoice />
            <Show when=move || in_room(Room::Today) || in_room(Room::Receipts)>
                <PeriodChoice />
            </Show>
            <div class="cs-top-right">
                <span class="cs-person">
                    <strong>{move || session::with_me(|me| me.name.clone())}</strong>
                    <span class="cs-faint">{move || session::with_me(|me| w::role(me.role))}</span>
                </span>
                <LanguageSwitch />
                <ThemeSwitch />
                <SignOut />
            </div>
        </header>
    }
}

/// Ends the session.
#[component]
pub fn SignOut() -> impl IntoView {
    view! {
        <button
            type="button"
            class="cs-icon-button"
            title=w::sign_out()
            data-testid="sign-out"
            on:click=|_| session::sign_out()
        >
            <Sign icon=icondata::LuLogOut />
            <span class="cs-word-narrow">{w::sign_out()}</span>
        </button>
    }
}

/// Changes between the two languages; it shows the one it changes to.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let other = move || match language::locale() {
        Locale::Ru => Locale::En,
        Locale::En => Locale::Ru,
    };
    view! {
        <button
            type="button"
            class="cs-icon-button"
            title=words::language()
            data-testid="language"
            lang=move || other().code()
            on:click=move |_| language::choose(untrack(other))
        >
            <Sign icon=icondata::LuLanguages />
            <span>{move || other().pick("Рус", "Eng")}</span>
        </button>
    }
}

/// Changes between light and dark.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let word = move || {
        if theme::is_dark() {
            words::light_look()
        } else {
            words::dark_look()
        }
    };
    view! {
        <button type="button" class="cs-icon-button" title=word data-testid="theme" on:click=|_| theme::toggle()>
            {move || {
                let icon = if theme::is_dark() { icondata::LuSun } else { icondata::LuMoon };
                view! { <Sign icon=icon /> }
            }}
            <span class="cs-word-narrow">{word}</span>
        </button>
    }
}
