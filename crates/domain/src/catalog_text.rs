//! Search text of the catalogue: the same words at the till and on the server.
//!
//! A name is indexed by its [`search_text`]; what a cashier types is read by [`query_words`]. Both go through
//! [`normalize`], so a product is found however its name or the question is written.

/// The most words of a question: a sentence pasted into the search field must not become a thousand conditions.
pub const MAX_QUERY_WORDS: usize = 8;

/// The longest word kept; longer ones are cut. The longest barcode that people type is far below it.
pub const MAX_WORD_CHARS: usize = 40;

/// Writes a text in the form that is compared: lower case, ё as е, letters and digits only, single spaces.
///
/// A decimal mark between digits stays, as a point, because “3,2 %” and “32 %” are different milk. A percent sign, an
/// apostrophe and a soft hyphen vanish without splitting a word; anything else that is no letter and no digit splits.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut previous: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = previous.replace(c);
        if c == '\u{306}' && matches!(before, Some('и' | 'И')) {
            out.pop();
            out.push('й');
            continue;
        }
        if matches!(
            c,
            '\'' | '’' | 'ʼ' | '`' | '\u{ad}' | '%' | '\u{200b}' | '\u{feff}'
        ) || is_accent(c)
        {
            continue;
        }
        let between_digits = before.is_some_and(|c| c.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit);
        if matches!(c, ',' | '.') && between_digits {
            out.push('.');
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        push_folded(c, &mut out);
    }
    out
}

/// Lower case, and one letter for the ways to write it.
fn push_folded(c: char, out: &mut String) {
    for lower in c.to_lowercase() {
        match lower {
            'ё' => out.push('е'),
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'ç' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ě' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => out.push('o'),
            'š' => out.push('s'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            _ if is_accent(lower) => {}
            other => out.push(other),
        }
    }
}

/// Accents that are characters of their own, as some systems write “é”; the breve of й is seen to before.
const fn is_accent(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036f)
}

/// Splits a text into the words that are indexed, without repeating one, in the order they first occur.
///
/// A letter beside a digit begins a word, and the whole stays a word as well: “930мл” is found by “930”, “мл” and “930мл”.
pub fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut keep = |word: &str| {
        let word: String = word.chars().take(MAX_WORD_CHARS).collect();
        if !word.is_empty() && !found.contains(&word) {
            found.push(word);
        }
    };
    for word in normalize(text).split(' ') {
        keep(word);
        let mut parts = parts_of(word);
        if let (Some(first), Some(second)) = (parts.next(), parts.next()) {
            keep(first);
            keep(second);
            parts.for_each(&mut keep);
        }
    }
    found
}

/// Cuts a word where letters and digits meet; a decimal point belongs to its digits.
fn parts_of(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let is_number = |c: char| c.is_ascii_digit() || c == '.';
        let first = rest.chars().next()?;
        let end = rest
            .find(|c: char| is_number(c) != is_number(first))
            .unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

/// Joins everything that a product is found by into the text to index.
pub fn search_text<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let joined = fields.into_iter().collect::<Vec<_>>().join(" ");
    words(&joined).join(" ")
}

