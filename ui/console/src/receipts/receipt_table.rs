//! The list of receipts.

use bezmen_contract::console::sales::{ReceiptKind, ReceiptRow};
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::moments;
use crate::parts::chip::{Chip, Mood};
use crate::parts::list::{Head, List, ListRow, RowLink};
use crate::parts::nothing::Nothing;
use crate::receipts::filters::NAMES;
use crate::today::tenders::tender_word;
use crate::words::sales as w;

/// The receipts of a page.
#[component]
pub fn ReceiptTable(
    /// The receipts.
    rows: Vec<ReceiptRow>,
) -> impl IntoView {
    view! {
        <List
            rows=rows
            row=|row| view! { <Row row=row /> }
            empty=|| {
                view! {
                    <Nothing
                        names=NAMES
                        icon=icondata::LuReceiptText
                        title=w::no_receipts()
                        hint=w::no_receipts_hint()
                    />
                }
            }
        >
            <Head word=w::number() />
            <Head word=w::time() wide=true />
            <Head word=w::items() wide=true />
            <Head word=w::till() wide=true />
            <Head word=w::cashier() wide=true />
            <Head word=w::paid_by() wide=true />
            <Head word=w::total() right=true />
        </List>
    }
}

/// A receipt of the list.
#[component]
fn Row(
    /// The receipt.
    row: ReceiptRow,
) -> impl IntoView {
    let id = row.sale_id.to_string();
    let place = format!("{}, {}", row.terminal, row.store);
    let cashier = row.cashier.clone();
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
        <ListRow id=id.clone() test_id="receipt-row">
            <td>
                <RowLink id=id name=row.number whole=true />
                {is_return.then(|| view! { " " <Chip mood=Mood::Attention text=w::return_word() /> })}
                <span class="cs-sub cs-hide-wide">{when.clone()} " · " {row.terminal.clone()} " · " {row.cashier.clone()}</span>
                <span class="cs-sub cs-hide-wide cs-clip">{row.summary.clone()}</span>
            </td>
            <td class="cs-hide-narrow whitespace-nowrap">{when}</td>
            <td class="cs-hide-narrow">
                <span class="cs-clip">{row.summary}</span>
                {row.customer.map(|customer| view! { <span class="cs-sub">{customer}</span> })}
            </td>
            <td class="cs-hide-narrow" title=place>
                <span class="cs-one-line">{row.terminal}</span>
                <span class="cs-sub cs-one-line">{row.store}</span>
            </td>
            <td class="cs-hide-narrow" title=cashier>
                <span class="cs-one-line">{row.cashier}</span>
            </td>
            <td class="cs-hide-narrow">{tenders.clone()}</td>
            <td class="cs-right">
                <strong class="font-semibold"><Amount value=sum /></strong>
                <span class="cs-sub cs-hide-wide">{tenders}</span>
            </td>
        </ListRow>
    }
}
