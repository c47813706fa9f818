use leptos::prelude::*;

use super::label_draft::LabelDraft;
use super::label_form::LabelForm;
use super::label_trial::LabelTrial;
use crate::desk::Desk;

/// The label printer: setting it up, and a label to look at and to print.
#[component]
pub fn LabelPanel() -> impl IntoView {
    let draft = LabelDraft::begin(Desk::here());
    view! {
        <div class="bz-bench-side" data-testid="label-panel">
            <LabelForm draft=draft />
            <LabelTrial draft=draft />
        </div>
    }
}
