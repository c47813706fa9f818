//! A text to be typed.

use leptos::html::Input;
use leptos::prelude::*;

/// A labelled field with its error under it. What was typed stays when the error comes.
#[component]
pub fn Field(
    /// What to type.
    #[prop(into)]
    label: String,
    /// What has been typed.
    value: RwSignal<String>,
    /// What is wrong with it, in words; empty when nothing.
    #[prop(into, optional)]
    error: Signal<String>,
    /// What an example looks like.
    #[prop(into, optional)]
    example: String,
    /// Which keyboard a touch screen shows: `text`, `decimal`, `tel`, `url`.
    #[prop(into, default = "text".to_owned())]
    mode: String,
    /// Whether it gets the focus when it comes up, with what stands in it selected.
    #[prop(optional)]
    first: bool,
    /// Whether it holds a sum or a quantity, drawn right-aligned.
    #[prop(optional)]
    figures: bool,
    /// Whether the text is hidden, as a PIN is.
    #[prop(optional)]
    secret: bool,
    /// What Enter does.
    #[prop(into, optional)]
    on_enter: Option<Callback<()>>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// More classes.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    let kind = if secret { "password" } else { "text" };
    let input = NodeRef::<Input>::new();
    // A browser obeys `autofocus` only once on a page.
    Effect::new(move || {
        if let Some(input) = input.get().filter(|_| first) {
            let _ = input.focus();
            input.select();
        }
    });
    view! {
        <label class=format!("bz-field {class}")>
            <span class="bz-field-label">{label}</span>
            <input
                node_ref=input
                type=kind
                class="bz-input"
                class:bz-input-figures=figures
                inputmode=mode
                placeholder=example
                autocomplete="off"
                spellcheck="false"
                autofocus=first
                data-testid=test_id
                aria-invalid=move || (!error.get().is_empty()).to_string()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && let Some(on_enter) = on_enter {
                        event.prevent_default();
                        event.stop_propagation();
                        on_enter.run(());
                    }
                }
            />
            {move || {
                let error = error.get();
                (!error.is_empty()).then(|| view! { <span class="bz-field-error" role="alert">{error}</span> })
            }}
        </label>
    }
}
