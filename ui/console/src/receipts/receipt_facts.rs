//! What the paper of a receipt does not say.

use bezmen_contract::console::sales::{Receipt, ReceiptLine, ReceiptRow};
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::address::use_address;
use crate::moments;
use crate::words::sales as w;

/// Where, when and by whom; discounts, rounding, reason; the receipts it belongs to.
#[component]
pub fn ReceiptFacts(
    /// The receipt.
    receipt: Receipt,
) -> impl IntoView {
    let row = receipt.row;
    let offset = row.utc_offset_minutes;
    view! {
        <dl class="cs-facts">
            <dt>{w::sold()}</dt>
            <dd>{moments::moment(row.sold_at_ms, offset)}</dd>
            <dt>{w::received()}</dt>
            <dd>{moments::moment(row.received_at_ms, offset)}</dd>
            <dt>{w::business_day()}</dt>
            <dd>{moments::day_text(&row.business_date)}</dd>
            <dt>{w::store()}</dt>
            <dd>{row.store}</dd>
            <dt>{w::till()}</dt>
            <dd>{row.terminal}</dd>
            <dt>{w::cashier()}</dt>
            <dd>{row.cashier}</dd>
            {row.customer.map(|customer| view! { <dt>{w::customer()}</dt> <dd>{customer}</dd> })}
            {(!receipt.reason.is_empty()).then(|| view! { <dt>{w::reason()}</dt> <dd>{receipt.reason}</dd> })}
            <SumFact word=w::gross() sum=receipt.gross />
            <SumFact word=w::discount() sum=receipt.discount />
            <SumFact word=w::rounding() sum=receipt.rounding />
        </dl>
        <Marked items=receipt.items />
        {receipt
            .return_of
            .map(|sale| {
                let address = use_address();
                view! {
                    <a class="cs-link" href=move || address.changed(&[("open", Some(&sale.to_string()))])>
                        {w::original()}
                    </a>
                }
            })}
        <Returns returns=receipt.returns />
    }
}

/// The marked pieces of a receipt, which the paper names without their codes.
#[component]
fn Marked(
    /// All its lines.
    items: Vec<ReceiptLine>,
) -> impl IntoView {
    let pieces: Vec<_> = items
        .into_iter()
        .filter_map(|line| Some((line.name, line.ki?)))
        .collect();
    (!pieces.is_empty()).then(|| {
        let rows = pieces.into_iter().map(|(name, ki)| {
            view! {
                <li class="py-1">
                    <span>{name}</span>
                    <code class="block break-all cs-faint" data-testid="receipt-ki">{ki}</code>
                </li>
            }
        });
        view! {
            <section aria-label=w::marking()>
                <h3 class="font-semibold">{w::marking()}</h3>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
    })
}

/// A sum that is only worth a line when there is one.
#[component]
fn SumFact(
    /// What it is.
    word: &'static str,
    /// The sum.
    sum: Money,
) -> impl IntoView {
    (!sum.is_zero()).then(|| {
        view! {
            <dt>{word}</dt>
            <dd><Amount value=sum symbol=true /></dd>
        }
    })
}

/// The returns made from a receipt.
#[component]
fn Returns(
    /// The returns.
    returns: Vec<ReceiptRow>,
) -> impl IntoView {
    let address = use_address();
    (!returns.is_empty()).then(|| {
        let rows = returns.into_iter().map(|row| {
            let id = row.sale_id.to_string();
            view! {
                <li class="flex justify-between gap-4 py-1">
                    <a class="cs-link" href=move || address.changed(&[("open", Some(&id))])>{row.number}</a>
                    <span class="cs-faint">{moments::moment(row.sold_at_ms, row.utc_offset_minutes)}</span>
                    <Amount value=row.total symbol=true />
                </li>
            }
        });
        view! {
            <section aria-label=w::returns_made()>
                <h3 class="font-semibold">{w::returns_made()}</h3>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
    })
}
