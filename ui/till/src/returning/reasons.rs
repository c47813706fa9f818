use bezmen_kit::field::Field;
use leptos::prelude::*;

use crate::words::{Receipts, t};

/// The usual reasons as buttons, and a field for any other.
#[component]
pub fn Reasons(
    /// The reason.
    reason: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<String>,
) -> impl IntoView {
    let usual = move |word: Receipts, test_id: &'static str| {
        view! {
            <button
                type="button"
                data-testid=test_id
                aria-pressed=move || (reason.get() == t(word)).to_string()
                on:click=move |_| reason.set(t(word).to_owned())
            >
                {t(word)}
            </button>
        }
    };
    view! {
        <div class="flex flex-col gap-2">
            <Field label=t(Receipts::Reason) value=reason error=error test_id="return-reason" />
            <div class="bz-choice">
                {usual(Receipts::ReasonDefect, "reason-defect")} {usual(Receipts::ReasonUnfit, "reason-unfit")}
                {usual(Receipts::ReasonMistake, "reason-mistake")}
            </div>
        </div>
    }
}
