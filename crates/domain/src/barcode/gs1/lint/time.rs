//! Linters of dates and times.

use super::characters::digits;
use super::fault::{Fault, LintError, wrong};
use crate::barcode::gs1::date;

/// The year by which a linter places two digits in a century, that of the reference linters. It decides about leap years
/// only, and of those only the year 00 can differ.
const LINTERS_YEAR: u16 = 2021;

/// Checks the length, then that all are digits.
fn measured(value: &[u8], length: usize, short: Fault, long: Fault) -> Result<(), LintError> {
    if value.len() < length {
        return wrong(short, 0, value.len());
    }
    if value.len() > length {
        return wrong(long, 0, value.len());
    }
    digits(value)
}

/// Reads digits that have been checked before.
fn number(value: &[u8]) -> u32 {
    value
        .iter()
        .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

pub(super) fn hour(value: &[u8]) -> Result<(), LintError> {
    measured(value, 2, Fault::HourTooShort, Fault::HourTooLong)?;
    limited(value, 23, Fault::IllegalHour)
}

pub(super) fn minute(value: &[u8]) -> Result<(), LintError> {
    measured(value, 2, Fault::MinuteTooShort, Fault::MinuteTooLong)?;
    limited(value, 59, Fault::IllegalMinute)
}

pub(super) fn second(value: &[u8]) -> Result<(), LintError> {
    measured(value, 2, Fault::SecondTooShort, Fault::SecondTooLong)?;
    limited(value, 59, Fault::IllegalSecond)
}

fn limited(value: &[u8], most: u32, fault: Fault) -> Result<(), LintError> {
    if number(value) > most {
        wrong(fault, 0, value.len())
    } else {
        Ok(())
    }
}

pub(super) fn hour_and_minute(value: &[u8]) -> Result<(), LintError> {
    let Some((hours, minutes)) = value.split_at_checked(2).filter(|_| value.len() == 4) else {
        let fault = if value.len() < 4 {
            Fault::HourWithMinuteTooShort
        } else {
            Fault::HourWithMinuteTooLong
        };
        return wrong(fault, 0, value.len());
    };
    hour(hours)?;
    minute(minutes).map_err(|error| moved(error, 2))
}

/// A date of six digits. `open` allows the day 00: some day of the month.
pub(super) fn short_date(value: &[u8], open: bool) -> Result<(), LintError> {
    measured(value, 6, Fault::DateTooShort, Fault::DateTooLong)?;
    let (years, rest) = value.split_at_checked(2).unwrap_or_default();
    let year = date::full_year(number(years) as u8, LINTERS_YEAR);
    month_and_day(u32::from(year), rest, open).map_err(|error| moved(error, 2))
}

/// A date of eight digits. `open` allows the day 00: some day of the month.
pub(super) fn long_date(value: &[u8], open: bool) -> Result<(), LintError> {
    measured(value, 8, Fault::DateTooShort, Fault::DateTooLong)?;
    let (years, rest) = value.split_at_checked(4).unwrap_or_default();
    month_and_day(number(years), rest, open).map_err(|error| moved(error, 4))
}

fn month_and_day(year: u32, value: &[u8], open: bool) -> Result<(), LintError> {
    let (month, day) = value.split_at_checked(2).unwrap_or_default();
    let month = number(month);
    if !(1..=12).contains(&month) {
        return wrong(Fault::IllegalMonth, 0, 2);
    }
    let day = number(day);
    let last = date::last_day(year, month);
    if day > last || (day == 0 && !open) {
        return wrong(Fault::IllegalDay, 2, 2);
    }
    Ok(())
}

/// The same error in a value that begins so many characters earlier.
pub(super) fn moved(error: LintError, by: usize) -> LintError {
    LintError {
        at: error.at + by,
        ..error
    }
}
