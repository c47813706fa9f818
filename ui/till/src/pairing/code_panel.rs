use bezmen_contract::till::{PairingState, PairingView};
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::moment;
use bezmen_kit::notice::{InlineError, Notice, Tone};
use leptos::prelude::*;

use super::talk::Talk;
use crate::words::{People, fill, t};

/// The code, large enough to be read from the office next door, and how the pairing goes.
#[component]
pub fn CodePanel(
    /// How it goes.
    view: PairingView,
    /// The talk that it belongs to.
    talk: Talk,
) -> impl IntoView {
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
            <Button word=t(People::OtherServer) weight=Weight::Quiet test_id="pair-other" on_press=move || talk.anew() />
        }
        .into_any(),
        PairingState::Paired => view! { <Notice tone=Tone::Good text=t(People::PairDone) /> }.into_any(),
        PairingState::Expired | PairingState::Denied => {
            let word = if view.state == PairingState::Expired { People::Expired } else { People::Denied };
            let text = if view.hint.is_empty() { t(word).to_owned() } else { view.hint };
            view! {
                <Notice tone=Tone::Bad text=text />
                <Button word=t(People::NewCode) weight=Weight::Main busy=talk.busy test_id="pair-new-code" on_press=move || talk.start() />
                <InlineError text=talk.error />
                <Button word=t(People::OtherServer) weight=Weight::Quiet test_id="pair-other" on_press=move || talk.anew() />
            }
            .into_any()
        }
    }
}
