//! Which days receipts are looked for in.

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;

/// The days to look in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// All of them.
    All,
    /// The day it is at the shop.
    Today,
    /// The day before.
    Yesterday,
    /// The day that is typed.
    Own,
}

/// From which moment and before which one to look, milliseconds since 1970 UTC; nothing where there is no bound.
pub type Bounds = (Option<i64>, Option<i64>);

/// Returns the bounds of the days; nothing when the typed day is no day.
pub fn bounds(
    days: Days,
    typed: &str,
    today: BusinessDate,
    utc_offset_minutes: i32,
) -> Option<Bounds> {
    let day = match days {
        Days::All => return Some((None, None)),
        Days::Today => today,
        Days::Yesterday => today.plus_days(-1),
        Days::Own => read_day(typed, today)?,
    };
    let start = |day: BusinessDate| Some(day.start_ms(utc_offset_minutes));
    Some((start(day), start(day.plus_days(1))))
}

/// Reads a day as people type it: “20.11.2026”, “20.11.26”, “2026-11-20”, and “20.11”, which is the last such day until today.
pub fn read_day(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let numbers: Option<Vec<u32>> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect();
    let of = |year: u32, month, day| BusinessDate::from_ymd(year.try_into().ok()?, month, day);
    match *numbers? {
        [year, month, day] if year > 31 => of(year, month, day),
        [day, month, year] if year < 100 => of(2000 + year, month, day),
        [day, month, year] => of(year, month, day),
        [day, month] => {
            let this_year = u32::try_from(today.ymd().0).ok()?;
            of(this_year, month, day)
                .filter(|date| *date <= today)
                .or_else(|| of(this_year - 1, month, day))
        }
        _ => None,
    }
}

/// Writes a day as it can be typed.
pub fn typed_day(day: BusinessDate, locale: Locale) -> String {
    match locale {
        Locale::Ru => day.format(locale),
        Locale::En => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = day("2026-11-20");
        let read = |text: &str| read_day(text, today).map(|day| day.to_string());
        for text in [
            "19.11.2026",
            "19.11.26",
            "2026-11-19",
            "19 11",
            "19/11/2026",
        ] {
            assert_eq!(read(text).as_deref(), Some("2026-11-19"), "{text}");
        }
        assert_eq!(read("24.12").as_deref(), Some("2025-12-24"));
        for text in [
            "",
            "20",
            "31.11.2026",
            "1.2.3.4",
            "99999999999.1.2026",
            "вчера",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for locale in [Locale::Ru, Locale::En] {
            assert_eq!(read_day(&typed_day(today, locale), today), Some(today));
        }
    }

    #[test]
    fn a_day_is_from_its_midnight_at_the_shop_to_the_next_one() {
        let (today, hour_ms) = (day("2026-11-20"), 3_600_000);
        let midnight = day("2026-11-20").start_ms(180);
        assert_eq!(midnight, day("2026-11-20").start_ms(0) - 3 * hour_ms);
        let found = |days| bounds(days, "18.11.2026", today, 180);
        assert_eq!(found(Days::All), Some((None, None)));
        assert_eq!(
            found(Days::Today),
            Some((Some(midnight), Some(midnight + 24 * hour_ms)))
        );
        assert_eq!(
            found(Days::Yesterday),
            Some((Some(midnight - 24 * hour_ms), Some(midnight)))
        );
        assert_eq!(
            found(Days::Own),
            Some((Some(midnight - 48 * hour_ms), Some(midnight - 24 * hour_ms)))
        );
        assert_eq!(bounds(Days::Own, "32.1", today, 180), None);
    }
}
