//! Text of Russian scales.

use crate::printer::codepage::CodePage;

/// Reads bytes of Windows-1251; control characters and bytes that stand for nothing are left out.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    let characters = bytes.iter().map(|byte| CodePage::CP1251.decode(*byte));
    characters
        .filter(|character| *character != char::REPLACEMENT_CHARACTER)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_what_is_no_text_is_left_out() {
        assert_eq!(
            decode(b"\xd8\xf2\xf0\xe8\xf5-\xd1\xeb\xe8\xec\0\r\n"),
            "Штрих-Слим"
        );
        assert_eq!(decode(&[0, 1, 0x98]), "");
    }
}
