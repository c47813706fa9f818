use bezmen_contract::till::AddOpenPrice;
use bezmen_domain::quantity::Quantity;
use bezmen_kit::beep;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;

use crate::desk::{Desk, Unpriced, with_consent};
use crate::frame::Ask;
use crate::shift::{AmountEntry, read_sum};
use crate::words::{Selling, t};

/// Sells something without a price in the catalogue.
#[component]
pub fn OpenPriceDialog(
    /// What it is.
    unpriced: Unpriced,
) -> impl IntoView {
    let desk = Desk::here();
    let Unpriced {
        product,
        barcode,
        quantity,
    } = unpriced;
    let product_id = product.as_ref().map(|product| product.product_id);
    let known = product.map(|product| product.name);
    let (name, price) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wrong, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let close = move || desk.overlay.set(None);
    // Whoever does not consent leads back here.
    Effect::new(move || {
        if desk.consent.with(Option::is_some) {
            busy.set(false);
        }
    });
    let shown = barcode.clone();
    let add = Callback::new(move |()| {
        let sum = match read_sum(&price.get_untracked()) {
            Ok(sum) => sum,
            Err(words) => return wrong.set(words),
        };
        // One price is one line, however often Enter goes down.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (barcode, name) = (barcode.clone(), name.get_untracked().trim().to_owned());
        let quantity = quantity
            .or(desk.times.get_untracked())
            .unwrap_or(Quantity::ONE);
        with_consent(
            desk,
            move |approval| AddOpenPrice {
                product_id,
                barcode: barcode.clone(),
                name: name.clone(),
                price: sum,
                quantity,
                approval,
            },
            move |reply| match reply {
                Ok(ticket) => {
                    close();
                    desk.unknown.set(None);
                    desk.times.set(None);
                    desk.take_ticket(Ok(ticket));
                }
                Err(failure) => {
                    beep::bad();
                    busy.set(false);
                    error.set(failure.message);
                }
            },
        );
    });
    view! {
        <Ask title=t(Selling::OpenPriceTitle) on_close=close on_enter=add figures=price test_id="open-price">
            {shown.map(|barcode| view! { <p class="text-faint bz-figures">{barcode}</p> })}
            {match known {
                Some(known) => view! { <p data-testid="open-price-product">{known}</p> }.into_any(),
                None => {
                    view! { <Field label=t(Selling::OpenPriceName) value=name example=t(Selling::OpenPriceExample) test_id="open-price-name" /> }.into_any()
                }
            }}
            <AmountEntry label=t(Selling::Price) value=price error=wrong test_id="open-price-value" />
            <InlineError text=error />
            <Button word=t(Selling::Add) weight=Weight::Main test_id="open-price-confirm" on_press=move || add.run(()) />
        </Ask>
    }
}
