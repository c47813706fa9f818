//! Bytes as people write them.

/// Writes bytes as hex in lower case.
pub(crate) fn encode(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads hex in either case, with spaces between digits if need be; nothing for anything else.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        })
        .collect();
    let digits = digits?;
    digits.len().is_multiple_of(2).then(|| {
        digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_and_read() {
        assert_eq!(encode(&[0x1b, 0x40, 0xff]), "1b40ff");
        assert_eq!(decode("1B 40\tff"), Some(vec![0x1b, 0x40, 0xff]));
        assert_eq!(decode(""), Some(Vec::new()));
        assert_eq!(decode("1b4"), None);
        assert_eq!(decode("1bxy"), None);
        assert_eq!(decode("+1"), None);
    }
}
