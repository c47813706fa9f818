//! A lamp: how a device or the network is, by colour and by word.

use leptos::prelude::*;

use crate::sign::Sign;

/// What a lamp tells. Never by colour alone: the word says it, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glow {
    /// All is well.
    Calm,
    /// It is not there, and nobody misses it.
    Dark,
    /// Somebody should look.
    Attention,
    /// It does not work.
    Bad,
}

impl Glow {
    const fn class(self) -> &'static str {
        match self {
            Self::Calm => "bz-lamp",
            Self::Dark => "bz-lamp bz-lamp-dark",
            Self::Attention => "bz-lamp bz-lamp-attention",
            Self::Bad => "bz-lamp bz-lamp-bad",
        }
    }
}

/// A picture with a coloured dot and a word; pressing it opens what it speaks of.
#[component]
pub fn Lamp(
    /// The picture.
    #[prop(into)]
    icon: Signal<icondata::Icon>,
    /// What it tells.
    #[prop(into)]
    glow: Signal<Glow>,
    /// The word.
    #[prop(into)]
    word: Signal<String>,
    /// More words, shown by pointing at it.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Opens what it speaks of.
    on_press: impl Fn() + 'static,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    view! {
        <button type="button" class=move || glow.get().class() title=move || hint.get() data-testid=test_id on:click=move |_| on_press()>
            <Sign icon=icon />
            <i class="bz-lamp-dot"></i>
            <span class="bz-lamp-word">{move || word.get()}</span>
        </button>
    }
}
