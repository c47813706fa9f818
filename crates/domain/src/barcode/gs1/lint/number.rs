//! Linters of numbers, keys and codes.

use super::characters::{CSET82, digits};
use super::fault::{Fault, LintError, wrong};
use super::time::moved;
use super::{PrefixDirectory, listed};
use crate::barcode::gs1::codes::CodeList;

/// The shortest company prefix that GS1 gives out.
const SHORTEST_PREFIX: usize = 4;

/// The characters of a check pair, in the order of their values (GS1 General Specifications, character set 32).
const CSET32: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The weights of a check pair, from the right: the first primes, as many as a value may have characters.
const PRIMES: [u32; 97] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193,
    197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307,
    311, 313, 317, 331, 337, 347, 349, 353, 359, 367, 373, 379, 383, 389, 397, 401, 409, 419, 421,
    431, 433, 439, 443, 449, 457, 461, 463, 467, 479, 487, 491, 499, 503, 509,
];

/// The last digit is the check digit of the others, whatever their number.
pub(super) fn check_digit(value: &[u8]) -> Result<(), LintError> {
    let Some((check, payload)) = value.split_last() else {
        return wrong(Fault::TooShortForCheckDigit, 0, 0);
    };
    digits(value)?;
    let sum: u32 = payload
        .iter()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .fold(0, |sum, (digit, weight)| {
            (sum + u32::from(digit - b'0') * weight) % 10
        });
    if (sum + u32::from(check - b'0')).is_multiple_of(10) {
        Ok(())
    } else {
        wrong(Fault::IncorrectCheckDigit, payload.len(), 1)
    }
}

/// The last two characters are the check pair of the others.
///
/// Source: GS1 General Specifications, section 7.9.5: values weighted by primes from the right, modulo 1021, in two parts.
pub(super) fn check_pair(value: &[u8]) -> Result<(), LintError> {
    let Some((text, pair)) = value
        .len()
        .checked_sub(2)
        .and_then(|length| value.split_at_checked(length))
    else {
        return wrong(Fault::TooShortForCheckPair, 0, value.len());
    };
    if text.len() > PRIMES.len() {
        return wrong(Fault::TooLongForCheckPairImplementation, 0, value.len());
    }
    super::characters::cset82(text)?;
    let sum = text.iter().rev().zip(PRIMES).fold(0, |sum, (c, prime)| {
        let weight = CSET82.binary_search(c).unwrap_or(0) as u32;
        (sum + weight * prime) % 1021
    });
    let expected = [CSET32[(sum >> 5) as usize % 32], CSET32[sum as usize % 32]];
    if pair == expected {
        Ok(())
    } else {
        wrong(Fault::IncorrectCheckPair, text.len(), 2)
    }
}

/// The value begins with a company prefix.
pub(super) fn company_prefix(value: &[u8], directory: PrefixDirectory) -> Result<(), LintError> {
    let Some(prefix) = value.get(..SHORTEST_PREFIX) else {
        return wrong(Fault::TooShortForGcp, 0, value.len());
    };
    if let Some(at) = prefix.iter().position(|c| !c.is_ascii_digit()) {
        return wrong(Fault::InvalidGcpPrefix, at, 1);
    }
    match directory {
        PrefixDirectory::Accepts => Ok(()),
        PrefixDirectory::Refuses => wrong(Fault::InvalidGcpPrefix, 0, value.len()),
        PrefixDirectory::Offline => wrong(Fault::GcpDatasourceOffline, 0, value.len()),
    }
}

/// The value begins with one character, such as the indicator of a GTIN, and then a company prefix.
pub(super) fn company_prefix_after_one(
    value: &[u8],
    directory: PrefixDirectory,
) -> Result<(), LintError> {
    match value {
        [_, rest @ ..] if !rest.is_empty() => {
            company_prefix(rest, directory).map_err(|error| moved(error, 1))
        }
        _ => wrong(Fault::TooShortForGcp, 0, value.len()),
    }
}

