//! The door of the receipts.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::sales::ReceiptRow;
use leptos::prelude::*;

use crate::address::{Address, query_of, use_address};
use crate::frame::period_choice::period;
use crate::load::{Load, load};
use crate::parts::copy_link::CopyLink;
use crate::parts::page_head::PageHead;
use crate::parts::pages::{Pages, in_all};
use crate::receipts::filters::{Filters, minor_of, receipt_number};
use crate::receipts::receipt_sheet::ReceiptSheet;
use crate::receipts::receipt_table::ReceiptTable;
use crate::words::sales as w;

/// The question for the receipts that the address speaks of.
fn question(address: Address) -> String {
    let query = address.get("query");
    let number = query.as_deref().and_then(receipt_number);
    // A shift, a customer or one receipt is looked at as a whole; the period at the top would cut it.
    let whole =
        number.is_some() || address.get("shift").is_some() || address.get("customer").is_some();
    let (from, to) = period(address);
    let day = |day: bezmen_domain::business_date::BusinessDate| (!whole).then(|| day.to_string());
    query_of(&[
        ("store_id", address.get("store")),
        ("from", day(from)),
        ("to", day(to)),
        ("query", number.or(query)),
        ("kind", address.get("kind")),
        ("tender", address.get("tender")),
        ("terminal_id", address.get("till")),
        ("person_id", address.get("person")),
        ("shift_id", address.get("shift")),
        ("customer_id", address.get("customer")),
        ("min_total", minor_of(address.get("min"))),
        ("max_total", minor_of(address.get("max"))),
        ("cursor", address.get("cursor")),
    ])
}

/// The list with its filters; a receipt opens at the side.
#[component]
pub fn ReceiptsPage() -> impl IntoView {
    let address = use_address();
    let list: Load<Page<ReceiptRow>> =
        load(move || Some(format!("/receipts{}", question(address))));
    let open = Memo::new(move |_| address.get("open"));
    view! {
        <PageHead title=w::receipts() note=in_all(list)>
            <CopyLink />
        </PageHead>
        <Filters />
        <Pages list=list draw=|rows| view! { <ReceiptTable rows=rows /> } />
        {move || open.get().map(|id| view! { <ReceiptSheet id=id /> })}
    }
}
