//! One line, word by word.

use super::{FACTS, GenericAsciiStream, Junk};
use crate::scale::decimal;
use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, Status, WeightUnit};

const STX: u8 = 0x02;

/// The narrowest line that counts without a unit: what is narrower may be anything, or the front of a line that was torn.
const BARE_WIDTH: usize = 6;

/// The characters of a number of Ohaus Navigator, with the spaces before it.
const NAVIGATOR_WIDTH: std::ops::RangeInclusive<usize> = 10..=12;

/// What stands first in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Rests,
    Moves,
    OutOfRange,
    Counts,
}

/// What stands second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gross,
    Net,
    Tare,
    Compared,
}

/// What is left of a line.
struct Rest<'line>(&'line [u8]);

impl<'line> Rest<'line> {
    /// Takes a word off the front, when it is one of those.
    fn one_of<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let word = |(word, _): &&(&str, T)| self.0.starts_with(word.as_bytes());
        let (word, meaning) = words.iter().find(word)?;
        self.0 = self.0.get(word.len()..).unwrap_or_default();
        Some(*meaning)
    }

    /// Takes bytes off the front while they are of a kind.
    fn run(&mut self, of_kind: impl Fn(&u8) -> bool) -> &'line [u8] {
        let length = self.0.iter().take_while(|byte| of_kind(byte)).count();
        let (run, rest) = self.0.split_at(length);
        self.0 = rest;
        run
    }

    fn spaces(&mut self) -> usize {
        self.run(|byte| *byte == b' ').len()
    }
}

/// Reads a line without its end.
pub(super) fn read(line: &[u8], settings: &GenericAsciiStream) -> Result<Observation, Junk> {
    let text = line.strip_prefix(&[STX]).unwrap_or(line);
    let printable = text.iter().all(|byte| fields::is_printable(*byte));
    if text.is_empty() || !printable || text.len() > FACTS.longest {
        return Err(Junk::Noise);
    }
    observation(text, settings).ok_or(Junk::Malformed)
}

fn observation(text: &[u8], settings: &GenericAsciiStream) -> Option<Observation> {
    let mut rest = Rest(text);
    let head = head(&mut rest)?;
    if head == Some(Head::OutOfRange) {
        return out_of_range(rest.0);
    }
    let kind = kind(&mut rest, head.is_some());
    let number = number(&mut rest, settings)?;
    let trailer = trailer(&mut rest)?;
    let not_weighing = Observation::Status(Status::obstacle(Obstacle::NotWeighing));
    let net = match kind {
        Some(Kind::Tare) => return None,
        Some(Kind::Net) => Some(true),
        Some(Kind::Gross) => Some(false),
        Some(Kind::Compared) | None => trailer.net,
    };
    let unit = match (trailer.unit, head) {
        (_, Some(Head::Counts)) => return Some(not_weighing),
        ([], _) => {
            let wide = text.len() >= BARE_WIDTH && number.1 < 0;
            (settings.has_unit || wide).then_some((WeightUnit::Unknown, 0))?
        }
        (letters, head) => match fields::padded_unit(letters) {
            Some(unit) => unit,
            // Pieces, per cent, carats: the scale is well, but weighs nothing that is sold by weight.
            None => return head.map(|_| not_weighing),
        },
    };
    let stable = match head {
        _ if trailer.moves => Some(false),
        Some(Head::Rests) => Some(true),
        Some(Head::Moves) => Some(false),
        Some(Head::Counts | Head::OutOfRange) => None,
        None => (trailer.blanks >= 2 && is_navigator(text)).then_some(true),
    };
    if head.is_none() && stable.is_none() && settings.headed {
        return None;
    }
    let mut reading = fields::weight(Decimal::new(number.0, number.1), unit, stable)?;
    reading.net = net;
    Some(Observation::Weight(reading))
}

/// Where the number of a line ends.
pub(super) fn reach(line: &[u8]) -> usize {
    let digits = line.iter().position(u8::is_ascii_digit).unwrap_or_default();
    let of_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'.' | b',');
    let number = line.get(digits..).unwrap_or_default();
    digits + number.iter().take_while(of_number).count()
}

/// Whether the number of a line is filled up to a width with spaces or zeros.
pub(super) fn is_filled(line: &[u8]) -> bool {
    let front = line.get(..reach(line)).unwrap_or_default();
    let digits = front
        .iter()
        .position(u8::is_ascii_digit)
        .unwrap_or_default();
    let has_zeros = front
        .get(digits..)
        .is_some_and(|number| number.starts_with(b"00"));
    has_zeros || front.windows(2).any(|two| two == b"  ")
}

