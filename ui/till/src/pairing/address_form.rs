use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use leptos::prelude::*;

use super::talk::Talk;
use crate::words::{People, t};

/// Asks for the server's address and gets a code from it.
#[component]
pub fn AddressForm(
    /// The talk that it begins.
    talk: Talk,
) -> impl IntoView {
    let send = Callback::new(move |()| talk.start());
    view! {
        <Field
            label=t(People::ServerAddress)
            value=talk.address
            error=talk.error
            example="https://shop.example"
            mode="url"
            first=true
            on_enter=send
            test_id="pair-address"
        />
        <Field label=t(People::DeviceName) value=talk.name example=t(People::DeviceExample) on_enter=send test_id="pair-name" />
        <Button word=t(People::GetCode) weight=Weight::Main busy=talk.busy test_id="pair-start" on_press=move || send.run(()) />
    }
}
