//! What the tests of this crate share.

pub(crate) mod decoding;
pub(crate) mod exchange;
pub(crate) mod loopback;

use std::path::PathBuf;

/// Reads a file of vectors; says so and gives nothing where the vectors are not at hand.
pub(crate) fn vector(name: &str) -> Option<serde_json::Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/vectors")
        .join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(_) => {
            println!("skipped: no vectors at {}", path.display());
            None
        }
    }
}

/// Reads hex, with or without spaces.
pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap())
        .collect()
}
