use bezmen_domain::money::Money;
use bezmen_kit::keypad::Keypad;
use bezmen_kit::look;
use leptos::prelude::*;

/// A sum that is being typed, drawn large, with the figures to touch. Keys reach it through the page that holds it.
#[component]
pub fn AmountEntry(
    /// What it is.
    #[prop(into)]
    label: String,
    /// What has been typed.
    value: RwSignal<String>,
    /// What stands there while nothing is typed.
    #[prop(into, optional)]
    suggestion: Signal<String>,
    /// What is wrong with it, in words.
    #[prop(into, optional)]
    error: Signal<String>,
    /// What stands behind the number instead of the currency's sign.
    #[prop(into, optional)]
    unit: Option<Signal<String>>,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
) -> impl IntoView {
    let unit = unit.unwrap_or_else(|| Signal::stored(look::currency().symbol().to_owned()));
    view! {
        <div class="flex flex-col gap-3">
            <div class="bz-entry" aria-live="polite">
                <span class="bz-label">{label}</span>
                <output class="bz-figures" class:bz-entry-suggested=move || value.with(String::is_empty) data-testid=test_id>
                    {move || value.with(|typed| if typed.is_empty() { shown(suggestion.get()) } else { typed.clone() })}
                    <small>{move || format!("\u{2009}{}", unit.get())}</small>
                </output>
                {move || {
                    let error = error.get();
                    (!error.is_empty()).then(|| view! { <span class="bz-field-error" role="alert">{error}</span> })
                }}
            </div>
            <Keypad value=value />
        </div>
    }
}

fn shown(suggestion: String) -> String {
    if suggestion.is_empty() {
        "0".to_owned()
    } else {
        suggestion
    }
}

/// Reads a typed sum in the till's currency, in words of the page when it is none.
pub fn read_sum(text: &str) -> Result<Money, String> {
    Money::parse(text, look::currency()).map_err(|_| {
        look::locale()
            .pick(
                "Введите сумму, например 1234,50",
                "Type a sum, for example 1234.50",
            )
            .to_owned()
    })
}
