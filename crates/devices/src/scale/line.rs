//! What the grammars of lines and records share: finding the end, and reading numbers and units out of fields.

use super::decimal;
use super::reading::WeightUnit;
use super::said::{Junk, Step};

/// The end of the lines of most protocols.
pub const CR_LF: &[u8] = b"\r\n";

/// The front of some bytes, as far as its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// It ends; `length` counts the end too.
    Whole {
        /// What stands before the end.
        body: &'a [u8],
        /// How many bytes, with the end.
        length: usize,
    },
    /// More may come.
    Open,
    /// It holds what it cannot, or is too long; so many bytes of its front lead nowhere.
    Broken(usize),
}

/// Looks for the first `end` within `longest` bytes, its own counted; before it stand only bytes that `holds`.
///
/// What it says of some bytes it says of the same bytes with more behind them, unless it was [`Piece::Open`].
#[must_use]
pub fn until<'a>(
    bytes: &'a [u8],
    end: &[u8],
    longest: usize,
    holds: impl Fn(u8) -> bool,
) -> Piece<'a> {
    let run = bytes
        .iter()
        .position(|byte| !holds(*byte))
        .unwrap_or(bytes.len());
    let most = longest.saturating_sub(end.len());
    if run > most {
        return Piece::Broken(run - most);
    }
    let (body, rest) = bytes.split_at(run);
    if rest.starts_with(end) {
        Piece::Whole {
            body,
            length: run + end.len(),
        }
    } else if end.starts_with(rest) {
        Piece::Open
    } else {
        Piece::Broken(run.max(1))
    }
}

/// Looks for the first line of printable characters.
#[must_use]
pub fn line<'a>(bytes: &'a [u8], end: &[u8], longest: usize) -> Piece<'a> {
    until(bytes, end, longest, is_printable)
}

/// Whether a byte is a character that is printed, or a space.
#[must_use]
pub const fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// A step for a piece that is not whole.
#[must_use]
pub fn unless_whole<'a>(piece: Piece<'a>, read: impl FnOnce(&'a [u8], usize) -> Step) -> Step {
    match piece {
        Piece::Whole { body, length } => read(body, length),
        Piece::Open => Step::Wait,
        Piece::Broken(length) => Step::skip(length, Junk::Noise),
    }
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

/// Reads the usual names of units; others, such as `ct` or `pcs`, are unknown ones. Nothing when it is no name of a unit. The
/// second number is the power of ten to add for a milligram or a ton.
#[must_use]
pub fn unit(name: &str) -> Option<(WeightUnit, i8)> {
    Some(match name {
        "g" | "G" => (WeightUnit::Gram, 0),
        "mg" => (WeightUnit::Gram, -3),
        "kg" | "KG" | "Kg" => (WeightUnit::Kilogram, 0),
        "t" => (WeightUnit::Kilogram, 3),
        "lb" | "LB" => (WeightUnit::Pound, 0),
        "oz" | "OZ" => (WeightUnit::Ounce, 0),
        other
            if !other.is_empty()
                && other
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic() || byte == b'%') =>
        {
            (WeightUnit::Unknown, 0)
        }
        _ => return None,
    })
}

/// The exclusive or of bytes.
#[must_use]
pub fn xor(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(b"ab\r\nc", Piece::Whole { body: b"ab", length: 4 })]
    #[case(b"\r\n", Piece::Whole { body: b"", length: 2 })]
    #[case(b"ab\r", Piece::Open)]
    #[case(b"abcdefgh", Piece::Open)]
    #[case(b"abcdefghi", Piece::Broken(1))]
    #[case(b"abcdefghijk\r\n", Piece::Broken(3))]
    #[case(b"ab\rc", Piece::Broken(2))]
    #[case(b"ab\x02\r\n", Piece::Broken(2))]
    #[case(b"\xffab", Piece::Broken(1))]
    fn a_line_ends_where_its_end_is(#[case] bytes: &[u8], #[case] expected: Piece<'_>) {
        assert_eq!(line(bytes, CR_LF, 10), expected);
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