/// Takes the first word, if there is one; nothing when nothing parts it from what follows.
#[expect(
    clippy::option_option,
    reason = "a line without a first word is one thing, a line that is not understood another"
)]
fn head(rest: &mut Rest<'_>) -> Option<Option<Head>> {
    let head = rest.one_of(&[
        ("ST", Head::Rests),
        ("US", Head::Moves),
        ("UN", Head::Moves),
        ("OL", Head::OutOfRange),
        ("QT", Head::Counts),
    ]);
    let parted = !rest.run(|byte| matches!(byte, b',' | b' ')).is_empty();
    (head.is_none() || parted).then_some(head)
}

/// Takes the second word, if there is one.
fn kind(rest: &mut Rest<'_>, after_head: bool) -> Option<Kind> {
    let words = [
        ("GS", Kind::Gross),
        ("NT", Kind::Net),
        ("TR", Kind::Tare),
        ("G", Kind::Gross),
        ("N", Kind::Net),
    ];
    let compared = ["HI,", "OK,", "LO,", "--,"].map(|word| (word, Kind::Compared));
    let kind = rest
        .one_of(&words)
        .or_else(|| after_head.then(|| rest.one_of(&compared)).flatten());
    rest.run(|byte| matches!(byte, b',' | b' '));
    kind
}

/// Takes a number with its sign.
fn number(rest: &mut Rest<'_>, settings: &GenericAsciiStream) -> Option<(i64, i8)> {
    let negative = rest.one_of(&[("-", true), ("+", false)]);
    rest.spaces();
    let digits = rest.run(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','));
    // A comma behind the last digit parts the number from the unit.
    let digits = digits.strip_suffix(b",").unwrap_or(digits);
    let known = digits.first().zip(digits.last());
    if !known.is_some_and(|(first, last)| first.is_ascii_digit() && last.is_ascii_digit())
        || !settings.decimal_comma && digits.contains(&b',')
    {
        return None;
    }
    let (raw, exponent) = decimal::parse(std::str::from_utf8(digits).ok()?)?;
    let exponent = match settings.decimals {
        Some(decimals) if exponent == 0 => i8::try_from(decimals).ok()?.checked_neg()?,
        Some(_) | None => exponent,
    };
    Some((if negative == Some(true) { -raw } else { raw }, exponent))
}

/// Whether a line begins as those of Ohaus Navigator do: the number to the right in ten to twelve characters, a space, the
/// unit. Behind it they have a space, and another one or `?`.
fn is_navigator(text: &[u8]) -> bool {
    let mut rest = Rest(text);
    let padding = rest.spaces();
    let width = padding + rest.run(|byte| !matches!(byte, b' ')).len();
    padding > 0 && NAVIGATOR_WIDTH.contains(&width) && rest.spaces() == 1
}

/// What stands behind a number.
struct Trailer<'line> {
    unit: &'line [u8],
    /// The spaces behind the unit.
    blanks: usize,
    moves: bool,
    net: Option<bool>,
}

/// Takes what stands behind a number, to the end of the line.
fn trailer<'line>(rest: &mut Rest<'line>) -> Option<Trailer<'line>> {
    rest.spaces();
    let unit = rest.run(|byte| byte.is_ascii_alphabetic() || *byte == b'%');
    let blanks = rest.spaces();
    let moves = rest.one_of(&[("?", true)]).unwrap_or(false);
    rest.spaces();
    let net = rest.one_of(&[
        ("NET", true),
        ("NT", true),
        ("N", true),
        ("GS", false),
        ("G", false),
    ]);
    rest.spaces();
    rest.0.is_empty().then_some(Trailer {
        unit,
        blanks,
        moves,
        net,
    })
}

/// Reads what follows `OL`: whatever fills the place of the number, and its sign.
fn out_of_range(rest: &[u8]) -> Option<Observation> {
    let mut rest = Rest(rest);
    kind(&mut rest, true);
    let obstacle = match rest.one_of(&[("-", ())]) {
        Some(()) => Obstacle::Underload,
        None => Obstacle::Overload,
    };
    let fills = |byte: &u8| byte.is_ascii_alphanumeric() || b" .,+-%".contains(byte);
    rest.run(fills);
    let observation = Observation::Status(Status::obstacle(obstacle));
    rest.0.is_empty().then_some(observation)
}
