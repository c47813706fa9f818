use leptos::prelude::*;

use super::address_form::AddressForm;
use super::code_panel::CodePanel;
use super::talk::Talk;
use crate::desk::Desk;
use crate::words::{People, t};

/// Server address, then the code to type in the console, then waiting.
#[component]
pub fn PairingPage() -> impl IntoView {
    let desk = Desk::here();
    let talk = Talk::follow(move || desk.refresh_status());
    desk.keys.take(|_| false);
    view! {
        <div class="bz-page-middle">
            <section class="bz-panel flex flex-col gap-6 p-8 w-full max-w-2xl">
                <div class="flex flex-col gap-2">
                    <h1 class="bz-title">{t(People::PairTitle)}</h1>
                    <p class="text-faint">{t(People::PairHint)}</p>
                </div>
                {move || match talk.shown.get() {
                    None => view! { <AddressForm talk=talk /> }.into_any(),
                    Some(view) => view! { <CodePanel view=view talk=talk /> }.into_any(),
                }}
            </section>
        </div>
    }
}
