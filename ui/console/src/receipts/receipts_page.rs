//! The door of the receipts.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::sales::ReceiptRow;
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use leptos::prelude::*;

use crate::address::{Address, query_of, use_address};
use crate::frame::period_choice::period;
use crate::load::{Load, load};
use crate::parts::copy_link::CopyLink;
use crate::parts::page_head::PageHead;
use crate::parts::pages::{Pages, in_all};
use crate::receipts::filters::{Filters, minor_of};
use crate::receipts::receipt_sheet::ReceiptSheet;
use crate::receipts::receipt_table::ReceiptTable;
use crate::words::sales as w;

/// Reads the number of a receipt, typed or scanned from the code at its foot.
fn receipt_number(query: &str) -> Option<String> {
    let scanned = query.parse::<ReceiptRef>().map(|code| code.number);
    let number = scanned.ok().or_else(|| query.parse().ok())?;
    Some(ReceiptNumber::to_string(&number))
}

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
