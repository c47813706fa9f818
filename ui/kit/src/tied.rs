//! Names of goods that break between lines where the eye wants it.

/// Longer words after a number are no units: “2 пакета”.
const LONGEST_UNIT: usize = 3;

/// Ties a number to the unit behind it, so that no line begins with a lonely “г”: “нарезной 380 г”, “20 % 300 г”.
pub fn tied(name: &str) -> String {
    let mut tied = String::with_capacity(name.len() + 4);
    let mut words = name.split(' ').peekable();
    while let Some(word) = words.next() {
        tied.push_str(word);
        let Some(next) = words.peek() else { break };
        let after_number = word.ends_with(|last: char| last.is_ascii_digit());
        tied.push(if after_number && is_unit(next) {
            '\u{a0}'
        } else {
            ' '
        });
    }
    tied
}

fn is_unit(word: &str) -> bool {
    let letters = word.trim_end_matches(['.', ',']);
    letters == "%"
        || (1..=LONGEST_UNIT).contains(&letters.chars().count())
            && letters.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::tied;

    #[test]
    fn numbers_keep_their_units_and_nothing_else() {
        let shown = |name: &str| tied(name).replace('\u{a0}', "_");
        assert_eq!(shown("Батон нарезной 380 г"), "Батон нарезной 380_г");
        assert_eq!(shown("Сметана 20 % 300 г"), "Сметана 20_% 300_г");
        assert_eq!(shown("Чай чёрный 100 пак."), "Чай чёрный 100_пак.");
        assert_eq!(shown("7 дней круассан"), "7 дней круассан");
        assert_eq!(shown("Вода 0,5 л  негаз"), "Вода 0,5_л  негаз");
        assert_eq!(shown(""), "");
    }
}
