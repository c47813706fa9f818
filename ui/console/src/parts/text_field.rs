//! A text to be typed.

use leptos::html::Input;
use leptos::prelude::*;

/// Which kind of text, so that the browser offers the right keyboard and the right memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Any text.
    #[default]
    Text,
    /// An address of a person.
    Email,
    /// The password of the person.
    Password,
    /// A password that is being set.
    NewPassword,
    /// A sum or another number.
    Figures,
    /// Digits that nobody should read over a shoulder.
    Pin,
}

impl Kind {
    const fn input(self) -> &'static str {
        match self {
            Self::Text | Self::Figures => "text",
            Self::Email => "email",
            Self::Password | Self::NewPassword | Self::Pin => "password",
        }
    }

    const fn keyboard(self) -> &'static str {
        match self {
            Self::Text | Self::Password | Self::NewPassword => "text",
            Self::Email => "email",
            Self::Figures => "decimal",
            Self::Pin => "numeric",
        }
    }

    const fn memory(self) -> &'static str {
        match self {
            Self::Text | Self::Figures => "off",
            Self::Email => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            Self::Pin => "one-time-code",
        }
    }
}

/// A labelled field with its hint and, when it is wrong, what is wrong with it.
#[component]
pub fn TextField(
    /// What to type.
    #[prop(into)]
    label: String,
    /// What has been typed.
    value: RwSignal<String>,
    /// Which kind of text.
    #[prop(optional)]
    kind: Kind,
    /// What to know before typing.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong, in words; empty when nothing.
    #[prop(into, optional)]
    error: Signal<String>,
    /// Whether it gets the keyboard when it appears.
    #[prop(optional)]
    first: bool,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// More classes.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    if first {
        // The browser's own autofocus only works while a page is being read for the first time.
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                drop(input.focus());
            }
        });
    }
    view! {
        <label class=format!("bz-field {class}")>
            <span class="bz-field-label">{label}</span>
            <input
                node_ref=input
                type=kind.input()
                inputmode=kind.keyboard()
                autocomplete=kind.memory()
                autofocus=first
                spellcheck="false"
                class="bz-input"
                class:bz-input-figures=kind == Kind::Figures
                data-testid=test_id
                aria-invalid=move || (!error.with(String::is_empty)).to_string()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            {move || {
                // What is wrong says what is right, so the hint gives it its place.
                let error = error.get();
                if !error.is_empty() {
                    view! { <span class="bz-field-error" role="alert">{error}</span> }.into_any()
                } else if hint.is_empty() {
                    ().into_any()
                } else {
                    view! { <span class="cs-hint">{hint.clone()}</span> }.into_any()
                }
            }}
        </label>
    }
}
