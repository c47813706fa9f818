//! Decimal numbers as scales write them, without floating point.

use serde::Serialize;

/// A decimal number as a scale shows it: `raw × 10^exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Decimal {
    /// The digits, with their sign.
    pub raw: i64,
    /// The power of ten of the last digit: −3 for `1.234`.
    pub exponent: i8,
}

impl Decimal {
    /// Makes a number of its digits and the power of ten of the last one.
    #[must_use]
    pub const fn new(raw: i64, exponent: i8) -> Self {
        Self { raw, exponent }
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&format(self.raw, self.exponent))
    }
}

/// The most digits that are read; a scale shows eight at most.
const MAX_DIGITS: usize = 12;

/// Reads `-0.020` as −20 and the exponent −3. A comma counts as a point.
#[must_use]
pub fn parse(text: &str) -> Option<(i64, i8)> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let digits = digits.trim_start_matches(' ');
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all = || whole.bytes().chain(part.bytes());
    if all().count() == 0 || all().count() > MAX_DIGITS || !all().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let value = all().fold(0_i64, |value, byte| value * 10 + i64::from(byte - b'0'));
    let exponent = i8::try_from(part.len()).ok()?;
    Some((if negative { -value } else { value }, -exponent))
}

/// Writes −20 with the exponent −3 as `-0.020`.
#[must_use]
pub fn format(raw: i64, exponent: i8) -> String {
    let sign = if raw < 0 { "-" } else { "" };
    let digits = raw.unsigned_abs().to_string();
    if raw == 0 && exponent >= 0 {
        // Nothing counted in tens is still one zero.
        return digits;
    }
    if exponent >= 0 {
        return format!(
            "{sign}{digits}{}",
            "0".repeat(usize::from(exponent.unsigned_abs()))
        );
    }
    let decimals = usize::from(exponent.unsigned_abs());
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, part) = padded.split_at(padded.len() - decimals);
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("100.00", Some((10_000, -2)))]
    #[case("-0.020", Some((-20, -3)))]
    #[case("- 12,5", Some((-125, -1)))]
    #[case("+7", Some((7, 0)))]
    #[case(".5", Some((5, -1)))]
    #[case("", None)]
    #[case("-", None)]
    #[case("1.2.3", None)]
    #[case("1e3", None)]
    #[case("1234567890123", None)]
    fn numbers_are_read_exactly_or_not_at_all(
        #[case] text: &str,
        #[case] expected: Option<(i64, i8)>,
    ) {
        assert_eq!(parse(text), expected);
    }

    #[rstest::rstest]
    #[case(0, 1, "0")]
    #[case(0, 0, "0")]
    #[case(0, -3, "0.000")]
    #[case(-12, 2, "-1200")]
    #[case(-20, -3, "-0.020")]
    fn numbers_are_written_as_scales_show_them(
        #[case] raw: i64,
        #[case] exponent: i8,
        #[case] expected: &str,
    ) {
        assert_eq!(format(raw, exponent), expected);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(raw in -999_999_999_i64..1_000_000_000, decimals in 0_i8..6) {
            proptest::prop_assert_eq!(parse(&format(raw, -decimals)), Some((raw, -decimals)));
        }
    }
}
