use bezmen_contract::till::{ListShifts, ShiftRow};
use bezmen_kit::amount::Amount;
use bezmen_kit::{bridge, moment};
use leptos::prelude::*;

use crate::words::{Shift, fill, t};

/// How many earlier shifts are listed.
const LISTED: u32 = 10;

/// The shifts before this one.
#[component]
pub fn EarlierShifts() -> impl IntoView {
    let shifts = LocalResource::new(|| async move {
        bridge::call(ListShifts { limit: LISTED })
            .await
            .unwrap_or_default()
    });
    let closed = move || {
        shifts.get().map(|rows| {
            rows.iter()
                .filter(|row| row.closed_at_ms.is_some())
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    move || {
        closed().filter(|rows| !rows.is_empty()).map(|rows| {
            view! {
                <section class="bz-panel overflow-hidden">
                    <h2 class="bz-label px-4 pt-4 pb-2">{t(Shift::Earlier)}</h2>
                    {rows.into_iter().map(|row| view! { <EarlierShift row=row /> }).collect_view()}
                </section>
            }
        })
    }
}

#[component]
fn EarlierShift(row: ShiftRow) -> impl IntoView {
    view! {
        <div class="bz-row">
            <strong class="w-40">{fill(Shift::Title, &[&row.number.to_string()])}</strong>
            <span class="grow text-faint bz-figures">{moment::time_or_day(row.closed_at_ms.unwrap_or(row.opened_at_ms))}</span>
            {row.difference
                .filter(|difference| !difference.is_zero())
                .map(|difference| {
                    view! {
                        <span class="bz-badge bz-badge-attention">
                            {t(Shift::Difference)} "\u{a0}" <Amount value=difference signed=true />
                        </span>
                    }
                })}
            {row.net.map(|net| view! { <Amount value=net symbol=true class="font-semibold" /> })}
        </div>
    }
}
