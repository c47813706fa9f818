//! Code 39.

use super::{BarcodeError, LinearBarcode, Symbology, widths_of};

/// Bars and spaces in turn of each character, 2 for a wide one; the star opens and closes.
const CHARACTERS: [(char, &str); 44] = [
    ('0', "111221211"),
    ('1', "211211112"),
    ('2', "112211112"),
    ('3', "212211111"),
    ('4', "111221112"),
    ('5', "211221111"),
    ('6', "112221111"),
    ('7', "111211212"),
    ('8', "211211211"),
    ('9', "112211211"),
    ('A', "211112112"),
    ('B', "112112112"),
    ('C', "212112111"),
    ('D', "111122112"),
    ('E', "211122111"),
    ('F', "112122111"),
    ('G', "111112212"),
    ('H', "211112211"),
    ('I', "112112211"),
    ('J', "111122211"),
    ('K', "211111122"),
    ('L', "112111122"),
    ('M', "212111121"),
    ('N', "111121122"),
    ('O', "211121121"),
    ('P', "112121121"),
    ('Q', "111111222"),
    ('R', "211111221"),
    ('S', "112111221"),
    ('T', "111121221"),
    ('U', "221111112"),
    ('V', "122111112"),
    ('W', "222111111"),
    ('X', "121121112"),
    ('Y', "221121111"),
    ('Z', "122121111"),
    ('-', "121111212"),
    ('.', "221111211"),
    (' ', "122111211"),
    ('$', "121212111"),
    ('/', "121211121"),
    ('+', "121112121"),
    ('%', "111212121"),
    ('*', "121121211"),
];

/// Modules of a wide bar; a narrow one has one.
const WIDE_MODULES: u8 = 3;

pub(super) fn code39(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let mut widths = Vec::new();
    for character in format!("*{text}*").chars() {
        // A star within the text would end the code.
        let pattern = CHARACTERS
            .iter()
            .find(|(known, _)| *known == character)
            .filter(|_| character != '*' || !text.contains('*'));
        let Some((_, pattern)) = pattern else {
            return Err(BarcodeError::Character {
                symbology: Symbology::Code39.name(),
                character,
            });
        };
        if !widths.is_empty() {
            // The gap between characters.
            widths.push(1);
        }
        widths.extend(widths_of(pattern).map(|width| if width == 2 { WIDE_MODULES } else { 1 }));
    }
    Ok(LinearBarcode {
        symbology: Symbology::Code39,
        text: text.to_owned(),
        widths,
        command: text.as_bytes().to_vec(),
    })
}
