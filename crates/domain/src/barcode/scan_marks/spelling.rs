//! Characters that no keyboard writes, spelled.

use super::{GS, LONGEST_MARK, MarkField, MarksError};

/// How GS is spelled. As the sign for GS the spelling itself is meant.
const GS_SPELLED: &str = "\\x1d";

/// Keys that stand for GS wherever a scanner types, so that they need no sign.
const GS_KEYS: [&str; 4] = ["F8", "Ctrl+]", "Alt+0029", "Alt+029"];

/// Reads a mark.
pub(super) fn read(field: MarkField, written: &str) -> Result<String, MarksError> {
    let mut mark = String::new();
    let mut rest = written.chars();
    while let Some(character) = rest.next() {
        if !character.is_ascii() {
            return Err(MarksError::NotLatin { field, character });
        }
        let meant = match character {
            '\\' => escaped(&mut rest).ok_or(MarksError::Spelling(field))?,
            other => other,
        };
        mark.push(meant);
    }
    if mark.len() > LONGEST_MARK {
        return Err(MarksError::TooLong(field));
    }
    Ok(mark)
}

fn escaped(rest: &mut impl Iterator<Item = char>) -> Option<char> {
    match rest.next()? {
        'r' => Some('\r'),
        'n' => Some('\n'),
        't' => Some('\t'),
        '\\' => Some('\\'),
        'x' => {
            let number = rest.next()?.to_digit(16)? * 16 + rest.next()?.to_digit(16)?;
            char::from_u32(number).filter(char::is_ascii)
        }
        _ => None,
    }
}

/// Reads the sign for GS; nothing when GS comes as itself.
pub(super) fn read_gs(written: &str) -> Result<String, MarksError> {
    if GS_KEYS.iter().any(|key| key.eq_ignore_ascii_case(written)) {
        return Err(MarksError::GsKey);
    }
    if written.eq_ignore_ascii_case(GS_SPELLED) {
        return Ok(written.to_owned());
    }
    let sign = read(MarkField::Gs, written)?;
    Ok(if sign == GS { String::new() } else { sign })
}

/// Spells a text as marks are written, so that each character is seen.
#[must_use]
pub fn spelled(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            '\r' => shown.push_str("\\r"),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\\' => shown.push_str("\\\\"),
            control if control.is_control() => {
                shown.push_str(&format!("\\x{:02x}", u32::from(control)));
            }
            other => shown.push(other),
        }
    }
    shown
}