/// Reads what somebody typed as the words that a product must have, each of them as the beginning of one of its own.
pub fn query_words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in normalize(text).split(' ').filter(|word| !word.is_empty()) {
        let word: String = word.chars().take(MAX_WORD_CHARS).collect();
        if found.len() < MAX_QUERY_WORDS && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Tells whether a text that has been indexed answers a question: every word of the question begins one of its words.
pub fn matches(search_text: &str, query: &[String]) -> bool {
    query.iter().all(|wanted| {
        search_text
            .split(' ')
            .any(|word| word.starts_with(wanted.as_str()))
    })
}

/// Reads a text typed in the other keyboard layout: “vjkjrj” is “молоко”, “ьшдл” is “milk”. Nothing when it has no
/// letters of either layout.
///
/// The letters are those of the standard Russian and US layouts, key by key.
pub fn other_layout(text: &str) -> Option<String> {
    const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
    const CYRILLIC: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";
    let lower = text.to_lowercase();
    let is_cyrillic = lower.chars().any(|c| CYRILLIC.contains(c));
    let is_latin = lower.chars().any(|c| c.is_ascii_lowercase());
    let (from, to) = match (is_cyrillic, is_latin) {
        (true, false) => (CYRILLIC, LATIN),
        (false, true) => (LATIN, CYRILLIC),
        (true, true) | (false, false) => return None,
    };
    let turn = |c: char| {
        from.chars()
            .position(|key| key == c)
            .and_then(|place| to.chars().nth(place))
            .unwrap_or(c)
    };
    Some(lower.chars().map(turn).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Мёд  «Липовый», 0,5 кг", "мед липовый 0.5 кг")]
    #[case("МОЛОКО 3,2% 930мл", "молоко 3.2 930мл")]
    #[case("Coca-Cola® 1.5L", "coca cola 1.5l")]
    #[case("Kellogg's Crème Brûlée", "kelloggs creme brulee")]
    #[case("ЙОГУРТ", "йогурт")]
    #[case("  ---  ", "")]
    #[case("т.м. Простоквашино", "т м простоквашино")]
    #[case("1, 2, 3", "1 2 3")]
    #[case("e\u{301}clair", "eclair")]
    #[case("И\u{306}огурт е\u{308}лка", "йогурт елка")]
    fn texts_are_compared_in_one_form(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(normalize(text), expected);
    }

    #[test]
    fn numbers_and_units_are_words_apart_and_together() {
        assert_eq!(
            words("Молоко 930мл молоко"),
            ["молоко", "930мл", "930", "мл"]
        );
        assert_eq!(words("AA1.5V"), ["aa1.5v", "aa", "1.5", "v"]);
        assert_eq!(words(" "), Vec::<String>::new());
    }

    #[rstest]
    #[case("молоко", true)]
    #[case("мол прос", true)]
    #[case("ПРОСТО мол 3.2", true)]
    #[case("930 мл", true)]
    #[case("930мл", true)]
    #[case("4607", true)]
    #[case("", true)]
    #[case("олоко", false)]
    #[case("молоко 2.5", false)]
    #[case("кефир", false)]
    fn a_product_is_found_by_the_beginnings_of_its_words(#[case] query: &str, #[case] found: bool) {
        let indexed = search_text([
            "Молоко «Простоквашино» 3,2% 930мл",
            "4607053473278",
            "АРТ-17",
        ]);
        assert_eq!(matches(&indexed, &query_words(query)), found, "{indexed}");
    }

    #[test]
    fn a_question_has_an_end() {
        let long = (0..100)
            .map(|n| format!("w{n}"))
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(query_words(&long).len(), MAX_QUERY_WORDS);
        assert_eq!(query_words(&"x".repeat(500))[0].len(), MAX_WORD_CHARS);
        assert_eq!(query_words("два два"), ["два"]);
    }

    #[test]
    fn the_other_keyboard_layout_is_understood() {
        assert_eq!(other_layout("vjkjrj").as_deref(), Some("молоко"));
        assert_eq!(other_layout("Ьшдл").as_deref(), Some("milk"));
        assert_eq!(other_layout("[kt,").as_deref(), Some("хлеб"));
        assert_eq!(other_layout("123"), None);
        assert_eq!(other_layout("мilk"), None);
    }

    proptest! {
        #[test]
        fn normalizing_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once.clone());
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }

        #[test]
        fn a_product_is_found_by_any_beginning_of_any_of_its_words(
            name in "[А-Яа-яёЁA-Za-z0-9 ,.%«»-]{1,40}",
            word in any::<prop::sample::Index>(),
            length in 1_usize..10,
        ) {
            let indexed = search_text([name.as_str()]);
            let own = words(&name);
            prop_assume!(!own.is_empty());
            let beginning: String = own[word.index(own.len())].chars().take(length).collect();
            prop_assert!(matches(&indexed, &query_words(&beginning)), "{} in {}", beginning, indexed);
            prop_assert!(matches(&indexed, &query_words(&name)));
        }
    }
}
