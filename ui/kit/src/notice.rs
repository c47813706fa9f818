//! Words about what went wrong or right.

use leptos::prelude::*;

use crate::sign::Sign;

/// How serious a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// Somebody should look.
    Attention,
    /// It did not work.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "bz-notice bz-notice-good",
            Self::Attention => "bz-notice bz-notice-attention",
            Self::Bad => "bz-notice bz-notice-bad",
        }
    }

    const fn icon(self) -> icondata::Icon {
        match self {
            Self::Good => icondata::LuCircleCheck,
            Self::Attention => icondata::LuTriangleAlert,
            Self::Bad => icondata::LuCircleAlert,
        }
    }
}

/// One sentence with its picture, where the eye is.
#[component]
pub fn Notice(
    /// How serious it is.
    tone: Tone,
    /// What it says, and what to do.
    #[prop(into)]
    text: Signal<String>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=tone.class() role=role data-testid=test_id>
            <Sign icon=tone.icon() />
            <span>{move || text.get()}</span>
        </div>
    }
}

/// A bad notice that is only there while it has something to say.
#[component]
pub fn InlineError(
    /// What went wrong and what to do; empty when nothing.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <Show when=move || !text.get().is_empty()>
            <Notice tone=Tone::Bad text=text test_id="error" />
        </Show>
    }
}
