//! The language of screens and receipts.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that the product speaks.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// Russian: a comma before the minor units, a thin space between thousands.
    #[default]
    Ru,
    /// English: a point before the minor units, a comma between thousands.
    En,
}

/// The text names no language that the product speaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the language “{text}” is not known; use “ru” or “en”")]
pub struct UnknownLocale {
    /// What was given.
    pub text: String,
}

impl Locale {
    /// Returns the language's two-letter code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Picks the text of this language.
    pub const fn pick<'a>(self, ru: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ru => ru,
            Self::En => en,
        }
    }

    /// Returns the mark between whole and minor units.
    pub const fn decimal_mark(self) -> &'static str {
        self.pick(",", ".")
    }

    /// Writes a number that stands with a point, such as `0.354`, with the mark of this language.
    pub fn number(self, text: &str) -> String {
        text.replacen('.', self.decimal_mark(), 1)
    }

    /// Returns the mark between thousands.
    pub const fn group_mark(self) -> &'static str {
        self.pick("\u{2009}", ",")
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Reads “ru”, “en” and longer tags such as “en-GB”.
    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        let language = text.trim().split(['-', '_']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "ru" => Ok(Self::Ru),
            "en" => Ok(Self::En),
            _ => Err(UnknownLocale {
                text: text.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_is_read_by_its_language() {
        assert_eq!("en-GB".parse(), Ok(Locale::En));
        assert_eq!(" RU_ru".parse(), Ok(Locale::Ru));
        assert!("de".parse::<Locale>().is_err());
        assert_eq!(serde_json::to_string(&Locale::Ru).unwrap(), "\"ru\"");
    }
}
