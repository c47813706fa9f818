//! Signing in again without losing the page.

use leptos::ev::Event;
use leptos::html::Dialog;
use leptos::prelude::*;

use crate::account::sign_in_form::SignInForm;
use crate::session;
use crate::words::account as w;

/// A panel over the page whose session has ended; what was typed stays behind it.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            drop(dialog.show_modal());
        }
    });
    let email = untrack(|| session::with_me(|me| me.email.clone())).unwrap_or_default();
    view! {
        <dialog
            node_ref=dialog
            class="cs-door-panel cs-again"
            aria-label=w::signed_out()
            on:cancel=|event: Event| event.prevent_default()
        >
            <h1>{w::signed_out()}</h1>
            <p class="cs-faint">{w::signed_out_hint()}</p>
            <SignInForm email=email />
        </dialog>
    }
}
