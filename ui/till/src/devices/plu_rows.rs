use bezmen_contract::till::{PluFate, PluRowView};
use leptos::prelude::*;

use crate::words::{Labels, fill, t};

/// As many rows as somebody reads; those that want somebody come first.
const SHOWN: usize = 200;

/// The goods for a label scale, each with its fate.
#[component]
pub fn PluRows(
    /// The goods.
    rows: Vec<PluRowView>,
) -> impl IntoView {
    let more = rows.len().saturating_sub(SHOWN);
    let rows = rows.into_iter().take(SHOWN);
    view! {
        <ul class="bz-plu-rows" data-testid="plu-rows">
            {rows.map(|row| view! { <Row row=row /> }).collect_view()}
        </ul>
        {(more > 0).then(|| view! { <p class="text-faint">{fill(Labels::More, &[&more.to_string()])}</p> })}
    }
}

#[component]
fn Row(row: PluRowView) -> impl IntoView {
    let is_well = row.fate.is_well();
    let number = row
        .plu
        .map_or_else(|| "—".to_owned(), |plu| plu.to_string());
    view! {
        <li class="bz-plu-row" data-testid="plu-row">
            <span class="bz-figures text-faint">{number}</span>
            <span class="bz-plu-name">
                {row.name}
                {(!row.words.is_empty()).then(|| view! { <small>{row.words}</small> })}
            </span>
            <span class:text-error=!is_well class:text-faint=is_well>{t(word(row.fate))}</span>
        </li>
    }
}

const fn word(fate: PluFate) -> Labels {
    match fate {
        PluFate::NotTaken => Labels::NotTaken,
        PluFate::Unknown => Labels::Unknown,
        PluFate::Refused => Labels::Refused,
        PluFate::NoNumber => Labels::NoNumber,
        PluFate::NotSent => Labels::NotSent,
        PluFate::Shortened => Labels::Shortened,
        PluFate::Ready => Labels::Ready,
        PluFate::Written => Labels::Written,
    }
}
