use bezmen_contract::till::CreateCustomer;
use bezmen_domain::id::CustomerId;
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::words::{Selling, t};

/// A new customer card; what was searched for is its beginning.
#[component]
pub fn CustomerForm(
    /// What was searched for.
    query: String,
    /// Hears who was created.
    created: Callback<Option<CustomerId>>,
) -> impl IntoView {
    let is_phone = query.chars().any(|c| c.is_ascii_digit());
    let name = RwSignal::new(if is_phone {
        String::new()
    } else {
        query.clone()
    });
    let phone = RwSignal::new(if is_phone { query } else { String::new() });
    let card = RwSignal::new(String::new());
    let (wrong, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let create = Callback::new(move |()| {
        let question = CreateCustomer {
            name: name.get_untracked().trim().to_owned(),
            phone: phone.get_untracked().trim().to_owned(),
            card: card.get_untracked().trim().to_owned(),
        };
        if question.name.is_empty() {
            return wrong.set(t(Selling::CustomerNameMissing).to_owned());
        }
        spawn_local(async move {
            match bridge::call(question).await {
                Ok(customer) => created.run(Some(customer.customer_id)),
                Err(failure) => error.set(failure.message),
            }
        });
    });
    view! {
        <Field label=t(Selling::CustomerName) value=name error=wrong first=true on_enter=create test_id="customer-name" />
        <Field label=t(Selling::CustomerPhone) value=phone mode="tel" example="+7 900 000-00-00" on_enter=create test_id="customer-phone" />
        <Field label=t(Selling::CustomerCard) value=card on_enter=create test_id="customer-card" />
        <InlineError text=error />
        <Button word=t(Selling::CustomerCreate) weight=Weight::Main test_id="customer-create" on_press=move || create.run(()) />
    }
}
