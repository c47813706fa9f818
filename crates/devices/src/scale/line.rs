//! What the grammars of lines and records share: finding the end.

use super::fields::is_printable;
use super::said::{Junk, Said, Step};

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

/// Where in a line that is not understood a whole answer begins: behind the last character that none of the protocol's lines
/// has, when one of the given words stands there. What comes by noise before a line does not cost the line then.
fn before_head(line: &[u8], heads: &[&[u8]]) -> Option<usize> {
    // Characters with an eighth bit look like any others on a line of seven.
    let is_foreign = |byte: &u8| {
        !is_printable(*byte) && *byte != b'\r' || matches!(byte, b'`' | b'{' | b'|' | b'}' | b'~')
    };
    let begin = line.iter().rposition(is_foreign)? + 1;
    let rest = line.get(begin..)?;
    heads
        .iter()
        .any(|head| rest.starts_with(head))
        .then_some(begin)
}

/// A step that does not skip more than the noise before a line that begins with one of the given words.
#[must_use]
pub fn behind_noise(bytes: &[u8], step: Step, heads: &[&[u8]]) -> Step {
    let begin = match &step {
        Step::Skip { length, .. } => bytes
            .get(..*length)
            .and_then(|skipped| skipped.strip_suffix(b"\n"))
            .and_then(|line| before_head(line, heads)),
        Step::Frame { .. } | Step::Wait => None,
    };
    begin.map_or(step, |begin| Step::skip(begin, Junk::Noise))
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

/// A step for a line of text that `read` understands, or not.
#[must_use]
pub fn step_text(bytes: &[u8], longest: usize, read: impl Fn(&str) -> Option<Said>) -> Step {
    unless_whole(whole_line(bytes, longest), |body, length| {
        Step::whole(length, std::str::from_utf8(body).ok().and_then(read))
    })
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
    #[case(b"\x7f~S S 1.2 kg\r", Some(2))]
    #[case(b"S S 1\x01S D 1.2 kg\r", Some(6))]
    #[case(b"S S 1.2 kg\r", None)]
    #[case(b"\x01 S S 1.2 kg\r", None)]
    #[case(b"S S 1.2 kg\x01", None)]
    fn a_line_behind_noise_begins_with_its_word(
        #[case] line: &[u8],
        #[case] expected: Option<usize>,
    ) {
        assert_eq!(before_head(line, &[b"S S ", b"S D "]), expected);
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
}
