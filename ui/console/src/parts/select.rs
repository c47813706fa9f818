//! A choice of a few.

use leptos::prelude::*;

/// A value with its words.
pub type Choice = (String, String);

/// A labelled choice; its value goes where the caller says.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The values with their words.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Takes another choice.
    on_choose: impl Fn(String) + 'static,
    /// Whether the label is only for screen readers.
    #[prop(optional)]
    bare: bool,
    /// What to know about the choice.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    let label_class = if bare { "sr-only" } else { "bz-field-label" };
    view! {
        <label class="bz-field">
            <span class=label_class>{label}</span>
            <select
                class="bz-input cs-select"
                data-testid=test_id
                prop:value=move || {
                    choices.track();
                    value.get()
                }
                on:change=move |event| on_choose(event_target_value(&event))
            >
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|(code, words)| {
                            let chosen = code == value.get_untracked();
                            view! {
                                <option value=code selected=chosen>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            {move || {
                let hint = hint.get();
                (!hint.is_empty()).then(|| view! { <span class="cs-hint">{hint}</span> })
            }}
        </label>
    }
}

/// A choice that is kept in the address, as a filter is.
#[component]
pub fn FilterSelect(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The part of the address.
    name: &'static str,
    /// The values with their words; the empty value is for all.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    let address = crate::address::use_address();
    view! {
        <Select
            label=label
            bare=true
            choices=choices
            value=Signal::derive(move || address.get(name).unwrap_or_default())
            on_choose=move |value: String| address.set(&[(name, Some(&value)), ("cursor", None)])
            test_id=test_id
        />
    }
}
