//! Dates of GS1 data: six digits, whose century depends on the year of reading.

use crate::business_date::BusinessDate;

/// Returns the year that two digits mean when they are read in the given year.
///
/// Source: GS1 General Specifications, section 7.12: at least 51 years ahead means the century before, at least 50
/// years behind the next one.
pub fn full_year(two_digits: u8, current_year: u16) -> u16 {
    let ahead = i32::from(two_digits % 100) - i32::from(current_year % 100);
    let century = i32::from(current_year / 100)
        + match ahead {
            51.. => -1,
            -49..=50 => 0,
            _ => 1,
        };
    u16::try_from(century * 100 + i32::from(two_digits % 100)).unwrap_or(current_year)
}

/// Returns the last day of a month; 0 when there is no such month.
pub(crate) fn last_day(year: u32, month: u32) -> u32 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

/// Reads `YYMMDD` in the given year. The day 00 means the last of the month.
pub fn parse(value: &str, current_year: u16) -> Option<BusinessDate> {
    if value.len() != 6 || !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year = i32::from(full_year(value.get(..2)?.parse().ok()?, current_year));
    let month: u32 = value.get(2..4)?.parse().ok()?;
    let day: u32 = match value.get(4..6)?.parse().ok()? {
        0 => last_day(year.unsigned_abs(), month),
        day => day,
    };
    BusinessDate::from_ymd(year, month, day)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("261231", 2026, Some((2026, 12, 31)))]
    #[case("300200", 2026, Some((2030, 2, 28)))]
    #[case("280200", 2026, Some((2028, 2, 29)))]
    #[case("520300", 2026, Some((2052, 3, 31)))]
    #[case("760101", 2026, Some((2076, 1, 1)))]
    #[case("770101", 2026, Some((1977, 1, 1)))]
    #[case("000101", 2050, Some((2100, 1, 1)))]
    #[case("010101", 2050, Some((2001, 1, 1)))]
    #[case("260230", 2026, None)]
    #[case("261300", 2026, None)]
    #[case("26123", 2026, None)]
    #[case("2612３", 2026, None)]
    fn six_digits_are_a_day_near_the_year_of_reading(
        #[case] text: &str,
        #[case] current_year: u16,
        #[case] expected: Option<(i32, u32, u32)>,
    ) {
        assert_eq!(parse(text, current_year).map(BusinessDate::ymd), expected);
    }
}
