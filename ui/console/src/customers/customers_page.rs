//! The door of the customers.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::customers::phone::in_groups;
use crate::load::{Load, load};
use crate::moments;
use crate::parts::list::{Head, List, ListRow, TileCell};
use crate::parts::nothing::Nothing;
use crate::parts::page_head::PageHead;
use crate::parts::pages::{Pages, in_all};
use crate::parts::search_box::SearchBox;
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
    view! {
        <PageHead title=w::customers() note=in_all(list) />
        <div class="cs-filters" role="search">
            <SearchBox hint=w::search_customers() test_id="customer-search" />
        </div>
        <Pages list=list draw=|rows| view! { <Table rows=rows /> } />
    }
}

/// The customers of a page.
#[component]
fn Table(
    /// The customers.
    rows: Vec<Customer>,
) -> impl IntoView {
    view! {
        <List
            rows=rows
            row=|row| view! { <Row row=row /> }
            empty=|| {
                view! { <Nothing names=&[] icon=icondata::LuUsers title=w::no_customers() hint=w::no_customers_hint() /> }
            }
        >
            <Head word=w::customer() />
            <Head word=w::phone() wide=true />
            <Head word=w::card() wide=true />
            <Head word=w::last() wide=true />
            <Head word=w::receipts() wide=true right=true />
            <Head word=w::spent() right=true />
        </List>
    }
}

/// A customer of the list.
#[component]
fn Row(
    /// The customer.
    row: Customer,
) -> impl IntoView {
    let receipts = query_of(&[("customer", Some(row.customer_id.to_string()))]);
    let phone = in_groups(&row.phone);
    let below = [phone.as_str(), row.card.as_str()].join(" ");
    let name = if row.name.is_empty() {
        w::no_name().to_owned()
    } else {
        row.name
    };
    view! {
        <ListRow test_id="customer-row">
            <TileCell name=name.clone()>
                <a class="cs-row-link cs-clip" href=format!("/receipts{receipts}")>{name}</a>
                <span class="cs-sub cs-hide-wide">{below}</span>
            </TileCell>
            <td class="cs-hide-narrow"><span class="cs-one-line">{phone}</span></td>
            <td class="cs-hide-narrow">{row.card}</td>
            <td class="cs-hide-narrow whitespace-nowrap">{row.last_at_ms.map(moments::moment_here)}</td>
            <td class="cs-hide-narrow cs-right">{words::number(row.receipts)}</td>
            <td class="cs-right">
                <strong class="font-semibold"><Amount value=row.spent /></strong>
                <span class="cs-sub cs-hide-wide">{words::receipts(row.receipts)}</span>
            </td>
        </ListRow>
    }
}
