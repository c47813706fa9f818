//! Linters of characters.

use super::fault::{Fault, LintError, wrong};

/// Refuses the first character that is not allowed.
fn all(value: &[u8], allowed: impl Fn(u8) -> bool, fault: Fault) -> Result<(), LintError> {
    match value.iter().position(|c| !allowed(*c)) {
        Some(at) => wrong(fault, at, 1),
        None => Ok(()),
    }
}

/// The characters of most texts in GS1 data (GS1 General Specifications, character set 82), in the order of their values.
pub(super) const CSET82: &[u8; 82] =
    b"!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

fn is_cset82(c: u8) -> bool {
    CSET82.binary_search(&c).is_ok()
}

fn is_cset39(c: u8) -> bool {
    matches!(c, b'#' | b'-' | b'/' | b'0'..=b'9' | b'A'..=b'Z')
}

fn is_cset64(c: u8) -> bool {
    matches!(c, b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
}

pub(super) fn cset82(value: &[u8]) -> Result<(), LintError> {
    all(value, is_cset82, Fault::InvalidCset82Character)
}

pub(super) fn cset39(value: &[u8]) -> Result<(), LintError> {
    all(value, is_cset39, Fault::InvalidCset39Character)
}

pub(super) fn digits(value: &[u8]) -> Result<(), LintError> {
    all(value, |c| c.is_ascii_digit(), Fault::NonDigitCharacter)
}

/// The padding is optional; where there is any, it completes the length to a multiple of three.
pub(super) fn cset64(value: &[u8]) -> Result<(), LintError> {
    let pads = value.iter().rev().take_while(|c| **c == b'=').count();
    let length = value.len() - pads;
    if pads > 2 || (pads > 0 && !value.len().is_multiple_of(3)) {
        return wrong(Fault::InvalidCset64Padding, length, pads);
    }
    let text = value.get(..length).unwrap_or_default();
    all(text, is_cset64, Fault::InvalidCset64Character)
}

pub(super) fn has_non_digit(value: &[u8]) -> Result<(), LintError> {
    if value.iter().any(|c| !c.is_ascii_digit()) {
        Ok(())
    } else {
        wrong(Fault::RequiresNonDigitCharacter, 0, value.len())
    }
}

pub(super) fn hyphens(value: &[u8]) -> Result<(), LintError> {
    if !value.is_empty() && value.iter().all(|c| *c == b'-') {
        Ok(())
    } else {
        wrong(Fault::NotHyphen, 0, value.len())
    }
}

pub(super) fn importer_index(value: &[u8]) -> Result<(), LintError> {
    match value {
        [only] if is_cset64(*only) => Ok(()),
        [_] => wrong(Fault::InvalidImportIdxCharacter, 0, 1),
        _ => wrong(Fault::ImporterIdxMustBeOneCharacter, 0, value.len()),
    }
}

/// RFC 3986, section 2.1: a percent sign is followed by two hexadecimal digits.
pub(super) fn percent_encoding(value: &[u8]) -> Result<(), LintError> {
    let mut at = 0;
    while let Some(rest) = value.get(at..)
        && !rest.is_empty()
    {
        at += match rest {
            [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => 3,
            [b'%', ..] => {
                return wrong(Fault::InvalidPercentSequence, at, rest.len().min(3));
            }
            _ => 1,
        };
    }
    Ok(())
}