/// ISO 13616: the country, two check digits, and a remainder of 1 when all is divided by 97.
pub(super) fn iban(value: &[u8]) -> Result<(), LintError> {
    /// One more than that is the shortest: enough for the check characters.
    const TOO_SHORT: usize = 10;
    const LONGEST: usize = 34;
    let Some((head, tail)) = value.split_at_checked(4) else {
        return wrong(Fault::IbanTooShort, 0, value.len());
    };
    let country = head.get(..2).unwrap_or_default();
    listed(
        CodeList::CountryLetters,
        country,
        Fault::IllegalIbanCountryCode,
    )?;
    if value.len() > LONGEST {
        return wrong(Fault::IbanTooLong, 0, value.len());
    }
    if value.len() <= TOO_SHORT {
        return wrong(Fault::IbanTooShort, 0, value.len());
    }
    let mut remainder = 0;
    for (place, c) in tail.iter().chain(head).enumerate() {
        remainder = match c {
            b'0'..=b'9' => remainder * 10 + u32::from(c - b'0'),
            b'A'..=b'Z' => remainder * 100 + u32::from(c - b'A') + 10,
            _ => {
                let at = (place + head.len()) % value.len();
                return wrong(Fault::InvalidIbanCharacter, at, 1);
            }
        } % 97;
    }
    if remainder == 1 {
        Ok(())
    } else {
        wrong(Fault::IncorrectIbanChecksum, 2, 2)
    }
}

pub(super) fn latitude(value: &[u8]) -> Result<(), LintError> {
    const MOST: u64 = 1_800_000_000;
    coordinate(
        value,
        MOST,
        Fault::LatitudeInvalidLength,
        Fault::InvalidLatitude,
    )
}

pub(super) fn longitude(value: &[u8]) -> Result<(), LintError> {
    const MOST: u64 = 3_600_000_000;
    coordinate(
        value,
        MOST,
        Fault::LongitudeInvalidLength,
        Fault::InvalidLongitude,
    )
}

fn coordinate(value: &[u8], most: u64, length: Fault, range: Fault) -> Result<(), LintError> {
    if value.len() != 10 {
        return wrong(length, 0, value.len());
    }
    digits(value)?;
    let number = value
        .iter()
        .fold(0, |sum: u64, digit| sum * 10 + u64::from(digit - b'0'));
    if number > most {
        return wrong(range, 0, value.len());
    }
    Ok(())
}

/// AIDC media types: 01 to 10 and 80 to 99 are given out.
pub(super) fn media_type(value: &[u8]) -> Result<(), LintError> {
    match value {
        [b'0', b'1'..=b'9'] | [b'1', b'0'] | [b'8' | b'9', b'0'..=b'9'] => Ok(()),
        _ => wrong(Fault::InvalidMediaType, 0, value.len()),
    }
}

pub(super) fn not_zero(value: &[u8]) -> Result<(), LintError> {
    digits(value)?;
    if value.iter().all(|c| *c == b'0') {
        return wrong(Fault::IllegalZeroValue, 0, value.len());
    }
    Ok(())
}

pub(super) fn no_zero_prefix(value: &[u8]) -> Result<(), LintError> {
    digits(value)?;
    if value.first() == Some(&b'0') {
        return wrong(Fault::IllegalZeroPrefix, 0, 1);
    }
    Ok(())
}

pub(super) fn zero(value: &[u8]) -> Result<(), LintError> {
    if !value.is_empty() && value.iter().all(|c| *c == b'0') {
        return Ok(());
    }
    wrong(Fault::NotZero, 0, value.len())
}

/// A piece and the number of pieces, in as many digits each.
pub(super) fn piece_of_total(value: &[u8]) -> Result<(), LintError> {
    digits(value)?;
    if value.is_empty() || !value.len().is_multiple_of(2) {
        return wrong(Fault::InvalidLengthForPieceOfTotal, 0, value.len());
    }
    let half = value.len() / 2;
    let (piece, total) = value.split_at_checked(half).unwrap_or_default();
    let is_zero = |number: &[u8]| number.iter().all(|c| *c == b'0');
    if is_zero(piece) {
        wrong(Fault::ZeroPieceNumber, 0, half)
    } else if is_zero(total) {
        wrong(Fault::ZeroTotalPieces, half, half)
    } else if piece > total {
        wrong(Fault::PieceNumberExceedsTotal, 0, value.len())
    } else {
        Ok(())
    }
}

/// A position and the end, with a slash between: `2/3`.
pub(super) fn position_of_end(value: &[u8]) -> Result<(), LintError> {
    let mut parts = value.splitn(2, |c| *c == b'/');
    let (Some(position), Some(end)) = (parts.next(), parts.next()) else {
        return wrong(Fault::PositionInSequenceMalformed, 0, value.len());
    };
    let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    if !is_number(position) || !is_number(end) {
        return wrong(Fault::PositionInSequenceMalformed, 0, value.len());
    }
    if position.first() == Some(&b'0') {
        return wrong(Fault::IllegalZeroPrefix, 0, position.len());
    }
    if end.first() == Some(&b'0') {
        return wrong(Fault::IllegalZeroPrefix, position.len() + 1, end.len());
    }
    if (position.len(), position) > (end.len(), end) {
        return wrong(Fault::PositionExceedsEnd, 0, value.len());
    }
    Ok(())
}
