use bezmen_contract::till::TicketView;
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use super::sell_keys::start_payment;
use crate::desk::{Desk, Overlay};
use crate::words::{Frame, Selling, items, t};

/// The customer, the discount, the total in the largest type on the screen, and the way to pay.
#[component]
pub fn Totals() -> impl IntoView {
    let desk = Desk::here();
    let of = move |pick: fn(&TicketView) -> Money| {
        Signal::derive(move || {
            desk.ticket
                .with(|ticket| ticket.as_ref().map(pick).unwrap_or_default())
        })
    };
    let (total, discount, cash_due) = (
        of(|ticket| ticket.total),
        of(|ticket| ticket.discount_total),
        of(|ticket| ticket.cash_due),
    );
    let customer = move || {
        desk.ticket
            .with(|ticket| ticket.as_ref().and_then(|ticket| ticket.customer.clone()))
    };
    let count = move || {
        desk.ticket
            .with(|ticket| ticket.as_ref().map_or(0, |ticket| ticket.lines.len()))
    };
    view! {
        <div class="bz-totals">
            {move || {
                customer()
                    .map(|customer| {
                        view! {
                            <button type="button" class="bz-customer" data-testid="customer" on:click=move |_| desk.overlay.set(Some(Overlay::Customer))>
                                <Sign icon=icondata::LuUserRound />
                                <strong class="truncate">{customer.name}</strong>
                                <span class="bz-figures text-faint">{customer.phone}</span>
                            </button>
                        }
                    })
            }}
            <div class="bz-total-row">
                <div class="bz-total-words">
                    <span class="bz-total-word">{t(Selling::Total)}</span>
                    <span>{move || items(u64::try_from(count()).unwrap_or_default())}</span>
                    <Show when=move || discount.get().is_positive()>
                        <span class="bz-total-saved">{t(Selling::Saved)} " −" <Amount value=discount /></span>
                    </Show>
                    <Show when=move || cash_due.get() != total.get()>
                        <span>{t(Selling::CashDue)} " " <Amount value=cash_due /></span>
                    </Show>
                </div>
                <output class="bz-total" data-testid="ticket-total">
                    <Amount value=total symbol=true />
                </output>
            </div>
            <button
                type="button"
                class="bz-pay"
                data-testid="pay"
                disabled=move || desk.is_empty()
                on:click=move |_| start_payment(desk)
            >
                <span>{t(Frame::Pay)}</span>
                <kbd class="bz-key">"F10 · Enter"</kbd>
            </button>
        </div>
    }
}
