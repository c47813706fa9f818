//! A state in one or two words.

use leptos::prelude::*;

/// How a state is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// All is well.
    Good,
    /// Worth knowing.
    Plain,
    /// Somebody should look.
    Attention,
    /// Something is wrong.
    Bad,
}

impl Mood {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "cs-chip cs-chip-good",
            Self::Plain => "cs-chip",
            Self::Attention => "cs-chip cs-chip-attention",
            Self::Bad => "cs-chip cs-chip-bad",
        }
    }
}

/// A state as a small label; the word says it, the colour only helps.
#[component]
pub fn Chip(
    /// How it is to be taken.
    mood: Mood,
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class=mood.class()>{text}</span> }
}
