//! Moments as people read them, in the shop's own time.

use bezmen_domain::locale::Locale;

use crate::look;

const MS_PER_MINUTE: i64 = 60_000;
const MINUTES_PER_DAY: i64 = 1_440;

/// Returns the milliseconds since 1970 by the clock of this machine.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of our time are far below 2^53"
)]
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Writes the time of day, “14:02”.
pub fn time(at_ms: i64) -> String {
    let minute = local_minutes(at_ms).rem_euclid(MINUTES_PER_DAY);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Writes the day, “20.11.2026” or “20 Nov 2026”.
pub fn day(at_ms: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day) = civil(local_minutes(at_ms).div_euclid(MINUTES_PER_DAY));
    match look::locale() {
        Locale::Ru => format!("{day:02}.{month:02}.{year}"),
        Locale::En => format!(
            "{day} {} {year}",
            MONTHS.get(month - 1).copied().unwrap_or_default()
        ),
    }
}

/// Writes the time, and the day before it when that is not today.
pub fn time_or_day(at_ms: i64) -> String {
    let today = local_minutes(now_ms()).div_euclid(MINUTES_PER_DAY);
    if local_minutes(at_ms).div_euclid(MINUTES_PER_DAY) == today {
        time(at_ms)
    } else {
        format!("{} {}", day(at_ms), time(at_ms))
    }
}

fn local_minutes(at_ms: i64) -> i64 {
    at_ms.div_euclid(MS_PER_MINUTE) + i64::from(look::utc_offset_minutes())
}

/// Turns days since 1970 into year, month 1–12 and day 1–31 of the Gregorian calendar.
///
/// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, `civil_from_days`.
fn civil(days: i64) -> (i64, usize, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

#[cfg(test)]
mod tests {
    use super::{civil, time};

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_777), (2026, 11, 20));
    }

    #[test]
    fn time_is_local() {
        crate::look::set_utc_offset_minutes(180);
        assert_eq!(time(11 * 3_600_000 + 2 * 60_000), "14:02");
    }
}
