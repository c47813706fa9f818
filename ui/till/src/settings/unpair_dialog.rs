use bezmen_contract::till::Unpair;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::Desk;
use crate::frame::Ask;
use crate::words::{Frame, Preferences, t};

/// Leaves the company, after a question.
#[component]
pub fn UnpairDialog(
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let error = RwSignal::new(String::new());
    let unpair = move || {
        spawn_local(async move {
            match desk.ask_frame(Unpair {}).await {
                Ok(()) => close.run(()),
                Err(failure) => error.set(failure.message),
            }
        });
    };
    view! {
        <Ask title=t(Preferences::Unpair) on_close=move || close.run(()) test_id="unpair-dialog">
            <p>{t(Preferences::UnpairAsk)}</p>
            <InlineError text=error />
            <div class="bz-dialog-foot">
                <Button word=t(Frame::Cancel) weight=Weight::Quiet key_hint="Esc" on_press=move || close.run(()) />
                <Button word=t(Preferences::UnpairYes) weight=Weight::Danger test_id="unpair-confirm" on_press=unpair />
            </div>
        </Ask>
    }
}
