//! A text of several lines.

use leptos::prelude::*;

/// A labelled field in which Enter begins a new line.
#[component]
pub fn TextArea(
    /// What to type.
    #[prop(into)]
    label: String,
    /// What has been typed.
    value: RwSignal<String>,
    /// What to know before typing.
    #[prop(into)]
    hint: String,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    view! {
        <label class="bz-field">
            <span class="bz-field-label">{label}</span>
            <textarea
                class="bz-input"
                rows="3"
                data-testid=test_id
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            <span class="cs-hint">{hint}</span>
        </label>
    }
}
