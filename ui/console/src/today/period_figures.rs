//! The figures of several days with their change against the days before.

use bezmen_contract::console::sales::DayTotals;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::moments;
use crate::today::figures::{Compared, Figure, change_permille};
use crate::words::today as w;

/// A shop that was closed for fewer days than this is not taken for one that had not begun.
const LOOK_BACK_DAYS: i32 = 14;

/// A first and a last day.
type Days = (BusinessDate, BusinessDate);

/// Returns the whole days of a period: today is still going on, and half a day compares with nothing.
fn whole((from, to): Days, today: BusinessDate) -> Option<Days> {
    let last = to.min(today.plus_days(-1));
    (from <= last).then_some((from, last))
}

/// Returns as many days before a period as it has whole ones.
pub fn compared(days: Days, today: BusinessDate) -> Option<Days> {
    let (from, last) = whole(days, today)?;
    let count = last.days() - from.days() + 1;
    Some((from.plus_days(-count), from.plus_days(-1)))
}

/// Returns the first day to ask for: that of the days before, and enough of what lies before it to see that sales had begun.
pub fn first_asked(days: Days, today: BusinessDate) -> BusinessDate {
    compared(days, today).map_or(days.0, |before| before.0.plus_days(-LOOK_BACK_DAYS))
}

/// Tells whether sales had begun when some days began. A part of them would be compared as if it were the whole.
fn had_begun(totals: &[DayTotals], days: Days) -> bool {
    totals.iter().any(|row| {
        row.business_date
            .parse::<BusinessDate>()
            .is_ok_and(|day| day <= days.0)
    })
}

/// Returns the rows of some days.
pub fn within(totals: &[DayTotals], (from, to): Days) -> impl Iterator<Item = &DayTotals> {
    totals.iter().filter(move |row| {
        row.business_date
            .parse::<BusinessDate>()
            .is_ok_and(|day| (from..=to).contains(&day))
    })
}

fn sum(totals: &[DayTotals], days: Option<Days>, of: fn(&DayTotals) -> Money) -> Money {
    days.map_or_else(Money::default, |days| within(totals, days).map(of).sum())
}

/// Takings, the average day, sales and returns, side by side.
#[component]
pub fn PeriodFigures(
    /// What each day took by each tender, of the period and of the days before.
    totals: Vec<DayTotals>,
    /// First and last day.
    days: Days,
) -> impl IntoView {
    let today = moments::today();
    let (whole, before) = (whole(days, today), compared(days, today));
    let taken = |row: &DayTotals| row.sales - row.returns;
    let all = |of: fn(&DayTotals) -> Money| sum(&totals, Some(days), of);
    let change = |of: fn(&DayTotals) -> Money| {
        let (now, before) = (sum(&totals, whole, of), sum(&totals, before, of));
        change_permille(now.minor(), before.minor())
    };
    let against = before.map(w::whole_days).unwrap_or_default();
    let is_short = before.is_some_and(|before| !had_begun(&totals, before));
    let compared = move |change: Option<i64>| {
        let against = against.clone();
        move || {
            if is_short {
                w::no_data_before().into_any()
            } else {
                view! { <Compared change=change against=against.clone() /> }.into_any()
            }
        }
    };
    let (takings, sales, returns) = (all(taken), all(|row| row.sales), all(|row| row.returns));
    let (takings_change, sales_change) = (change(taken), change(|row| row.sales));
    let count = days.1.days() - days.0.days() + 1;
    let average = takings.share(1, i64::from(count));
    let share = Money::from_minor(1_000).share(returns.minor(), sales.minor().max(1));
    let share = format!(
        "{}{}{}",
        share.minor() / 10,
        look::locale().decimal_mark(),
        share.minor() % 10
    );
    view! {
        <div class="cs-figures">
            <Figure word=w::takings() test_id="period-takings" note=compared(takings_change)>
                <Amount value=takings symbol=true />
            </Figure>
            <Figure word=w::average_day() test_id="period-average" note=move || w::of_days(count)>
                <Amount value=average symbol=true />
            </Figure>
            <Figure word=w::sales() test_id="period-sales" note=compared(sales_change)>
                <Amount value=sales symbol=true />
            </Figure>
            <Figure word=w::returns() test_id="period-returns" note=move || w::of_sales(&share)>
                <Amount value=returns symbol=true />
            </Figure>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use bezmen_domain::tender::TenderKind;

    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_compared_with_as_many_whole_days_before_it() {
        let today = day("2026-11-21");
        let week = (day("2026-11-15"), today);
        assert_eq!(
            whole(week, today),
            Some((day("2026-11-15"), day("2026-11-20")))
        );
        assert_eq!(
            compared(week, today),
            Some((day("2026-11-09"), day("2026-11-14")))
        );
        let past = (day("2026-10-01"), day("2026-10-31"));
        assert_eq!(
            compared(past, today),
            Some((day("2026-08-31"), day("2026-09-30")))
        );
        assert_eq!(compared((today, today), today), None);
    }

    #[test]
    fn days_before_the_first_sale_are_no_period_to_compare_with() {
        let sold = |date: &str| DayTotals {
            business_date: date.to_owned(),
            tender: TenderKind::Cash,
            sales_count: 1,
            sales: Money::from_minor(100),
            returns_count: 0,
            returns: Money::ZERO,
        };
        let before = (day("2026-09-24"), day("2026-10-22"));
        assert!(!had_begun(&[sold("2026-10-22")], before));
        assert!(had_begun(&[sold("2026-09-24")], before));
        assert!(
            had_begun(&[sold("2026-09-20"), sold("2026-10-22")], before),
            "closed on the first day"
        );
    }
}
