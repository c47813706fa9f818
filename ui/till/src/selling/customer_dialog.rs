use bezmen_contract::till::{AttachCustomer, CustomerView, SearchCustomers};
use bezmen_domain::id::CustomerId;
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::customer_form::CustomerForm;
use crate::desk::Desk;
use crate::frame::Ask;
use crate::words::{Selling, t};

/// Finds a customer, makes a new one, or takes the customer off.
#[component]
pub fn CustomerDialog() -> impl IntoView {
    let desk = Desk::here();
    let (query, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = RwSignal::new(Vec::<CustomerView>::new());
    let creating = RwSignal::new(false);
    let close = move || desk.overlay.set(None);
    Effect::new(move || {
        let text = query.get();
        spawn_local(async move {
            let answer = bridge::call(SearchCustomers {
                query: text.clone(),
                limit: 20,
            })
            .await;
            if query.try_get_untracked().is_some_and(|now| now == text) {
                found.set(answer.unwrap_or_default());
            }
        });
    });
    let attach = Callback::new(move |customer_id: Option<CustomerId>| {
        spawn_local(async move {
            let reply = bridge::call(AttachCustomer { customer_id }).await;
            desk.take_answer(reply, error);
        });
    });
    let first = Callback::new(move |()| {
        if let Some(customer) = found.with_untracked(|found| found.first().cloned()) {
            attach.run(Some(customer.customer_id));
        }
    });
    let has_customer = move || {
        desk.ticket.with(|ticket| {
            ticket
                .as_ref()
                .is_some_and(|ticket| ticket.customer.is_some())
        })
    };
    view! {
        <Ask title=t(Selling::CustomerTitle) on_close=close wide=true test_id="customer-dialog">
            <InlineError text=error />
            <Show when=move || !creating.get() fallback=move || view! { <CustomerForm query=query.get_untracked() created=attach /> }>
                <Field label=t(Selling::CustomerSearch) value=query first=true on_enter=first test_id="customer-search" />
                <div class="bz-panel overflow-auto h-80">
                    {move || found.get().into_iter().map(|customer| view! { <CustomerRow customer=customer take=attach /> }).collect_view()}
                    <Show when=move || found.with(Vec::is_empty)>
                        <p class="p-6 text-faint">{t(Selling::CustomerNone)}</p>
                    </Show>
                </div>
                <div class="bz-dialog-foot">
                    <Show when=has_customer>
                        <Button word=t(Selling::CustomerDrop) weight=Weight::Danger test_id="customer-drop" on_press=move || attach.run(None) />
                    </Show>
                    <span class="grow"></span>
                    <Button
                        word=t(Selling::CustomerNew)
                        icon=icondata::LuUserRoundPlus
                        weight=Weight::Main
                        test_id="customer-new"
                        on_press=move || creating.set(true)
                    />
                </div>
            </Show>
        </Ask>
    }
}

#[component]
fn CustomerRow(customer: CustomerView, take: Callback<Option<CustomerId>>) -> impl IntoView {
    let id = customer.customer_id;
    view! {
        <button type="button" class="bz-row" data-testid="customer-row" on:click=move |_| take.run(Some(id))>
            <strong class="grow min-w-0 truncate">{customer.name}</strong>
            <span class="bz-figures text-faint">{customer.phone}</span>
            <span class="bz-figures text-faint">{customer.card}</span>
        </button>
    }
}
