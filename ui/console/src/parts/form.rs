//! A form, and what is wrong with its fields.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement};

use crate::words;

/// A form that this page sends itself.
#[component]
pub fn Form(
    /// Sends it.
    on_submit: impl Fn() + 'static,
    /// More classes.
    #[prop(into, optional)]
    class: String,
    /// Its fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class=format!("cs-form {class}")
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                on_submit();
                lead_to_wrong(event.target());
            }
        >
            {children()}
        </form>
    }
}

/// Puts the keyboard into the first field that is wrong, once the fields have said so.
fn lead_to_wrong(form: Option<EventTarget>) {
    let Some(form) = form.and_then(|form| form.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    request_animation_frame(move || {
        let wrong = form
            .query_selector("[aria-invalid=\"true\"]")
            .ok()
            .flatten();
        if let Some(field) = wrong.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            drop(field.focus());
        }
    });
}

/// Whether the fields have been looked at: nobody is told that a field is wrong before trying to send it.
#[derive(Clone, Copy)]
pub struct Checks(RwSignal<bool>);

impl Checks {
    /// Nothing has been looked at.
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }

    /// From now on what is wrong is said.
    pub fn begin(self) {
        self.0.set(true);
    }

    /// Tells whether what is wrong is said.
    pub fn begun(self) -> bool {
        self.0.get()
    }

    /// What is said under a field while it is wrong.
    pub fn error(
        self,
        wrong: impl Fn() -> bool + Send + Sync + 'static,
        text: &'static str,
    ) -> Signal<String> {
        Signal::derive(move || {
            if self.0.get() && wrong() {
                text.to_owned()
            } else {
                String::new()
            }
        })
    }

    /// What is said under a field that must not stay empty.
    pub fn required(self, field: RwSignal<String>) -> Signal<String> {
        self.error(move || is_blank(field), words::required())
    }
}

/// Tells whether nothing has been typed.
pub fn is_blank(field: RwSignal<String>) -> bool {
    field.with(|text| text.trim().is_empty())
}

/// Returns what has been typed, without the blanks around it.
pub fn trimmed(field: RwSignal<String>) -> String {
    field.with_untracked(|text| text.trim().to_owned())
}
