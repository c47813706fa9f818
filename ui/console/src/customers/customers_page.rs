//! The door of the customers.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_kit::amount::Amount;
use bezmen_kit::letter_tile::LetterTile;
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::customers::phone::in_groups;
use crate::load::{Load, load};
use crate::moments;
use crate::parts::empty::Empty;
use crate::parts::loaded::Loaded;
use crate::parts::page_head::PageHead;
use crate::parts::pager::Pager;
use crate::parts::search_box::SearchBox;
use crate::parts::skeleton::SkeletonRows;
use crate::words;
use crate::words::people as w;

/// The list; a customer leads to their receipts.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let address = use_address();
    let list: Load<Page<Customer>> = load(move || {
        let query = query_of(&[
            ("query", address.get("query")),
            ("cursor", address.get("cursor")),
        ]);
        Some(format!("/customers{query}"))
    });
    let note = Signal::derive(move || {
        list.value
            .with(|page| page.as_ref().and_then(|page| page.total))
            .map(words::in_all)
            .unwrap_or_default()
    });
    let next = Signal::derive(move || {
        list.value
            .with(|page| page.as_ref().and_then(|page| page.next.clone()))
    });
    let searched = move || untrack(|| address.get("query")).is_some();
    view! {
        <PageHead title=w::customers() note=note />
        <div class="cs-filters" role="search">
            <SearchBox hint=w::search_customers() test_id="customer-search" />
        </div>
        <Loaded
            load=list
            skeleton=|| view! { <SkeletonRows /> }
            draw=move |page| view! { <Table rows=page.rows searched=searched() /> }
        />
        <Pager next=next />
    }
}

/// The customers of a page.
#[component]
fn Table(
    /// The customers.
    rows: Vec<Customer>,
    /// Whether they were searched for.
    searched: bool,
) -> impl IntoView {
    if rows.is_empty() {
        let (title, hint) = if searched {
            (words::nothing_found(), words::change_filters())
        } else {
            (w::no_customers(), w::no_customers_hint())
        };
        return view! { <Empty icon=icondata::LuUsers title=title hint=hint /> }.into_any();
    }
    view! {
        <div class="cs-list">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{w::customer()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::phone()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::card()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::last()}</th>
                        <th scope="col" class="cs-hide-narrow cs-right">{w::receipts()}</th>
                        <th scope="col" class="cs-right">{w::spent()}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A customer of the list.
#[component]
fn Row(
    /// The customer.
    row: Customer,
) -> impl IntoView {
    let receipts = query_of(&[("customer", Some(row.customer_id.to_string()))]);
    let phone = in_groups(&row.phone);
    let name = if row.name.is_empty() {
        w::no_name().to_owned()
    } else {
        row.name
    };
    view! {
        <tr data-testid="customer-row">
            <td>
                <span class="flex items-center gap-3">
                    <LetterTile name=name.clone() color="#55625b".to_owned() />
                    <span class="min-w-0">
                        <a class="cs-row-link cs-clip" href=format!("/receipts{receipts}")>{name}</a>
                        <span class="cs-sub cs-hide-wide">{phone.clone()} " " {row.card.clone()}</span>
                    </span>
                </span>
            </td>
            <td class="cs-hide-narrow whitespace-nowrap">{phone}</td>
            <td class="cs-hide-narrow">{row.card}</td>
            <td class="cs-hide-narrow whitespace-nowrap">{row.last_at_ms.map(moments::moment_here)}</td>
            <td class="cs-hide-narrow cs-right">{words::number(row.receipts)}</td>
            <td class="cs-right">
                <strong class="font-semibold"><Amount value=row.spent /></strong>
                <span class="cs-sub cs-hide-wide">{words::receipts(row.receipts)}</span>
            </td>
        </tr>
    }
}
