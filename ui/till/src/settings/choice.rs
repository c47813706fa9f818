use leptos::prelude::*;

/// One of a few values, each a button.
#[component]
pub fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The value.
    value: RwSignal<T>,
    /// Each value with its word and the name that tests find it by.
    options: Vec<(T, &'static str, &'static str)>,
) -> impl IntoView {
    let buttons = options.into_iter().map(|(option, word, test_id)| {
        view! {
            <button
                type="button"
                data-testid=test_id
                aria-pressed=move || (value.get() == option).to_string()
                on:click=move |_| value.set(option)
            >
                {word}
            </button>
        }
    });
    view! {
        <div class="flex flex-col gap-1">
            <span class="bz-label">{label}</span>
            <div class="bz-choice">{buttons.collect_view()}</div>
        </div>
    }
}
