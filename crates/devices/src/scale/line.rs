//! What the grammars of lines and records share: finding the end, and reading numbers and units out of fields.

use super::decimal;
use super::reading::{Observation, Obstacle, Reading, Status, WeightUnit};
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

/// Looks for the first line that ends with CR LF, within `longest` bytes. A line with anything in it that is not printed is
/// broken as a whole, for what is left of it might look like another line; the same goes for one that is too long.
#[must_use]
pub fn whole_line(bytes: &[u8], longest: usize) -> Piece<'_> {
    let most = longest.saturating_sub(1);
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        return if bytes.len() > most {
            Piece::Broken(bytes.len() - most)
        } else {
            Piece::Open
        };
    };
    if end > most {
        return Piece::Broken(end - most);
    }
    let length = end + 1;
    match bytes.get(..end).and_then(|line| line.strip_suffix(b"\r")) {
        Some(body) if body.len() + 2 < longest && body.iter().copied().all(is_printable) => {
            Piece::Whole { body, length }
        }
        Some(_) | None => Piece::Broken(length),
    }
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

/// Reads the usual names of units; the number is the power of ten to add for a milligram or a ton. Nothing for other names,
/// such as carats and pieces: the till must not take them for the unit that is set for frames without one.
#[must_use]
pub fn unit(name: &str) -> Option<(WeightUnit, i8)> {
    Some(match name {
        "g" | "G" => (WeightUnit::Gram, 0),
        "mg" => (WeightUnit::Gram, -3),
        "kg" | "KG" | "Kg" => (WeightUnit::Kilogram, 0),
        "t" => (WeightUnit::Kilogram, 3),
        "lb" | "LB" => (WeightUnit::Pound, 0),
        "oz" | "OZ" => (WeightUnit::Ounce, 0),
        _ => return None,
    })
}

/// Whether a text could be the name of a unit.
#[must_use]
pub fn is_unit_name(name: &str) -> bool {
    matches!(name.len(), 1..=5)
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'%' | b':'))
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
        Some((unit, shift)) => {
            let exponent = exponent.checked_add(shift)?;
            Some(Observation::Weight(Reading::plain(
                raw, exponent, unit, stable,
            )))
        }
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
    #[case(b"ab\r\ncd", Piece::Whole { body: b"ab", length: 4 })]
    #[case(b"ab\ncd", Piece::Broken(3))]
    #[case(b"\xffab\r\n", Piece::Broken(5))]
    #[case(b"ab\r", Piece::Open)]
    #[case(b"abcdefghi", Piece::Open)]
    #[case(b"abcdefghij", Piece::Broken(1))]
    #[case(b"abcdefgh\r\n", Piece::Broken(10))]
    #[case(b"abcdefghijkl\r\n", Piece::Broken(4))]
    fn a_line_with_noise_in_it_is_broken_as_a_whole(
        #[case] bytes: &[u8],
        #[case] expected: Piece<'_>,
    ) {
        assert_eq!(whole_line(bytes, 10), expected);
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
