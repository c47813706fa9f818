//! The figures of a day with their change against the same weekday.

use bezmen_contract::console::today::Figures;
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::words;
use crate::words::today as w;

/// A change in tenths of a per cent; nothing when there is nothing to compare with.
///
/// Half up, by integers: the figures are money and counts.
pub fn change_permille(now: i64, before: i64) -> Option<i64> {
    if before <= 0 {
        return None;
    }
    let difference = i128::from(now) - i128::from(before);
    let before = i128::from(before);
    i64::try_from((difference * 2_000 + before).div_euclid(before * 2)).ok()
}

/// Takings, receipts, average receipt and returns, side by side.
#[component]
pub fn FigureRow(
    /// The day.
    now: Figures,
    /// The day compared with, up to the same time.
    before: Figures,
    /// Which day that is, in words that follow “against”.
    against: String,
) -> impl IntoView {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let compared = move |change: Option<i64>| {
        let against = against.clone();
        move || view! { <Compared change=change against=against.clone() /> }
    };
    view! {
        <div class="cs-figures">
            <Figure
                word=w::takings()
                test_id="today-takings"
                note=compared(change_permille(now.takings.minor(), before.takings.minor()))
            >
                <Amount value=now.takings symbol=true />
            </Figure>
            <Figure
                word=w::receipts_word()
                test_id="today-receipts"
                note=compared(change_permille(count(now.receipts), count(before.receipts)))
            >
                {words::number(now.receipts)}
            </Figure>
            <Figure
                word=w::average()
                test_id="today-average"
                note=compared(change_permille(now.average.minor(), before.average.minor()))
            >
                <Amount value=now.average symbol=true />
            </Figure>
            <Figure
                word=w::returns()
                test_id="today-returns"
                note=move || {
                    view! {
                        {words::receipts(now.return_receipts)}
                        <Discounts sum=now.discounts />
                    }
                }
            >
                <Amount value=now.returns symbol=true />
            </Figure>
        </div>
    }
}

/// What was given away, when anything was.
#[component]
fn Discounts(
    /// The sum.
    sum: Money,
) -> impl IntoView {
    (!sum.is_zero()).then(|| {
        view! {
            <span>
                {w::discounts()} " " <Amount value=sum symbol=true />
            </span>
        }
    })
}

/// A figure, large, with a line under it.
#[component]
pub fn Figure(
    /// What it is.
    word: &'static str,
    /// The name that tests find it by.
    test_id: &'static str,
    /// What to know about it.
    #[prop(into)]
    note: ViewFn,
    /// The figure.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="cs-figure" data-testid=test_id>
            <span class="cs-figure-word">{word}</span>
            <strong class="cs-figure-value">{children()}</strong>
            <span class="cs-change">{note.run()}</span>
        </div>
    }
}

/// A change, and what it is counted from.
#[component]
pub fn Compared(
    /// The change in tenths of a per cent; nothing when there is nothing to compare with.
    change: Option<i64>,
    /// What it is compared with.
    #[prop(into)]
    against: String,
) -> impl IntoView {
    match change {
        None => w::no_compare().into_any(),
        Some(change) => {
            view! { <Change permille=change /> {w::against()} " " {against} }.into_any()
        }
    }
}

/// A change with its sign; an arrow says the direction without colour.
#[component]
fn Change(
    /// In tenths of a per cent.
    permille: i64,
) -> impl IntoView {
    let (class, sign) = match permille {
        1.. => ("cs-up", "▲ +"),
        0 => ("", ""),
        _ => ("cs-down", "▼ \u{2212}"),
    };
    let size = permille.unsigned_abs();
    let mark = bezmen_kit::look::locale().decimal_mark();
    // From a hundred per cent on nobody reads the tenths.
    let text = if size >= 1_000 {
        words::number(size / 10)
    } else {
        format!("{}{mark}{}", size / 10, size % 10)
    };
    view! { <strong class=class>{sign}{text}"\u{a0}%"</strong> }
}

#[cfg(test)]
mod tests {
    use super::change_permille;

    #[test]
    fn a_change_is_rounded_half_up_and_needs_something_to_compare_with() {
        assert_eq!(change_permille(150, 100), Some(500));
        assert_eq!(change_permille(50, 100), Some(-500));
        assert_eq!(change_permille(100_050, 100_000), Some(1));
        assert_eq!(change_permille(100_049, 100_000), Some(0));
        assert_eq!(change_permille(100, 0), None);
        assert_eq!(change_permille(-100, 100), Some(-2_000));
    }
}
