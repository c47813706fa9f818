//! A sum of money, with its minor units drawn smaller.

use bezmen_domain::money::{Money, parts};
use leptos::prelude::*;

use crate::look;

/// Draws a sum with tabular figures; the minor units are smaller, so that the eye reads the whole first.
#[component]
pub fn Amount(
    /// The sum.
    #[prop(into)]
    value: Signal<Money>,
    /// Whether the currency's sign is drawn; lists leave it out.
    #[prop(optional)]
    symbol: bool,
    /// Whether a sum above zero is drawn with a plus, as differences are.
    #[prop(optional)]
    signed: bool,
    /// More classes.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    view! {
        <span class=format!("bz-amount {class}")>
            {move || {
                let sum = value.get();
                let parts = parts(sum, look::currency(), look::locale());
                let plus = if signed && sum.is_positive() { "+" } else { "" };
                let (before, after) = match (symbol, parts.symbol_first) {
                    (false, _) => (String::new(), String::new()),
                    (true, true) => (format!("{}{}", parts.symbol, parts.gap), String::new()),
                    (true, false) => (String::new(), format!("{}{}", parts.gap, parts.symbol)),
                };
                view! {
                    {plus}
                    {parts.sign}
                    {before}
                    {parts.whole}
                    <small>{parts.mark} {parts.minor} {after}</small>
                }
            }}
        </span>
    }
}
