use bezmen_contract::till::{AttemptView, DetectionView};
use leptos::prelude::*;

use crate::words::{Devices, t};

/// What a search has tried so far, the newest on top.
#[component]
pub fn TriedList(
    /// The search.
    detection: RwSignal<Option<DetectionView>>,
) -> impl IntoView {
    let attempts = move || {
        let list = detection.with(|view| view.as_ref().map(|view| view.attempts.clone()));
        let mut numbered: Vec<(usize, AttemptView)> =
            list.unwrap_or_default().into_iter().enumerate().collect();
        numbered.reverse();
        numbered
    };
    let is_any = Memo::new(move |_| {
        detection.with(|view| view.as_ref().is_some_and(|view| !view.attempts.is_empty()))
    });
    view! {
        <Show when=move || is_any.get()>
            <h3 class="bz-label">{t(Devices::Tried)}</h3>
            <div class="bz-tried" data-testid="tried">
                <For each=attempts key=|(number, _)| *number let:attempt>
                    <Attempt attempt=attempt.1 />
                </For>
            </div>
        </Show>
    }
}

#[component]
fn Attempt(attempt: AttemptView) -> impl IntoView {
    let asked = if attempt.asked.is_empty() {
        t(Devices::Listened).to_owned()
    } else {
        attempt.asked
    };
    view! {
        <div class="bz-tried-row">
            <span class="bz-tried-name">{asked}</span>
            <span class="bz-figures text-faint">{attempt.line}</span>
            <span>{attempt.words}</span>
            <code class="bz-line-hex">{attempt.received}</code>
        </div>
    }
}
