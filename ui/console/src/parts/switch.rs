//! Yes or no.

use leptos::prelude::*;

/// A labelled switch.
#[component]
pub fn Switch(
    /// What is on or off.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    value: RwSignal<bool>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    view! {
        <label class="cs-switch">
            <input
                type="checkbox"
                role="switch"
                class="toggle toggle-primary"
                data-testid=test_id
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}
