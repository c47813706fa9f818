//! What a scanner would have typed on a US keyboard when the system was set to Russian.
//!
//! A scanner that stands for a keyboard presses keys; which characters come of them is up to the system. The standard
//! Russian and US layouts, key by key, without Shift and with it.

const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const CYRILLIC: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю.";
const LATIN_SHIFTED: &str = "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&|";
const CYRILLIC_SHIFTED: &str = "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,\"№;:?/";

/// Returns the text as the same keys write it on a US keyboard; nothing when it has no Russian letter.
pub fn in_latin(text: &str) -> Option<String> {
    let is_cyrillic = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '№');
    text.contains(is_cyrillic)
        .then(|| text.chars().map(turned).collect())
}

fn turned(character: char) -> char {
    let found = |from: &str, to: &str| {
        let place = from.chars().position(|key| key == character)?;
        to.chars().nth(place)
    };
    found(CYRILLIC, LATIN)
        .or_else(|| found(CYRILLIC_SHIFTED, LATIN_SHIFTED))
        .unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("4600682000174", None)]
    #[case("ABC-1", None)]
    #[case("ИЯЖф1-.", Some("BZ:a1-/"))]
    #[case("0104607034950019215Йцу", Some("0104607034950019215Qwe"))]
    #[case("№Ё", Some("#~"))]
    fn keys_are_told_by_their_russian_letters(#[case] text: &str, #[case] latin: Option<&str>) {
        assert_eq!(in_latin(text).as_deref(), latin);
    }

    #[test]
    fn every_key_of_one_layout_is_in_the_other() {
        assert_eq!(LATIN.chars().count(), CYRILLIC.chars().count());
        assert_eq!(
            LATIN_SHIFTED.chars().count(),
            CYRILLIC_SHIFTED.chars().count()
        );
    }
}
