use bezmen_contract::till::{CashDirection, CashMoveView, ShiftView};
use bezmen_domain::money::Money;
use bezmen_domain::shift::ShiftTotals;
use bezmen_kit::amount::Amount;
use bezmen_kit::moment;
use leptos::prelude::*;

use crate::paying::tender_word;
use crate::words::{Shift, fill, t};

/// What happened in the shift so far, in three columns.
#[component]
pub fn ShiftFigures(
    /// The shift.
    shift: ShiftView,
) -> impl IntoView {
    let opened = fill(
        Shift::OpenedBy,
        &[
            &shift.opened_by_name,
            &moment::time_or_day(shift.opened_at_ms),
        ],
    );
    view! {
        <p class="text-faint">{opened}</p>
        <div class="bz-figures-grid" data-testid="x-figures">
            {match shift.totals {
                Some(totals) => {
                    view! {
                        <Turnover totals=totals.clone() />
                        <Tenders totals=totals.clone() />
                        <Drawer totals=totals moves=shift.cash_moves />
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Blind sales=shift.sales_count returns=shift.returns_count moves=shift.cash_moves />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn pair(name: impl Into<String>, sum: Money) -> impl IntoView {
    view! {
        <div class="bz-pair">
            <span>{name.into()}</span>
            <Amount value=sum />
        </div>
    }
}

#[component]
fn Turnover(totals: ShiftTotals) -> impl IntoView {
    let range = totals
        .receipts_from
        .zip(totals.receipts_to)
        .map(|(from, to)| fill(Shift::Receipts, &[&from.to_string(), &to.to_string()]));
    view! {
        <section class="bz-panel p-5">
            <h2 class="bz-label">{t(Shift::Takings)}</h2>
            <Amount value=totals.takings() symbol=true class="bz-big" />
            {pair(format!("{} · {}", t(Shift::Sales), totals.sales.count), totals.sales.sum)}
            {pair(format!("{} · {}", t(Shift::Returns), totals.returns.count), totals.returns.sum)}
            {pair(t(Shift::Discounts), totals.discounts)}
            {(!totals.rounding.is_zero()).then(|| pair(t(Shift::Rounding), totals.rounding))}
            {range.map(|range| view! { <p class="text-faint pt-2 bz-figures">{range}</p> })}
        </section>
    }
}

#[component]
fn Tenders(totals: ShiftTotals) -> impl IntoView {
    view! {
        <section class="bz-panel p-5">
            <h2 class="bz-label">{t(Shift::ByTender)}</h2>
            {totals.by_tender.iter().map(|tender| pair(tender_word(tender.kind), tender.net)).collect_view()}
            <h2 class="bz-label pt-4">{t(Shift::Taxes)}</h2>
            {totals.taxes.iter().map(|tax| pair(tax.rate.name.clone(), tax.tax)).collect_view()}
        </section>
    }
}

/// What somebody sees who counts the drawer blind.
#[component]
fn Blind(sales: u64, returns: u64, moves: Vec<CashMoveView>) -> impl IntoView {
    let count = |name: &str, count: u64| {
        view! {
            <div class="bz-pair">
                <span>{name.to_owned()}</span>
                <span class="bz-figures">{count}</span>
            </div>
        }
    };
    view! {
        <section class="bz-panel p-5">
            <h2 class="bz-label">{t(Shift::SoFar)}</h2>
            {count(t(Shift::Sales), sales)}
            {count(t(Shift::Returns), returns)}
            <p class="text-faint pt-3">{t(Shift::SumsHidden)}</p>
        </section>
        <section class="bz-panel p-5 col-span-2">
            <Moves moves=moves />
        </section>
    }
}

#[component]
fn Moves(moves: Vec<CashMoveView>) -> impl IntoView {
    view! {
        <h2 class="bz-label">{t(Shift::Moves)}</h2>
        {if moves.is_empty() {
            view! { <p class="text-faint pt-2">{t(Shift::NoMoves)}</p> }.into_any()
        } else {
            moves.into_iter().map(|cash_move| view! { <CashMoveRow cash_move=cash_move /> }).collect_view().into_any()
        }}
    }
}

#[component]
fn Drawer(totals: ShiftTotals, moves: Vec<CashMoveView>) -> impl IntoView {
    view! {
        <section class="bz-panel p-5">
            <h2 class="bz-label">{t(Shift::Drawer)}</h2>
            {pair(t(Shift::FloatRow), totals.opening_float)}
            {pair(t(Shift::CashIn), totals.cash_in)}
            {pair(t(Shift::CashOut), totals.cash_out)}
            {pair(t(Shift::Expected), totals.expected_cash)}
            <div class="pt-4">
                <Moves moves=moves />
            </div>
        </section>
    }
}

#[component]
fn CashMoveRow(cash_move: CashMoveView) -> impl IntoView {
    let sum = match cash_move.direction {
        CashDirection::In => cash_move.amount,
        CashDirection::Out => -cash_move.amount,
    };
    view! {
        <div class="bz-pair">
            <span class="min-w-0 truncate" title=cash_move.reason.clone()>
                {format!("{} {}", moment::time(cash_move.at_ms), cash_move.reason)}
            </span>
            <Amount value=sum signed=true />
        </div>
    }
}
