//! The three characters by which a scanner names the kind of code it read.
//!
//! Source: ISO/IEC 15424, data carrier identifiers: `]`, a letter for the family, a character for what was done.

use std::fmt;

use serde::{Serialize, Serializer};

/// The letter of a family and what was done to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AimId {
    letter: u8,
    modifier: u8,
}

impl AimId {
    /// Takes the identifier off a text, when one stands before it.
    #[must_use]
    pub fn split(text: &str) -> (Option<Self>, &str) {
        match text.as_bytes() {
            [b']', letter, modifier, ..]
                if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() =>
            {
                let id = Self {
                    letter: *letter,
                    modifier: *modifier,
                };
                (Some(id), text.get(3..).unwrap_or_default())
            }
            _ => (None, text),
        }
    }
}

impl fmt::Display for AimId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, modifier) = (char::from(self.letter), char::from(self.modifier));
        write!(formatter, "]{letter}{modifier}")
    }
}

impl Serialize for AimId {
    /// As scanners send it: `]d2`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("]d201", Some("]d2"), "01")]
    #[case("]E0", Some("]E0"), "")]
    #[case("]1d01", None, "]1d01")]
    #[case("]é0", None, "]é0")]
    #[case("4601", None, "4601")]
    #[case("]", None, "]")]
    fn identifiers_are_taken_off(#[case] text: &str, #[case] id: Option<&str>, #[case] rest: &str) {
        let (found, left) = AimId::split(text);
        assert_eq!(found.map(|id| id.to_string()).as_deref(), id);
        assert_eq!(left, rest);
    }
}
