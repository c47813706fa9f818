//! The code lists that some linters look values up in.

use std::sync::LazyLock;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeList {
    /// Countries as three digits (ISO 3166-1).
    Country,
    /// Countries as two letters (ISO 3166-1).
    CountryLetters,
    /// Currencies as three digits (ISO 4217).
    Currency,
    /// Package types (UN/ECE Recommendation 21 and those of GS1).
    Package,
}

impl CodeList {
    fn name(self) -> &'static str {
        match self {
            Self::Country => "iso3166",
            Self::CountryLetters => "iso3166alpha2",
            Self::Currency => "iso4217",
            Self::Package => "packagetype",
        }
    }

    /// Tells whether a value is in the list.
    pub(super) fn contains(self, value: &[u8]) -> bool {
        LISTS
            .iter()
            .find(|(name, _)| *name == self.name())
            .is_some_and(|(_, codes)| codes.binary_search(&value).is_ok())
    }
}

/// A list by name.
type Named = (&'static str, Vec<&'static [u8]>);

/// The lists, each sorted.
static LISTS: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let mut lists: Vec<Named> = Vec::new();
    for line in include_str!("codes.txt").lines() {
        if let Some(name) = line.strip_prefix('=') {
            lists.push((name, Vec::new()));
        } else if !line.starts_with('#')
            && let Some((_, codes)) = lists.last_mut()
        {
            codes.extend(line.split(' ').map(str::as_bytes));
        }
    }
    for (_, codes) in &mut lists {
        codes.sort_unstable();
    }
    lists
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        let lengths: Vec<(&str, usize)> = LISTS
            .iter()
            .map(|(name, codes)| (*name, codes.len()))
            .collect();
        assert_eq!(
            lengths,
            [
                ("iso3166", 249),
                ("iso3166alpha2", 249),
                ("iso4217", 179),
                ("packagetype", 431)
            ]
        );
        assert!(CodeList::Country.contains(b"643"));
        assert!(CodeList::CountryLetters.contains(b"RU"));
        assert!(CodeList::Currency.contains(b"643"));
        assert!(CodeList::Package.contains(b"BX"));
        assert!(!CodeList::Country.contains(b"999"));
        assert!(!CodeList::Package.contains(b""));
    }
}
