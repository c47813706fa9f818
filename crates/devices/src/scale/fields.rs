//! Fields of frames: numbers, units, and bytes whose eighth bit is none of theirs.

use super::decimal::{self, Decimal};
use super::reading::{Observation, Obstacle, Reading, Status, WeightUnit};

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

/// Reads a field of digits alone, of any length.
#[must_use]
pub fn digits(field: &[u8]) -> Option<i64> {
    if field.is_empty() || field.len() > 12 || !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(
        field
            .iter()
            .fold(0, |value, byte| value * 10 + i64::from(byte - b'0')),
    )
}

/// Reads digits alone, as a number with so many decimals.
#[must_use]
pub fn fixed_point(field: &[u8], decimals: u8) -> Option<Decimal> {
    let exponent = i8::try_from(decimals).ok()?.checked_neg()?;
    Some(Decimal::new(digits(field)?, exponent))
}

/// Reads a number that stands at the right edge of its field, with spaces before it and, in some scales, after its sign.
#[must_use]
pub fn right_aligned(field: &[u8]) -> Option<(i64, i8)> {
    let text = std::str::from_utf8(field).ok()?;
    let number = decimal::parse(text.trim_start_matches(' '))?;
    // A point without a digit behind it is a piece of a number.
    field
        .last()
        .filter(|last| last.is_ascii_digit())
        .map(|_| number)
}

/// The units of mass, each with the power of ten by which it is more than the unit that a reading has.
const UNITS: [(&str, WeightUnit, i8); 6] = [
    ("kg", WeightUnit::Kilogram, 0),
    ("g", WeightUnit::Gram, 0),
    ("lb", WeightUnit::Pound, 0),
    ("oz", WeightUnit::Ounce, 0),
    ("t", WeightUnit::Kilogram, 3),
    ("mg", WeightUnit::Gram, -3),
];

/// Reads a unit of mass, and the power of ten by which it is more than the unit that a reading has: `t` is a thousand
/// kilograms. Nothing for other names, such as carats and pieces: the till must not take them for the unit that is set for
/// frames without one.
#[must_use]
pub fn unit(name: &str) -> Option<(WeightUnit, i8)> {
    // A large T is a tare.
    let is = |one: &str, power: i8| name == one || (power == 0 && name.eq_ignore_ascii_case(one));
    let found = UNITS.iter().find(|(one, _, power)| is(one, *power));
    found.map(|(_, unit, power)| (*unit, *power))
}

/// As [`unit()`], of a field that is padded with spaces. One wrong byte of it would make milligrams of kilograms, so that it has
/// none.
#[must_use]
pub fn padded_unit(field: &[u8]) -> Option<(WeightUnit, i8)> {
    let name = field.trim_ascii();
    let found = UNITS
        .iter()
        .find(|(one, _, power)| *power >= 0 && name.eq_ignore_ascii_case(one.as_bytes()));
    found.map(|(_, unit, power)| (*unit, *power))
}

/// Whether a text could be the name of a unit.
#[must_use]
pub fn is_unit_name(name: &str) -> bool {
    matches!(name.len(), 1..=5)
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'%' | b':'))
}

/// A weight in a unit of its own power of ten.
#[must_use]
pub fn weight(
    number: Decimal,
    (unit, power): (WeightUnit, i8),
    stable: Option<bool>,
) -> Option<Reading> {
    let exponent = number.exponent.checked_add(power)?;
    Some(Reading::plain(number.raw, exponent, unit, stable))
}

/// What a number with a unit says: a weight, or that the scale counts or measures something else now. Nothing when the name is
/// none of a unit.
#[must_use]
pub fn weighed(
    (raw, exponent): (i64, i8),
    name: &str,
    stable: Option<bool>,
) -> Option<Observation> {
    match unit(name) {
        Some(unit) => weight(Decimal::new(raw, exponent), unit, stable).map(Observation::Weight),
        None if is_unit_name(name) => {
            Some(Observation::Status(Status::obstacle(Obstacle::NotWeighing)))
        }
        None => None,
    }
}

/// The exclusive or of bytes.
#[must_use]
pub fn xor(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
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
            fixed_point(field, decimals).map(|number| (number.raw, number.exponent)),
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
        assert_eq!(padded_unit(field), expected);
    }

    #[rstest::rstest]
    #[case("Kg", Some((WeightUnit::Kilogram, 0)))]
    #[case("LB", Some((WeightUnit::Pound, 0)))]
    #[case("mg", Some((WeightUnit::Gram, -3)))]
    #[case("t", Some((WeightUnit::Kilogram, 3)))]
    #[case("T", None)]
    #[case("ct", None)]
    #[case(" kg", None)]
    fn units_have_their_usual_names(
        #[case] name: &str,
        #[case] expected: Option<(WeightUnit, i8)>,
    ) {
        assert_eq!(unit(name), expected);
    }

    #[rstest::rstest]
    #[case(b"     1.234", Some((1234, -3)))]
    #[case(b"-    1.234", Some((-1234, -3)))]
    #[case(b"   -   50", Some((-50, 0)))]
    #[case(b"1.234 ", None)]
    #[case(b"   12.", None)]
    #[case(b"1 234", None)]
    #[case(b"      ", None)]
    fn a_number_stands_at_the_right_edge(
        #[case] field: &[u8],
        #[case] expected: Option<(i64, i8)>,
    ) {
        assert_eq!(right_aligned(field), expected);
    }
}
