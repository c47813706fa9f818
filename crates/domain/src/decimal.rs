//! Reading and writing of decimal numbers as integers: the one place where marks and groups are understood.

/// Why a text is not a number that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecimalError {
    /// There is no digit in it.
    Empty,
    /// There is a character that no number has, or a mark where none may stand.
    NotANumber,
    /// There are more digits after the mark than the value can hold.
    TooPrecise,
    /// It is larger than the limit.
    TooLarge,
}

/// Tells whether a character is one of the spaces (or the Swiss apostrophe) that people put between thousands.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'')
}

/// Reads a number with `places` decimals into an integer of that scale.
///
/// Either mark may stand before the decimals; when both occur, the last one does. A mark that occurs twice, a space
/// and (where no decimals exist at all) a comma separate thousands, and then every group has three digits. Decimals
/// beyond `places` are refused unless they are zeros: a sum is never rounded silently.
pub(crate) fn parse(text: &str, places: u32, limit: i64) -> Result<i64, DecimalError> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !body.chars().any(|c| c.is_ascii_digit()) {
        return Err(DecimalError::Empty);
    }
    let (whole, decimals) = split_at_mark(body, places)?;
    let whole = join_groups(whole)?;
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DecimalError::NotANumber);
    }
    let kept = decimals.trim_end_matches('0');
    if kept.len() > places as usize {
        return Err(DecimalError::TooPrecise);
    }
    let digits = format!("{whole}{kept:0<width$}", width = places as usize);
    let digits = digits.trim_start_matches('0');
    let value = if digits.is_empty() {
        0
    } else {
        digits.parse::<i64>().map_err(|_| DecimalError::TooLarge)?
    };
    if value > limit {
        return Err(DecimalError::TooLarge);
    }
    Ok(if negative { -value } else { value })
}

fn split_at_mark(body: &str, places: u32) -> Result<(&str, &str), DecimalError> {
    let count = |mark: char| body.chars().filter(|c| *c == mark).count();
    let mark = match (count(','), count('.')) {
        (0, 0) => return Ok((body, "")),
        (commas, 0) if commas > 1 || places == 0 => return Ok((body, "")),
        (0, points) if points > 1 => return Ok((body, "")),
        (_, 0) => ',',
        (0, _) => '.',
        (commas, points) => match (body.rfind(','), body.rfind('.')) {
            (Some(comma), Some(point)) if comma > point && commas == 1 => ',',
            (Some(comma), Some(point)) if point > comma && points == 1 => '.',
            _ => return Err(DecimalError::NotANumber),
        },
    };
    body.split_once(mark).ok_or(DecimalError::NotANumber)
}

fn join_groups(whole: &str) -> Result<String, DecimalError> {
    let is_mark = |c: char| is_space(c) || matches!(c, ',' | '.');
    let mut marks = whole.chars().filter(|c| is_mark(*c));
    if let Some(first) = marks.next()
        && marks.any(|c| c != first)
    {
        return Err(DecimalError::NotANumber);
    }
    let mut joined = String::with_capacity(whole.len());
    for (index, group) in whole.split(is_mark).enumerate() {
        let digits_only = group.bytes().all(|b| b.is_ascii_digit());
        let well_sized = if index == 0 {
            joined.is_empty()
        } else {
            group.len() == 3
        };
        let opens_well = index > 0 || !whole.contains(is_mark) || (1..=3).contains(&group.len());
        if !(digits_only && well_sized && opens_well) {
            return Err(DecimalError::NotANumber);
        }
        joined.push_str(group);
    }
    Ok(joined)
}

/// Writes whole units with a mark between thousands.
pub(crate) fn group(whole: u64, mark: &str) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// Divides and rounds to the nearest integer, halves away from zero (half-up for sums that are not negative).
///
/// `divisor` must be positive.
pub(crate) fn div_half_up(dividend: i128, divisor: i128) -> i128 {
    debug_assert!(divisor > 0, "a divisor is positive");
    let magnitude = (dividend.abs() * 2 + divisor) / (divisor * 2);
    if dividend < 0 { -magnitude } else { magnitude }
}

/// Narrows a result that the limits of money and quantity keep within 64 bits; beyond them it saturates, and the
/// limit checks of the callers refuse it.
pub(crate) fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0", 2, Ok(0))]
    #[case("12", 2, Ok(1200))]
    #[case("12,5", 2, Ok(1250))]
    #[case("12.50", 2, Ok(1250))]
    #[case(".5", 2, Ok(50))]
    #[case("1 234,50", 2, Ok(123_450))]
    #[case("1\u{2009}234,50", 2, Ok(123_450))]
    #[case("1,234.50", 2, Ok(123_450))]
    #[case("1.234,50", 2, Ok(123_450))]
    #[case("1,234,567", 2, Ok(123_456_700))]
    #[case("1,234", 0, Ok(1234))]
    #[case("1,234", 3, Ok(1234))]
    #[case("-3,10", 2, Ok(-310))]
    #[case("\u{2212}3.10", 2, Ok(-310))]
    #[case("3.1000", 2, Ok(310))]
    #[case("1,234", 2, Err(DecimalError::TooPrecise))]
    #[case("3.105", 2, Err(DecimalError::TooPrecise))]
    #[case("", 2, Err(DecimalError::Empty))]
    #[case("-", 2, Err(DecimalError::Empty))]
    #[case("12 50", 2, Err(DecimalError::NotANumber))]
    #[case("1234 567", 2, Err(DecimalError::NotANumber))]
    #[case("1,2,3", 2, Err(DecimalError::NotANumber))]
    #[case("1.2,3.4", 2, Err(DecimalError::NotANumber))]
    #[case("12a", 2, Err(DecimalError::NotANumber))]
    #[case("--1", 2, Err(DecimalError::NotANumber))]
    #[case("99999999999999999999", 2, Err(DecimalError::TooLarge))]
    #[case("10000000001", 2, Err(DecimalError::TooLarge))]
    fn numbers_are_read_as_people_write_them(
        #[case] text: &str,
        #[case] places: u32,
        #[case] expected: Result<i64, DecimalError>,
    ) {
        assert_eq!(parse(text, places, 1_000_000_000_000), expected);
    }

    #[rstest]
    #[case(5, 10, 1)]
    #[case(4, 10, 0)]
    #[case(15, 10, 2)]
    #[case(-5, 10, -1)]
    #[case(-4, 10, 0)]
    #[case(1, 3, 0)]
    #[case(2, 3, 1)]
    #[case(3, 2, 2)]
    fn halves_round_away_from_zero(
        #[case] dividend: i128,
        #[case] divisor: i128,
        #[case] expected: i128,
    ) {
        assert_eq!(div_half_up(dividend, divisor), expected);
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(group(0, ","), "0");
        assert_eq!(group(999, ","), "999");
        assert_eq!(group(1_000, ","), "1,000");
        assert_eq!(group(1_234_567, " "), "1 234 567");
    }
}
