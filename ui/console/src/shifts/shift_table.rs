//! The list of shifts.

use bezmen_contract::console::shifts::ShiftRow;
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::moments;
use crate::parts::chip::{Chip, Mood};
use crate::parts::list::{Head, List, ListRow, RowLink};
use crate::parts::nothing::Nothing;
use crate::shifts::check::CheckChip;
use crate::words;
use crate::words::sales as w;

/// The parts of the address that narrow the list.
const NAMES: &[&str] = &["state", "till"];

/// The shifts of a page.
#[component]
pub fn ShiftTable(
    /// The shifts.
    rows: Vec<ShiftRow>,
) -> impl IntoView {
    view! {
        <List
            rows=rows
            row=|row| view! { <Row row=row /> }
            empty=|| {
                view! { <Nothing names=NAMES icon=icondata::LuWallet title=w::no_shifts() hint=w::no_shifts_hint() /> }
            }
        >
            <Head word=w::shift() />
            <Head word=w::opened() wide=true />
            <Head word=w::closed() wide=true />
            <Head word=words::frame::receipts() wide=true right=true />
            <Head word=w::takings() right=true />
            <Head word=w::difference() wide=true right=true />
            <Head word=w::check() wide=true />
        </List>
    }
}

/// A shift of the list.
#[component]
fn Row(
    /// The shift.
    row: ShiftRow,
) -> impl IntoView {
    let id = row.shift_id.to_string();
    let opened = moments::moment_here(row.opened_at_ms);
    let closed = row.closed_at_ms.map(moments::moment_here);
    view! {
        <ListRow id=id.clone() test_id="shift-row">
            <td>
                <RowLink id=id name=format!("{} · {}", w::shift_number(row.number), row.terminal) />
                <span class="cs-sub">{row.store} " · " {row.opened_by}</span>
                <span class="cs-sub cs-hide-wide">{opened.clone()}</span>
                <span class="cs-hide-wide"><CheckChip check=row.check /></span>
            </td>
            <td class="cs-hide-narrow whitespace-nowrap">{opened}</td>
            <td class="cs-hide-narrow whitespace-nowrap">
                {match closed {
                    Some(closed) => closed.into_any(),
                    None => view! { <Chip mood=Mood::Plain text=w::open_now() /> }.into_any(),
                }}
            </td>
            <td class="cs-hide-narrow cs-right">{words::number(row.receipts)}</td>
            <td class="cs-right">
                <strong class="font-semibold"><Amount value=row.takings /></strong>
                <span class="cs-sub cs-hide-wide">{words::receipts(row.receipts)}</span>
            </td>
            <td class="cs-hide-narrow cs-right"><Difference sum=row.difference /></td>
            <td class="cs-hide-narrow"><CheckChip check=row.check /></td>
        </ListRow>
    }
}

/// Counted less expected cash; red when money is missing.
#[component]
pub fn Difference(
    /// The difference, when the drawer has been counted.
    sum: Option<Money>,
) -> impl IntoView {
    match sum {
        None => view! { <span class="cs-faint">"—"</span> }.into_any(),
        Some(sum) if sum.is_zero() => {
            view! { <span class="cs-faint">{w::no_difference()}</span> }.into_any()
        }
        Some(sum) => {
            let class = if sum.is_negative() {
                "cs-down font-semibold"
            } else {
                "font-semibold"
            };
            view! { <span class=class><Amount value=sum signed=true /></span> }.into_any()
        }
    }
}
