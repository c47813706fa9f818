//! What a key writes on a US keyboard.

use super::Stroke;

/// Keys that are neither letters nor figures: code, character, character with Shift.
const MARKS: [(&str, char, char); 12] = [
    ("Space", ' ', ' '),
    ("Minus", '-', '_'),
    ("Equal", '=', '+'),
    ("BracketLeft", '[', '{'),
    ("BracketRight", ']', '}'),
    ("Backslash", '\\', '|'),
    ("Semicolon", ';', ':'),
    ("Quote", '\'', '"'),
    ("Backquote", '`', '~'),
    ("Comma", ',', '<'),
    ("Period", '.', '>'),
    ("Slash", '/', '?'),
];

/// Keys of the number block that are not figures.
const NUMPAD: [(&str, char); 6] = [
    ("NumpadAdd", '+'),
    ("NumpadSubtract", '-'),
    ("NumpadMultiply", '*'),
    ("NumpadDivide", '/'),
    ("NumpadDecimal", '.'),
    ("NumpadComma", ','),
];

const SHIFTED_DIGITS: [char; 10] = [')', '!', '@', '#', '$', '%', '^', '&', '*', '('];

/// Returns the character at a key's place; the system's own when the place is unknown (a virtual keyboard has none).
pub(super) fn us_character(stroke: &Stroke) -> Option<char> {
    let code = stroke.code.as_str();
    if let Some(letter) = code.strip_prefix("Key").and_then(only_character) {
        return Some(if stroke.shift {
            letter
        } else {
            letter.to_ascii_lowercase()
        });
    }
    if let Some(digit) = code.strip_prefix("Digit").and_then(only_character) {
        let index = usize::try_from(digit.to_digit(10)?).ok()?;
        return if stroke.shift {
            SHIFTED_DIGITS.get(index).copied()
        } else {
            Some(digit)
        };
    }
    if let Some(digit) = code.strip_prefix("Numpad").and_then(only_character) {
        return Some(digit);
    }
    if let Some((.., plain, shifted)) = MARKS.iter().find(|(known, ..)| *known == code) {
        return Some(if stroke.shift { *shifted } else { *plain });
    }
    if let Some((_, mark)) = NUMPAD.iter().find(|(known, _)| *known == code) {
        return Some(*mark);
    }
    only_character(&stroke.key)
}

fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}
