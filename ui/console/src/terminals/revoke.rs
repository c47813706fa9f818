//! Disconnecting a till.

use bezmen_contract::console::terminals::Terminal;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::api;
use crate::parts::failure_note::FailureNote;
use crate::parts::saving::Saving;
use crate::words::terminals as w;

/// Asks once more, says what it means, and disconnects.
#[component]
pub fn Revoke(
    /// The till.
    till: Terminal,
    /// Told when it is disconnected.
    on_revoked: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = till.terminal_id;
    let waiting = till.waiting_ops > 0;
    let asking = RwSignal::new(false);
    let saving = Saving::new();
    let revoke = move || {
        let call = async move {
            api::post::<_, serde_json::Value>(&format!("/terminals/{id}/revoke"), &()).await
        };
        saving.send(call, move |_| on_revoked());
    };
    view! {
        <div class="mt-auto">
            <FailureNote failure=saving.failure />
            <Show
                when=move || asking.get()
                fallback=move || {
                    view! {
                        <Button
                            word=w::revoke()
                            icon=icondata::LuUnplug
                            weight=Weight::Danger
                            test_id="terminal-revoke"
                            on_press=move || asking.set(true)
                        />
                    }
                }
            >
                <div class="cs-concern cs-concern-bad" role="alertdialog" aria-label=w::revoke_ask()>
                    <Sign icon=icondata::LuTriangleAlert />
                    <div class="cs-stack !gap-3">
                        <div>
                            <strong>{w::revoke_ask()}</strong>
                            {w::revoke_hint()}
                            {waiting.then(|| view! { <strong class="mt-2">{w::revoke_waiting()}</strong> })}
                        </div>
                        <div class="cs-tags">
                            <Button word=w::keep() on_press=move || asking.set(false) />
                            <Button
                                word=w::revoke()
                                weight=Weight::Danger
                                busy=saving.busy
                                test_id="terminal-revoke-confirm"
                                on_press=revoke
                            />
                        </div>
                    </div>
                </div>
            </Show>
        </div>
    }
}
