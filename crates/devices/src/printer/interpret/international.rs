//! The national variants of ASCII that `ESC R` chooses.
//!
//! The facts are the table of international character sets in Epson's ESC/POS reference.

/// The twelve places that differ between countries.
const PLACES: [u8; 12] = *b"#$@[\\]^`{|}~";

/// The characters at those places, by the number of the set; set 0 is ASCII itself.
const SETS: [[char; 12]; 18] = [
    ['#', '$', '@', '[', '\\', ']', '^', '`', '{', '|', '}', '~'], // USA
    ['#', '$', 'à', '°', 'ç', '§', '^', '`', 'é', 'ù', 'è', '¨'],  // France
    ['#', '$', '§', 'Ä', 'Ö', 'Ü', '^', '`', 'ä', 'ö', 'ü', 'ß'],  // Germany
    ['£', '$', '@', '[', '\\', ']', '^', '`', '{', '|', '}', '~'], // United Kingdom
    ['#', '$', '@', 'Æ', 'Ø', 'Å', '^', '`', 'æ', 'ø', 'å', '~'],  // Denmark I
    ['#', '¤', 'É', 'Ä', 'Ö', 'Å', 'Ü', 'é', 'ä', 'ö', 'å', 'ü'],  // Sweden
    ['#', '$', '@', '°', '\\', 'é', '^', 'ù', 'à', 'ò', 'è', 'ì'], // Italy
    ['₧', '$', '@', '¡', 'Ñ', '¿', '^', '`', '¨', 'ñ', '}', '~'],  // Spain I
    ['#', '$', '@', '[', '¥', ']', '^', '`', '{', '|', '}', '~'],  // Japan
    ['#', '¤', 'É', 'Æ', 'Ø', 'Å', 'Ü', 'é', 'æ', 'ø', 'å', 'ü'],  // Norway
    ['#', '$', 'É', 'Æ', 'Ø', 'Å', 'Ü', 'é', 'æ', 'ø', 'å', 'ü'],  // Denmark II
    ['#', '$', 'á', '¡', 'Ñ', '¿', 'é', '`', 'í', 'ñ', 'ó', 'ú'],  // Spain II
    ['#', '$', 'á', '¡', 'Ñ', '¿', 'é', 'ü', 'í', 'ñ', 'ó', 'ú'],  // Latin America
    ['#', '$', '@', '[', '₩', ']', '^', '`', '{', '|', '}', '~'],  // Korea
    ['#', '$', 'Ž', 'Š', 'Đ', 'Ć', 'Č', 'ž', 'š', 'đ', 'ć', 'č'],  // Slovenia and Croatia
    ['#', '¥', '@', '[', '\\', ']', '^', '`', '{', '|', '}', '~'], // China
    ['#', '₫', '@', '[', '\\', ']', '^', '`', '{', '|', '}', '~'], // Vietnam
    ['#', '$', '@', '[', '\\', ']', '^', '`', '{', '|', '}', '~'], // Arabia
];

/// The characters of a set with the bytes they replace; nothing for a set that does not exist.
pub(super) fn set(number: u8) -> Option<impl Iterator<Item = (u8, char)>> {
    let characters = SETS.get(usize::from(number))?;
    Some(PLACES.into_iter().zip(characters.iter().copied()))
}
