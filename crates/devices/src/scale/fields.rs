//! Fields of frames: numbers, units, and bytes whose eighth bit is none of theirs.

use super::decimal::{self, Decimal};
use super::reading::WeightUnit;

/// Reads a number that is padded with spaces on either side: `  1.234`, `-0.020`, `- 12.5`. A comma is no point here.
#[must_use]
pub fn number(field: &[u8]) -> Option<Decimal> {
    let text = std::str::from_utf8(field).ok()?.trim_matches(' ');
    if text.contains(',') {
        return None;
    }
    let (raw, exponent) = decimal::parse(text)?;
    Some(Decimal::new(raw, exponent))
}

/// Reads digits alone, as a number with so many decimals.
#[must_use]
pub fn digits(field: &[u8], decimals: u8) -> Option<Decimal> {
    if !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let whole = number(field)?;
    let exponent = i8::try_from(decimals).ok()?.checked_neg()?;
    Some(Decimal::new(whole.raw, exponent))
}

/// Reads a unit of mass in letters of any size, padded with spaces, and the power of ten by which it is more than the unit that
/// a reading has: `t` is a thousand kilograms.
#[must_use]
pub fn unit(field: &[u8]) -> Option<(WeightUnit, i8)> {
    let name = field.trim_ascii();
    let is = |one: &str| name.eq_ignore_ascii_case(one.as_bytes());
    [
        ("kg", WeightUnit::Kilogram, 0),
        ("g", WeightUnit::Gram, 0),
        ("lb", WeightUnit::Pound, 0),
        ("oz", WeightUnit::Ounce, 0),
        ("t", WeightUnit::Kilogram, 3),
    ]
    .into_iter()
    .find_map(|(one, unit, power)| is(one).then_some((unit, power)))
}

/// Whether a byte is a character that can be seen, or a space.
#[must_use]
pub const fn is_printable(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte == b' '
}

/// The front of a line without the eighth bits, for protocols that have a use for one of them and so cannot do without it
/// everywhere.
#[derive(Debug, Clone, Copy)]
pub struct SevenBits<const LONGEST: usize> {
    bytes: [u8; LONGEST],
    length: usize,
}

impl<const LONGEST: usize> SevenBits<LONGEST> {
    /// Takes the first bytes of a line, a frame's at most.
    #[must_use]
    pub fn of(line: &[u8]) -> Self {
        let mut bytes = [0; LONGEST];
        for (to, from) in bytes.iter_mut().zip(line) {
            *to = from & 0x7f;
        }
        Self {
            bytes,
            length: line.len().min(LONGEST),
        }
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(b"  1.234", Some((1234, -3)))]
    #[case(b"-0.020 ", Some((-20, -3)))]
    #[case(b"1,234", None)]
    #[case(b"1 234", None)]
    #[case(b"", None)]
    #[case(b"FFFFFF", None)]
    fn numbers_have_points_only(#[case] field: &[u8], #[case] expected: Option<(i64, i8)>) {
        assert_eq!(
            number(field).map(|number| (number.raw, number.exponent)),
            expected
        );
    }

    #[rstest::rstest]
    #[case(b"01234", 3, Some((1234, -3)))]
    #[case(b"01234", 2, Some((1234, -2)))]
    #[case(b" 1234", 3, None)]
    #[case(b"-1234", 3, None)]
    #[case(b"", 3, None)]
    fn digits_are_digits(
        #[case] field: &[u8],
        #[case] decimals: u8,
        #[case] expected: Option<(i64, i8)>,
    ) {
        assert_eq!(
            digits(field, decimals).map(|number| (number.raw, number.exponent)),
            expected
        );
    }

    #[rstest::rstest]
    #[case(b"kg", Some((WeightUnit::Kilogram, 0)))]
    #[case(b" G", Some((WeightUnit::Gram, 0)))]
    #[case(b"t ", Some((WeightUnit::Kilogram, 3)))]
    #[case(b"pc", None)]
    #[case(b"k g", None)]
    fn units_are_masses(#[case] field: &[u8], #[case] expected: Option<(WeightUnit, i8)>) {
        assert_eq!(unit(field), expected);
    }
}
