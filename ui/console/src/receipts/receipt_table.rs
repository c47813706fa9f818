//! The list of receipts.

use bezmen_contract::console::sales::{ReceiptKind, ReceiptRow};
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::address::use_address;
use crate::moments;
use crate::parts::chip::{Chip, Mood};
use crate::parts::empty::Empty;
use crate::today::tenders::tender_word;
use crate::words::sales as w;

/// The receipts of a page.
#[component]
pub fn ReceiptTable(
    /// The receipts.
    rows: Vec<ReceiptRow>,
) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <Empty icon=icondata::LuReceiptText title=w::no_receipts() hint=w::no_receipts_hint() />
        }
        .into_any();
    }
    view! {
        <div class="cs-list">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{w::number()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::time()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::items()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::till()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::cashier()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::paid_by()}</th>
                        <th scope="col" class="cs-right">{w::total()}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A receipt of the list.
#[component]
fn Row(
    /// The receipt.
    row: ReceiptRow,
) -> impl IntoView {
    let address = use_address();
    let id = row.sale_id.to_string();
    let open = id.clone();
    let chosen = move || address.get("open").as_deref() == Some(open.as_str());
    let is_return = row.kind == ReceiptKind::Return;
    let when = moments::moment(row.sold_at_ms, row.utc_offset_minutes);
    let tenders = row
        .tenders
        .iter()
        .map(|tender| tender_word(*tender))
        .collect::<Vec<_>>()
        .join(", ");
    let sum = if is_return { -row.total } else { row.total };
    view! {
        <tr aria-selected=move || chosen().to_string() data-testid="receipt-row">
            <td>
                <a class="cs-row-link whitespace-nowrap" href=move || address.changed(&[("open", Some(&id))])>{row.number}</a>
                {is_return.then(|| view! { " " <Chip mood=Mood::Attention text=w::return_word() /> })}
                <span class="cs-sub cs-hide-wide">{when.clone()} " · " {row.terminal.clone()} " · " {row.cashier.clone()}</span>
                <span class="cs-sub cs-hide-wide cs-clip">{row.summary.clone()}</span>
            </td>
            <td class="cs-hide-narrow whitespace-nowrap">{when}</td>
            <td class="cs-hide-narrow">
                <span class="cs-clip">{row.summary}</span>
                {row.customer.map(|customer| view! { <span class="cs-sub">{customer}</span> })}
            </td>
            <td class="cs-hide-narrow">{row.terminal} <span class="cs-sub">{row.store}</span></td>
            <td class="cs-hide-narrow">{row.cashier}</td>
            <td class="cs-hide-narrow">{tenders.clone()}</td>
            <td class="cs-right">
                <strong class="font-semibold"><Amount value=sum /></strong>
                <span class="cs-sub cs-hide-wide">{tenders}</span>
            </td>
        </tr>
    }
}
