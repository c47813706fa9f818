use bezmen_contract::till::ReceiptLineView;
use bezmen_domain::money;
use bezmen_domain::quantity::{Quantity, format, format_number};
use bezmen_kit::look;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use super::choices::{Choices, left_of, step_of};
use crate::words::{Receipts, Selling, fill, t};

/// One line of the receipt, and how much of it comes back.
#[component]
pub fn ReturnLine(
    /// The line.
    line: ReceiptLineView,
    /// What comes back.
    choices: Choices,
    /// Whether + and − work on it.
    #[prop(into)]
    lit: Signal<bool>,
) -> impl IntoView {
    let locale = look::locale();
    let id = line.line_id;
    let left = left_of(&line);
    let unit = line.unit;
    let is_marked = line.ki.is_some();
    let stored = StoredValue::new(line.clone());
    let set = move |quantity: Quantity| stored.with_value(|line| choices.set(line, quantity));
    let step = step_of(&line);
    let sold = fill(
        Receipts::SoldFor,
        &[
            &format(line.quantity, unit, locale),
            &money::format(line.total, look::currency(), locale),
        ],
    );
    let back = line.returned.is_positive().then(|| {
        fill(
            Receipts::AlreadyBack,
            &[&format(line.returned, unit, locale)],
        )
    });
    view! {
        <div class="bz-row" class:bz-row-lit=lit data-testid="return-line" aria-selected=move || choices.of(id).is_positive().to_string()>
            <span class="grow min-w-0">
                <strong class="block leading-snug">{line.name} {is_marked.then(|| view! { <span class="bz-badge ms-2">{t(Selling::Marked)}</span> })}</strong>
                <span class="block text-faint text-sm bz-figures">{[Some(sold), back].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
            </span>
            {if left.is_positive() {
                view! {
                    <button type="button" class="bz-step" data-testid="return-less" aria-label="−" on:click=move |_| set(choices.of(id) - step)>
                        <Sign icon=icondata::LuMinus />
                    </button>
                    <input
                        class="bz-input bz-count-input bz-figures"
                        inputmode="decimal"
                        autocomplete="off"
                        data-testid="return-quantity"
                        prop:value=move || {
                            let quantity = choices.of(id);
                            if quantity.is_zero() { String::new() } else { format_number(quantity, unit, look::locale()) }
                        }
                        placeholder="0"
                        on:change=move |event| set(Quantity::parse(&event_target_value(&event)).unwrap_or_default())
                    />
                    <button type="button" class="bz-step" data-testid="return-more" aria-label="+" on:click=move |_| set(choices.of(id) + step)>
                        <Sign icon=icondata::LuPlus />
                    </button>
                }
                    .into_any()
            } else {
                view! { <span class="bz-badge">{t(Receipts::AllBack)}</span> }.into_any()
            }}
        </div>
    }
}
