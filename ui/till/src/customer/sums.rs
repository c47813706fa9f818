use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::words::{Customer, t};

/// What the ticket comes to.
#[component]
pub fn TicketSums(
    /// What is to be paid.
    total: Money,
    /// What discounts took off.
    saved: Money,
) -> impl IntoView {
    view! {
        <footer class="bz-buyer-sums">
            {saved.is_positive().then(|| view! { <Small word=Customer::Saved sum=saved test_id="customer-saved" /> })}
            <Large word=Customer::Total sum=total test_id="customer-total" />
        </footer>
    }
}

/// What is missing of the payment.
#[component]
pub fn PayingSums(
    /// What was handed over so far.
    taken: Money,
    /// What is missing.
    missing: Money,
) -> impl IntoView {
    let word = if taken.is_zero() {
        Customer::ToPay
    } else {
        Customer::Missing
    };
    view! {
        <footer class="bz-buyer-sums">
            {taken.is_positive().then(|| view! { <Small word=Customer::Taken sum=taken test_id="customer-taken" /> })}
            <Large word=word sum=missing test_id="customer-due" />
        </footer>
    }
}

/// What was paid, what goes back, and thanks.
#[component]
pub fn PaidSums(
    /// What the buyer handed over.
    given: Money,
    /// What goes back.
    change: Money,
) -> impl IntoView {
    let back = change.is_positive().then(|| {
        view! { <Large word=Customer::Change sum=change test_id="customer-change" /> }
    });
    view! {
        <div class="bz-buyer-said">
            <h1 data-testid="customer-said">{t(Customer::Thanks)}</h1>
            <div class="bz-buyer-sums bz-buyer-paid">
                <Small word=Customer::Paid sum=given test_id="customer-paid" />
                {back}
            </div>
        </div>
    }
}

#[component]
fn Small(word: Customer, sum: Money, test_id: &'static str) -> impl IntoView {
    view! {
        <div class="bz-buyer-small">
            <span>{t(word)}</span>
            <output data-testid=test_id><Amount value=sum symbol=true /></output>
        </div>
    }
}

#[component]
fn Large(word: Customer, sum: Money, test_id: &'static str) -> impl IntoView {
    view! {
        <div class="bz-buyer-large">
            <span>{t(word)}</span>
            <output data-testid=test_id><Amount value=sum symbol=true /></output>
        </div>
    }
}
