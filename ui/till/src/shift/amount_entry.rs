use bezmen_domain::locale::Locale;
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
                    {move || value.with(|typed| if typed.is_empty() { shown(suggestion.get()) } else { grouped(typed, look::locale()) })}
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

/// Writes typed figures with their thousands apart, as sums stand everywhere else.
fn grouped(typed: &str, locale: Locale) -> String {
    let whole = typed
        .find(locale.decimal_mark())
        .map_or(typed, |mark| &typed[..mark]);
    let mut grouped = String::with_capacity(typed.len() + 4);
    for (index, figure) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push_str(locale.group_mark());
        }
        grouped.push(figure);
    }
    grouped.push_str(&typed[whole.len()..]);
    grouped
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

#[cfg(test)]
mod tests {
    use super::grouped;
    use bezmen_domain::locale::Locale;

    #[test]
    fn thousands_stand_apart_while_a_sum_is_typed() {
        let english = |typed| grouped(typed, Locale::En);
        assert_eq!(
            ["5", "500", "5000", "1234567.8", "0.25", "."].map(english),
            ["5", "500", "5,000", "1,234,567.8", "0.25", "."]
        );
        let mark = Locale::Ru.group_mark();
        assert_eq!(grouped("12345,6", Locale::Ru), format!("12{mark}345,6"));
    }
}
