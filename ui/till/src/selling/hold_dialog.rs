use bezmen_contract::till::HoldTicket;
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::{InlineError, Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::Desk;
use crate::frame::Ask;
use crate::words::{Selling, t};

/// Puts the ticket aside, with a word to know it by.
#[component]
pub fn HoldDialog() -> impl IntoView {
    let desk = Desk::here();
    let (note, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let close = move || desk.overlay.set(None);
    let hold = Callback::new(move |()| {
        let question = HoldTicket {
            note: note.get_untracked().trim().to_owned(),
        };
        spawn_local(async move {
            desk.take_answer(bridge::call(question).await, error);
        });
    });
    view! {
        <Ask title=t(Selling::HoldTitle) on_close=close on_enter=hold test_id="hold">
            <Show
                when=move || !desk.is_empty()
                fallback=|| view! { <Notice tone=Tone::Attention text=t(Selling::HoldEmpty) /> }
            >
                <Field
                    label=t(Selling::HoldNote)
                    value=note
                    example=t(Selling::HoldExample)
                    first=true
                    on_enter=hold
                    test_id="hold-note"
                />
                <InlineError text=error />
                <Button word=t(Selling::HoldTitle) weight=Weight::Main key_hint="Enter" test_id="hold-confirm" on_press=move || hold.run(()) />
            </Show>
        </Ask>
    }
}
