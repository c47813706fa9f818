//! The totals and cash moves of a shift.

use bezmen_contract::console::shifts::{CashMove, Shift};
use bezmen_domain::money::Money;
use bezmen_domain::shift::{CountSum, TenderTotal};
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::moments;
use crate::shifts::shift_table::Difference;
use crate::today::tenders::tender_word;
use crate::words;
use crate::words::sales as w;

/// Everything that the drawer and the Z report are made of.
#[component]
pub fn Totals(
    /// The shift.
    shift: Shift,
) -> impl IntoView {
    let (row, totals) = (shift.row, shift.totals);
    let closed = row
        .closed_at_ms
        .map_or_else(|| w::open_now().to_owned(), moments::moment_here);
    view! {
        <dl class="cs-facts">
            <dt>{w::opened()}</dt>
            <dd>{moments::moment_here(row.opened_at_ms)} <span class="cs-sub">{row.opened_by}</span></dd>
            <dt>{w::closed()}</dt>
            <dd>{closed}</dd>
            <Counted word=w::sales() total=totals.sales />
            <Counted word=w::returns() total=totals.returns />
            <Sum word=w::discounts() sum=totals.discounts />
            <Sum word=w::opening_float() sum=totals.opening_float />
            <Sum word=w::cash_in() sum=totals.cash_in />
            <Sum word=w::cash_out() sum=totals.cash_out />
            <Sum word=w::expected_cash() sum=row.expected_cash />
            {row.counted_cash.map(|sum| view! { <Sum word=w::counted_cash() sum=sum /> })}
            <dt>{w::difference()}</dt>
            <dd><Difference sum=row.difference /></dd>
            {(!shift.note.is_empty()).then(|| view! { <dt>{w::note()}</dt> <dd>{shift.note}</dd> })}
        </dl>
        <Tenders totals=totals.by_tender />
        <CashMoves moves=shift.cash_moves />
    }
}

/// A sum with its name.
#[component]
fn Sum(
    /// What it is.
    word: &'static str,
    /// The sum.
    sum: Money,
) -> impl IntoView {
    view! {
        <dt>{word}</dt>
        <dd><Amount value=sum symbol=true /></dd>
    }
}

/// A number of receipts and their sum.
#[component]
fn Counted(
    /// What they are.
    word: &'static str,
    /// How many and how much.
    total: CountSum,
) -> impl IntoView {
    view! {
        <dt>{word}</dt>
        <dd>
            <Amount value=total.sum symbol=true />
            <span class="cs-sub">{words::receipts(total.count)}</span>
        </dd>
    }
}

/// What each tender took.
#[component]
fn Tenders(
    /// The tenders.
    totals: Vec<TenderTotal>,
) -> impl IntoView {
    (!totals.is_empty()).then(|| {
        let row = |total: TenderTotal| {
            view! {
                <tr>
                    <td>{tender_word(total.kind)}</td>
                    <td class="cs-right"><Amount value=total.sales /></td>
                    <td class="cs-right"><Amount value=total.returns /></td>
                    <td class="cs-right"><strong><Amount value=total.net /></strong></td>
                </tr>
            }
        };
        view! {
            <table class="cs-plain-table">
                <thead>
                    <tr>
                        <th scope="col">{w::tenders()}</th>
                        <th scope="col" class="cs-right">{w::sales()}</th>
                        <th scope="col" class="cs-right">{w::returns()}</th>
                        <th scope="col" class="cs-right">{w::total()}</th>
                    </tr>
                </thead>
                <tbody>{totals.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    })
}

/// Money put into the drawer or taken out, with the reason.
#[component]
fn CashMoves(
    /// The moves.
    moves: Vec<CashMove>,
) -> impl IntoView {
    let row = |cash: CashMove| {
        view! {
            <li class="flex items-baseline justify-between gap-4 py-1.5">
                <span class="min-w-0">
                    {cash.reason}
                    <span class="cs-sub">{cash.person} " · " {moments::moment_here(cash.moved_at_ms)}</span>
                </span>
                <strong class="font-semibold"><Amount value=cash.amount signed=true symbol=true /></strong>
            </li>
        }
    };
    view! {
        <section aria-label=w::cash_moves()>
            <h3 class="font-semibold">{w::cash_moves()}</h3>
            {if moves.is_empty() {
                view! { <p class="cs-hint">{w::no_cash_moves()}</p> }.into_any()
            } else {
                view! { <ul>{moves.into_iter().map(row).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}
