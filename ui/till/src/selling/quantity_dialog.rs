use bezmen_contract::till::LineView;
use bezmen_domain::quantity::{Quantity, format_number};
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::look;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::Ask;
use crate::shift::AmountEntry;
use crate::words::{Selling, t};

/// How many of a line.
#[component]
pub fn QuantityDialog(
    /// The line.
    line: LineView,
) -> impl IntoView {
    let desk = Desk::here();
    let (value, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let close = move || desk.overlay.set(None);
    let line_id = line.line_id;
    let set = Callback::new(move |()| match Quantity::parse(&value.get_untracked()) {
        Ok(quantity) if quantity.is_positive() => {
            close();
            desk.set_quantity(line_id, quantity);
        }
        Ok(_) | Err(_) => wrong.set(
            look::locale()
                .pick(
                    "Введите количество, например 2 или 0,350",
                    "Type a quantity, for example 2 or 0.350",
                )
                .to_owned(),
        ),
    });
    let now = format_number(line.quantity, line.unit, look::locale());
    view! {
        <Ask title=t(Selling::HowMany) on_close=close on_enter=set figures=value test_id="quantity">
            <p class="text-faint">{line.name}</p>
            <AmountEntry
                label=t(Selling::Quantity)
                value=value
                suggestion=Signal::stored(now)
                unit=Signal::stored(line.unit.abbreviation(look::locale()).to_owned())
                error=wrong
                test_id="quantity-value"
            />
            <Button word=t(Selling::Quantity) weight=Weight::Main key_hint="Enter" test_id="quantity-confirm" on_press=move || set.run(()) />
        </Ask>
    }
}
