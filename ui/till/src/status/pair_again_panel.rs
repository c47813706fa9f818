use bezmen_contract::till::{SyncLamp, SyncState};
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::desk::{Desk, Screen};
use crate::words::{Health, fill, receipts_counted, t};

/// Tells whether only pairing again makes the till and its server level.
pub fn wants_pairing(lamp: &SyncLamp) -> bool {
    matches!(lamp.state, SyncState::Revoked | SyncState::Forgotten)
}

/// Says that the server no longer takes this till's word, that nothing is lost, and how to go on.
#[component]
pub fn PairAgainPanel(
    /// How sync is.
    lamp: SyncLamp,
) -> impl IntoView {
    let desk = Desk::here();
    let title = match lamp.state {
        SyncState::Forgotten => Health::ForgottenTitle,
        _ => Health::RevokedTitle,
    };
    let kept = match lamp.waiting_receipts {
        0 => t(Health::SellsOn).to_owned(),
        waiting => fill(Health::SellsOnWaiting, &[&receipts_counted(waiting)]),
    };
    view! {
        <section class="bz-disconnected" role="alert" data-testid="disconnected">
            <h2>
                <Sign icon=icondata::LuCloudOff />
                {t(title)}
            </h2>
            <p>{kept}</p>
            <p>{t(Health::PairAgainHow)}</p>
            <Button
                word=t(Health::PairAgain)
                icon=icondata::LuLink
                weight=Weight::Main
                class="bz-button-tall"
                test_id="pair-again"
                on_press=move || desk.go(Screen::PairAgain)
            />
        </section>
    }
}
