//! The day a sale belongs to, and the local time as it is printed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::locale::Locale;

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_DAY: i64 = 86_400_000;

/// A day of the calendar. On the wire it is `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessDate {
    /// Days since 1970-01-01.
    days: i32,
}

/// The text is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a date; write it as 2026-11-20")]
pub struct ParseBusinessDateError {
    /// What was given.
    pub text: String,
}

impl BusinessDate {
    /// Returns the local day of a moment: milliseconds since 1970 UTC and the zone's minutes east of UTC.
    pub fn from_wall(wall_ms: i64, utc_offset_minutes: i32) -> Self {
        LocalTime::from_wall(wall_ms, utc_offset_minutes).date
    }

    /// Wraps a number of days since 1970-01-01.
    pub const fn from_days(days: i32) -> Self {
        Self { days }
    }

    /// Returns the number of days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.days
    }

    /// Returns a day of the calendar; nothing when there is no such day between the years 1 and 9999.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let date = Self {
            days: days_from_civil(year, month, day),
        };
        (date.ymd() == (year, month, day)).then_some(date)
    }

    /// Returns year, month and day.
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.days)
    }

    /// Returns the day so many days later (or earlier).
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        Self {
            days: self.days.saturating_add(days),
        }
    }

    /// Returns the day of the week, Monday being 0.
    pub const fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.days.wrapping_add(3)).rem_euclid(7) as u32
    }

    /// Returns the moment the day begins: milliseconds since 1970 UTC.
    pub fn start_ms(self, utc_offset_minutes: i32) -> i64 {
        i64::from(self.days) * MS_PER_DAY - i64::from(utc_offset_minutes) * MS_PER_MINUTE
    }

    /// Writes the day for people: “20.11.2026”, “20 Nov 2026”.
    pub fn format(self, locale: Locale) -> String {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let (year, month, day) = self.ymd();
        match locale {
            Locale::Ru => format!("{day:02}.{month:02}.{year:04}"),
            Locale::En => format!("{day} {} {year:04}", MONTHS[(month as usize - 1) % 12]),
        }
    }
}

/// Counts the days to a day of the Gregorian calendar.
///
/// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”: years begin in March, so a leap day ends one.
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = ((month + 9) % 12) as i32;
    let day_of_year = (153 * shifted_month + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`], from the same source.
fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let days = i64::from(days) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    } as u32;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month, day)
}

impl fmt::Display for BusinessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for BusinessDate {
    type Err = ParseBusinessDateError;

    fn from_str(text: &str) -> Result<Self, ParseBusinessDateError> {
        let refused = || ParseBusinessDateError {
            text: text.to_owned(),
        };
        let mut fields = text.trim().splitn(3, '-');
        let mut next = |width: usize| {
            let field = fields
                .next()
                .filter(|field| field.len() == width && field.bytes().all(|b| b.is_ascii_digit()));
            field
                .and_then(|field| field.parse::<u32>().ok())
                .ok_or_else(refused)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Self::from_ymd(i32::try_from(year).map_err(|_| refused())?, month, day).ok_or_else(refused)
    }
}

impl Serialize for BusinessDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BusinessDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for BusinessDate {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::Date,
            )))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for BusinessDate {}

/// A moment on the wall clock of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocalTime {
    /// The day.
    pub date: BusinessDate,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// The minute, 0 to 59.
    pub minute: u32,
    /// The second, 0 to 59.
    pub second: u32,
}

impl LocalTime {
    /// Returns the local time of a moment: milliseconds since 1970 UTC and the zone's minutes east of UTC.
    pub fn from_wall(wall_ms: i64, utc_offset_minutes: i32) -> Self {
        let local_ms = wall_ms.saturating_add(i64::from(utc_offset_minutes) * MS_PER_MINUTE);
        let days = local_ms
            .div_euclid(MS_PER_DAY)
            .clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        let seconds = (local_ms.rem_euclid(MS_PER_DAY) / 1000) as u32;
        Self {
            date: BusinessDate { days: days as i32 },
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
        }
    }

    /// Writes day, hour and minute for people: “20.11.2026 10:33”, “20 Nov 2026 10:33”.
    pub fn format(&self, locale: Locale) -> String {
        format!(
            "{} {:02}:{:02}",
            self.date.format(locale),
            self.hour,
            self.minute
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_day_is_the_day_in_the_shop() {
        // 2026-11-20 22:30 UTC is already the 21st in Moscow and still the 20th in London.
        let wall_ms = BusinessDate::from_ymd(2026, 11, 20).unwrap().start_ms(0)
            + (22 * 60 + 30) * MS_PER_MINUTE;
        assert_eq!(
            BusinessDate::from_wall(wall_ms, 180).to_string(),
            "2026-11-21"
        );
        assert_eq!(
            BusinessDate::from_wall(wall_ms, 0).to_string(),
            "2026-11-20"
        );
        assert_eq!(
            LocalTime::from_wall(wall_ms, 180).format(Locale::Ru),
            "21.11.2026 01:30"
        );
        assert_eq!(
            LocalTime::from_wall(wall_ms, 0).format(Locale::En),
            "20 Nov 2026 22:30"
        );
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-01-01",
            "2026-1-1",
            "2026-01-01x",
            "",
            "+026-01-01",
        ] {
            assert!(wrong.parse::<BusinessDate>().is_err(), "{wrong}");
        }
        let leap = "2024-02-29".parse::<BusinessDate>().unwrap();
        assert_eq!(leap.plus_days(1).to_string(), "2024-03-01");
        assert_eq!(leap.weekday(), 3);
        assert_eq!(BusinessDate::from_days(0).to_string(), "1970-01-01");
        assert_eq!(serde_json::to_string(&leap).unwrap(), "\"2024-02-29\"");
    }

    proptest! {
        #[test]
        fn every_day_reads_back(days in -700_000..2_900_000) {
            let date = BusinessDate::from_days(days);
            let (year, month, day) = date.ymd();
            prop_assert_eq!(BusinessDate::from_ymd(year, month, day), Some(date));
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }
    }
}
