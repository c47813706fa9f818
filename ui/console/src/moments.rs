//! Days and moments as people read them, by the clock of the store they belong to.

use bezmen_domain::business_date::{BusinessDate, LocalTime};
use bezmen_domain::locale::Locale;
use bezmen_kit::look;

use crate::browser::now_ms;

const WEEKDAYS_RU: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Returns today by the clock of the store.
pub fn today() -> BusinessDate {
    BusinessDate::from_wall(now_ms(), look::utc_offset_minutes())
}

/// Writes a day with its weekday: “пт, 20.11.2026”.
pub fn day(date: BusinessDate) -> String {
    format!("{}, {}", weekday(date), date.format(look::locale()))
}

/// Writes a day of about now, without its year: “20.11” or “20 Nov”.
pub fn short_day(date: BusinessDate) -> String {
    let text = date.format(look::locale());
    match text.rsplit_once([' ', '.']) {
        Some((short, _)) => short.to_owned(),
        None => text,
    }
}

/// Writes a day of about now with its weekday: “пт, 20.11”.
pub fn weekday_day(date: BusinessDate) -> String {
    format!("{}, {}", weekday(date), short_day(date))
}

/// Writes a day of the wire; one that is not a day stays as it is.
pub fn day_text(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), day)
}

/// Writes the short name of a day's weekday.
pub fn weekday(date: BusinessDate) -> &'static str {
    let names = match look::locale() {
        Locale::Ru => WEEKDAYS_RU,
        Locale::En => WEEKDAYS_EN,
    };
    names[date.weekday() as usize % 7]
}

/// Writes the hour and minute of a moment: “14:02”.
pub fn time(at_ms: i64, utc_offset_minutes: i32) -> String {
    let local = LocalTime::from_wall(at_ms, utc_offset_minutes);
    format!("{:02}:{:02}", local.hour, local.minute)
}

/// Writes a moment: only the time when it is today, else the day too.
pub fn moment(at_ms: i64, utc_offset_minutes: i32) -> String {
    let local = LocalTime::from_wall(at_ms, utc_offset_minutes);
    if local.date == BusinessDate::from_wall(now_ms(), utc_offset_minutes) {
        time(at_ms, utc_offset_minutes)
    } else {
        local.format(look::locale())
    }
}

/// Writes a moment by the clock of the first store.
pub fn moment_here(at_ms: i64) -> String {
    moment(at_ms, look::utc_offset_minutes())
}

/// Writes how long ago something was: “5 min ago”.
pub fn ago(at_ms: i64) -> String {
    let minutes = (now_ms() - at_ms).max(0) / 60_000;
    let locale = look::locale();
    match minutes {
        0 => locale.pick("только что", "just now").to_owned(),
        1..=59 => format!("{minutes}\u{a0}{}", locale.pick("мин назад", "min ago")),
        60..=1_439 => format!("{}\u{a0}{}", minutes / 60, locale.pick("ч назад", "h ago")),
        _ => format!(
            "{}\u{a0}{}",
            minutes / 1_440,
            locale.pick("дн. назад", "d ago")
        ),
    }
}
