//! The PIN of a person.

use bezmen_contract::console::people::{Person, PinInput};
use bezmen_domain::id::PersonId;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use crate::api;
use crate::parts::area::Area;
use crate::parts::chip::{Chip, Mood};
use crate::parts::failure_note::FailureNote;
use crate::parts::form::Form;
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::text_field::{Kind, TextField};
use crate::words::people as w;

/// How many digits a PIN has.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// Sets or clears a PIN. The old one cannot be read, only replaced.
#[component]
pub fn PinForm(
    /// Whose.
    id: PersonId,
    /// Whether one is set.
    has_pin: bool,
    /// The revision of the person; a new PIN makes a new one.
    revision: RwSignal<Option<u64>>,
    /// Told when it was changed.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let set = RwSignal::new(has_pin);
    let said = RwSignal::new(None::<&'static str>);
    let wrong = RwSignal::new(String::new());
    let saving = Saving::new();
    let send = move |new: Option<String>| {
        let is_set = new.is_some();
        said.set(None);
        let call = async move {
            api::put::<_, Person>(&format!("/people/{id}/pin"), &PinInput { pin: new }).await
        };
        saving.send(call, move |person| {
            revision.try_set(Some(person.revision));
            set.try_set(is_set);
            pin.try_set(String::new());
            said.try_set(Some(if is_set {
                w::pin_saved()
            } else {
                w::pin_cleared()
            }));
            on_saved();
        });
    };
    let save = move || {
        let typed = pin.with_untracked(|pin| pin.trim().to_owned());
        let good = DIGITS.contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit());
        wrong.set(if good {
            String::new()
        } else {
            w::pin_wrong().to_owned()
        });
        if good {
            send(Some(typed));
        }
    };
    view! {
        <Area
            title=w::pin()
            actions=move || {
                let (mood, text) =
                    if set.get() { (Mood::Good, w::pin_set()) } else { (Mood::Attention, w::pin_not_set()) };
                view! { <Chip mood=mood text=text /> }
            }
        >
            <Form on_submit=save>
                <TextField
                    label=w::pin_new()
                    value=pin
                    kind=Kind::Pin
                    hint=w::pin_hint()
                    error=wrong
                    test_id="person-pin"
                />
                <FailureNote failure=saving.failure />
                {move || said.get().map(|text| view! { <Notice tone=Tone::Good text=text.to_owned() test_id="pin-said" /> })}
                <div class="flex flex-wrap gap-2">
                    <Submit word=w::pin_save() busy=saving.busy test_id="person-pin-save" />
                    <Show when=move || set.get()>
                        <Button word=w::pin_clear() weight=Weight::Danger test_id="person-pin-clear" on_press=move || send(None) />
                    </Show>
                </div>
            </Form>
        </Area>
    }
}
