//! What the tests of this crate share.

pub(crate) mod decoding;
pub(crate) mod exchange;
pub(crate) mod loopback;

use std::fmt::Debug;
use std::path::Path;

use bezmen_domain::locale::Locale;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a file of vectors; says so and gives nothing where the vectors are not at hand.
pub(crate) fn vector(name: &str) -> Option<serde_json::Value> {
    // Tests run in the folder of their package.
    let path = Path::new("../../../shared/vectors").join(name);
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

/// What is said to a person, in Russian and in English; each is in its own letters.
pub(crate) fn in_both_languages(words: impl Fn(Locale) -> String) -> [String; 2] {
    let is_russian = |text: &str| text.chars().any(|letter| ('а'..='я').contains(&letter));
    let [ru, en] = [Locale::Ru, Locale::En].map(words);
    assert!(is_russian(&ru) && !is_russian(&en), "{ru} | {en}");
    [ru, en]
}

/// Whether a value is the same after it was written as JSON and read again.
pub(crate) fn is_kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let kept = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&kept).unwrap(), *value);
}
