use crate::platform::clock::random;

/// How long a code may be typed.
pub const PAIRING_MINUTES: i64 = 10;

/// Letters and digits of a code: no vowels, so that no word arises; nothing that is read as something else.
const ALPHABET: &[u8; 28] = b"BCDFGHJKLMNPQRSTVWXZ23456789";

/// Characters of a code: 28⁸ codes, of which a person may try five wrong ones.
const LENGTH: usize = 8;

/// Makes a code, without the dash.
pub(super) fn new_code() -> String {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let fair = random::<16>()
            .into_iter()
            .filter(|byte| usize::from(*byte) < ALPHABET.len() * 9);
        code.extend(
            fair.take(LENGTH - code.len())
                .map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()])),
        );
    }
    code
}

/// Writes a code as people read it: `BCDF-2346`.
pub(super) fn shown_code(code: &str) -> String {
    let (first, second) = code.split_at(LENGTH / 2);
    format!("{first}-{second}")
}

/// Reads a code as people type it: case, spaces and dashes do not matter. `None` when it cannot be a code.
pub fn canonical_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '_'))
        .flat_map(char::to_uppercase)
        .collect();
    let is_code = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    is_code.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = new_code();
        assert_eq!(canonical_code(&shown_code(&code)), Some(code.clone()));
        assert_eq!(
            canonical_code(&format!(" {} {} ", &code[..4].to_lowercase(), &code[4..])),
            Some(code)
        );
        for wrong in [
            "",
            "BCDF",
            "BCDF-23466",
            "BCDF-234A",
            "BCDF-2340",
            "ЖЖЖЖ-2346",
        ] {
            assert_eq!(canonical_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_differ() {
        let codes: std::collections::HashSet<String> = (0..1000).map(|_| new_code()).collect();
        assert_eq!(codes.len(), 1000);
    }
}
