use bezmen_contract::till::{PairingView, StartPairing};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::words::{People, t};

/// Asks for the server's address and gets a code from it.
#[component]
pub fn AddressForm(
    /// Hears the answer.
    started: Callback<PairingView>,
) -> impl IntoView {
    let (address, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (error, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let send = Callback::new(move |()| {
        let server_url = address.get_untracked().trim().to_owned();
        if server_url.is_empty() {
            return error.set(t(People::AddressMissing).to_owned());
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(String::new());
        let question = StartPairing {
            server_url,
            device_name: name.get_untracked().trim().to_owned(),
        };
        spawn_local(async move {
            match bridge::call(question).await {
                Ok(view) => started.run(view),
                Err(failure) => error.set(failure.message),
            }
            busy.set(false);
        });
    });
    view! {
        <Field
            label=t(People::ServerAddress)
            value=address
            error=error
            example="https://shop.example"
            mode="url"
            first=true
            on_enter=send
            test_id="pair-address"
        />
        <Field label=t(People::DeviceName) value=name example=t(People::DeviceExample) on_enter=send test_id="pair-name" />
        <Button word=t(People::GetCode) weight=Weight::Main busy=busy test_id="pair-start" on_press=move || send.run(()) />
    }
}
