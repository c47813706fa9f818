use bezmen_contract::till::{PairingState, PairingView};
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::moment;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use crate::words::{People, fill, t};

/// The code, large enough to be read from the office next door, and how the pairing goes.
#[component]
pub fn CodePanel(
    /// How it goes.
    view: PairingView,
    /// Begins anew.
    again: Callback<()>,
) -> impl IntoView {
    let again = move || again.run(());
    match view.state {
        PairingState::Idle | PairingState::Waiting => view! {
            <p>{t(People::CodeHint)}</p>
            <output class="bz-pair-code" data-testid="pair-code">{view.user_code}</output>
            <p class="bz-figures break-all">{view.confirm_url}</p>
            <div class="flex items-center justify-between gap-4">
                <span class="flex items-center gap-3">
                    <i class="bz-waiting"></i>
                    {t(People::Waiting)}
                </span>
                <span class="text-faint">{fill(People::CodeUntil, &[&moment::time(view.expires_at_ms)])}</span>
            </div>
            <Button word=t(People::OtherServer) weight=Weight::Quiet on_press=again />
        }
        .into_any(),
        PairingState::Paired => view! { <Notice tone=Tone::Good text=t(People::PairDone) /> }.into_any(),
        PairingState::Expired | PairingState::Denied => {
            let word = if view.state == PairingState::Expired { People::Expired } else { People::Denied };
            view! {
                <Notice tone=Tone::Bad text=t(word) />
                <Button word=t(People::NewCode) weight=Weight::Main test_id="pair-again" on_press=again />
            }
            .into_any()
        }
    }
}
