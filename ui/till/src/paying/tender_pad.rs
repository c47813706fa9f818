use bezmen_domain::money::{Money, format_number};
use bezmen_domain::tender::{TenderKind, suggestions};
use bezmen_kit::amount::Amount;
use bezmen_kit::button::Button;
use bezmen_kit::look;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use super::tenders::Tenders;
use crate::shift::{AmountEntry, read_sum};
use crate::words::{Paying, t};

/// Notes that the customer is likely to hand over, a sum to be typed, the card, and the largest button there is.
#[component]
pub fn TenderPad(
    /// The payment.
    tenders: Tenders,
    /// The sum that is being typed.
    typed: RwSignal<String>,
    /// Takes the typed sum (or all that is missing) in cash.
    pay_cash: Callback<()>,
) -> impl IntoView {
    let missing = move || tenders.missing(TenderKind::Cash);
    let by_card = move || {
        let sum = match typed.get_untracked() {
            text if text.is_empty() => Ok(untrack(move || tenders.missing(TenderKind::Card))),
            text => read_sum(&text),
        };
        match sum {
            Ok(sum) => {
                typed.set(String::new());
                tenders.take(TenderKind::Card, sum);
            }
            Err(words) => tenders.error.set(words),
        }
    };
    let card_word = Signal::derive(move || {
        t(if typed.with(String::is_empty) {
            Paying::CardRest
        } else {
            Paying::AddCard
        })
        .to_owned()
    });
    let suggestion =
        Signal::derive(move || format_number(missing(), look::currency(), look::locale()));
    view! {
        <section class="bz-pay-right">
            <div class="bz-notes" data-testid="notes">
                {move || {
                    let due = missing();
                    suggestions(due, look::currency()).into_iter().map(|sum| view! { <Note sum=sum exact=sum == due tenders=tenders /> }).collect_view()
                }}
            </div>
            <div class="bz-panel p-5">
                <AmountEntry label=t(Paying::Received) value=typed suggestion=suggestion test_id="pay-amount" />
            </div>
            <div class="bz-pay-ways">
                <Button
                    word=card_word
                    icon=icondata::LuCreditCard
                    class="bz-button-tall text-lg"
                    busy=tenders.busy
                    test_id="pay-card"
                    on_press=by_card
                />
                <button
                    type="button"
                    class="bz-pay"
                    data-testid="pay-confirm"
                    disabled=move || tenders.busy.get()
                    on:click=move |_| pay_cash.run(())
                >
                    <Sign icon=icondata::LuBanknote />
                    <span>{t(Paying::AddCash)}</span>
                    <kbd class="bz-key">"Enter"</kbd>
                </button>
            </div>
            <p class="text-faint text-sm">{t(Paying::CardHint)}</p>
        </section>
    }
}

#[component]
fn Note(sum: Money, exact: bool, tenders: Tenders) -> impl IntoView {
    let test_id = if exact {
        "pay-exact".to_owned()
    } else {
        format!("pay-note-{}", sum.minor())
    };
    view! {
        <button type="button" class="bz-note" data-testid=test_id disabled=move || tenders.busy.get() on:click=move |_| tenders.take(TenderKind::Cash, sum)>
            {exact.then(|| view! { <span class="bz-label">{t(Paying::Exact)} " · F9"</span> })}
            <Amount value=sum />
        </button>
    }
}
