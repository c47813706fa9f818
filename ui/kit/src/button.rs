//! What can be pressed.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::sign::Sign;

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The one main action of a screen.
    Main,
    /// Any other action.
    #[default]
    Plain,
    /// An action that stands back, such as closing.
    Quiet,
    /// An action that takes something away.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "bz-button bz-button-main",
            Self::Plain => "bz-button",
            Self::Quiet => "bz-button bz-button-quiet",
            Self::Danger => "bz-button bz-button-danger",
        }
    }
}

/// A button of at least 48 px with a word, perhaps a picture, perhaps the key that does the same.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    word: Signal<String>,
    /// What it does.
    on_press: impl Fn() + 'static,
    /// How much it asks to be pressed.
    #[prop(optional)]
    weight: Weight,
    /// The picture before the word.
    #[prop(optional)]
    icon: Option<icondata::Icon>,
    /// The key that does the same.
    #[prop(into, optional)]
    key_hint: String,
    /// Whether it cannot be pressed now.
    #[prop(into, optional)]
    off: Signal<bool>,
    /// Whether its work is under way; it cannot be pressed meanwhile.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// More classes.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("{} {class}", weight.class())
            data-testid=test_id
            disabled=move || off.get() || busy.get()
            aria-busy=move || busy.get().to_string()
            on:click=move |event: MouseEvent| {
                event.prevent_default();
                on_press();
            }
        >
            {icon.map(|icon| view! { <Sign icon=icon /> })}
            <span class="bz-button-word">{move || word.get()}</span>
            {(!key_hint.is_empty()).then(|| view! { <kbd class="bz-key">{key_hint.clone()}</kbd> })}
        </button>
    }
}
