use bezmen_contract::till::StaffTile;
use bezmen_domain::id::PersonId;
use bezmen_kit::focus::release_focus;
use bezmen_kit::letter_tile::LetterTile;
use leptos::prelude::*;

use super::color_of;
use super::role_word::role_word;
use crate::words::{People, t};

/// One person to pick.
#[component]
pub fn StaffTileButton(
    /// Who.
    tile: StaffTile,
    /// Who is picked.
    picked: RwSignal<Option<PersonId>>,
) -> impl IntoView {
    let id = tile.person_id;
    let under = if tile.has_pin {
        role_word(tile.role)
    } else {
        t(People::NoPin)
    };
    view! {
        <button
            type="button"
            class="bz-staff"
            data-testid=format!("sign-in-{}", tile.name)
            disabled=!tile.has_pin
            aria-pressed=move || (picked.get() == Some(id)).to_string()
            on:click=move |_| {
                // Enter is the end of the PIN from now on, also for somebody who came here by Tab.
                release_focus();
                picked.set(Some(id));
            }
        >
            <LetterTile name=tile.name.clone() color=color_of(id) />
            <span class="min-w-0">
                <strong>{tile.name.clone()}</strong>
                <small>{under}</small>
            </span>
        </button>
    }
}
