//! What narrows the list of receipts.

use bezmen_contract::console::people::Person;
use bezmen_contract::console::terminals::Terminal;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use bezmen_domain::tender::TenderKind;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::load;
use crate::parts::filter_bar::FilterBar;
use crate::parts::select::FilterSelect;
use crate::session::may;
use crate::today::tenders::tender_word;
use crate::words::sales as w;

/// The parts of the address that narrow the list.
pub const NAMES: &[&str] = &[
    "kind", "tender", "till", "person", "shift", "customer", "min", "max",
];

/// Reads a typed sum as minor units for the question; what is no sum narrows nothing.
pub fn minor_of(text: Option<String>) -> Option<String> {
    Money::parse(&text?, look::currency())
        .ok()
        .map(|sum| sum.minor().to_string())
}

/// Reads the number of a receipt, typed or scanned from the code at its foot.
pub fn receipt_number(query: &str) -> Option<String> {
    let scanned = query.parse::<ReceiptRef>().map(|code| code.number);
    let number = scanned.ok().or_else(|| query.parse().ok())?;
    Some(ReceiptNumber::to_string(&number))
}

/// Search, kind, tender, till, cashier and sum.
#[component]
pub fn Filters() -> impl IntoView {
    let address = use_address();
    let kinds = vec![
        (String::new(), w::all_kinds().to_owned()),
        ("sale".to_owned(), w::only_sales().to_owned()),
        ("return".to_owned(), w::only_returns().to_owned()),
    ];
    let tenders: Vec<_> = std::iter::once((String::new(), w::any_tender().to_owned()))
        .chain(
            TenderKind::ALL
                .map(|tender| (tender.code().to_owned(), tender_word(tender).to_owned())),
        )
        .collect();
    view! {
        <FilterBar hint=w::search_receipts() test_id="receipt-search" names=NAMES>
            <FilterSelect label=w::sale() name="kind" choices=kinds test_id="receipt-kind" />
            <FilterSelect label=w::paid_by() name="tender" choices=tenders test_id="receipt-tender" />
            <TillFilter />
            <PersonFilter />
            <SumFilter label=w::min_total() name="min" />
            <SumFilter label=w::max_total() name="max" />
        </FilterBar>
        <Show when=move || address.get("query").is_some_and(|query| receipt_number(&query).is_some())>
            <p class="cs-hint mb-2">{w::number_filter()}</p>
        </Show>
        <Show when=move || address.get("shift").is_some()>
            <p class="cs-hint mb-2">{w::shift_filter()}</p>
        </Show>
        <Show when=move || address.get("customer").is_some()>
            <p class="cs-hint mb-2">{w::customer_filter()}</p>
        </Show>
    }
}

/// One till; there for those who may see the tills.
#[component]
fn TillFilter() -> impl IntoView {
    let address = use_address();
    let tills = load::<Vec<Terminal>>(move || {
        may(Permission::ViewReports).then(|| "/terminals".to_owned())
    });
    let choices = Signal::derive(move || {
        let store = address.get("store");
        let tills = tills.value.get().unwrap_or_default().into_iter();
        let here = tills.filter(|till| {
            store
                .as_ref()
                .is_none_or(|store| *store == till.store_id.to_string())
        });
        std::iter::once((String::new(), w::any_till().to_owned()))
            .chain(here.map(|till| (till.terminal_id.to_string(), till.name)))
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || { choices.with(Vec::len) > 1 }>
            <FilterSelect label=w::till() name="till" choices=choices test_id="receipt-till" />
        </Show>
    }
}

/// One cashier; there for those who may see the people.
#[component]
fn PersonFilter() -> impl IntoView {
    let people =
        load::<Vec<Person>>(move || may(Permission::ViewReports).then(|| "/people".to_owned()));
    let choices = Signal::derive(move || {
        let people = people.value.get().unwrap_or_default().into_iter();
        std::iter::once((String::new(), w::any_cashier().to_owned()))
            .chain(people.map(|person| (person.person_id.to_string(), person.name)))
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || { choices.with(Vec::len) > 1 }>
            <FilterSelect label=w::cashier() name="person" choices=choices />
        </Show>
    }
}

/// A limit of the sum.
#[component]
fn SumFilter(
    /// Which limit.
    label: &'static str,
    /// The part of the address.
    name: &'static str,
) -> impl IntoView {
    let address = use_address();
    view! {
        <label class="bz-field cs-sum-filter">
            <span class="sr-only">{label}</span>
            <input
                class="bz-input"
                inputmode="decimal"
                autocomplete="off"
                placeholder=label
                prop:value=move || address.get(name).unwrap_or_default()
                on:change=move |event| {
                    address.set(&[(name, Some(event_target_value(&event).trim())), ("cursor", None)]);
                }
            />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::receipt_number;

    #[test]
    fn a_receipt_is_asked_for_by_its_number_or_by_the_code_at_its_foot() {
        let number = Some("C1-002224".to_owned());
        assert_eq!(receipt_number("C1-002224"), number);
        let code = "BZ:C1-002224:01a1fd60-4c9e-74c1-bffc-bad9f773afd3";
        assert_eq!(receipt_number(code), number);
        assert_eq!(receipt_number("молоко"), None);
        assert_eq!(receipt_number("4600682000174"), None);
    }
}
