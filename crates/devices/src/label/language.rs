//! What label printers speak.

use std::fmt;
use std::str::FromStr;

use bezmen_domain::locale::Locale;

/// What a label printer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelLanguage {
    /// ESC/POS: receipt printers, and label printers of the same makers.
    EscPos,
    /// ZPL II: Zebra and those that understand it.
    Zpl,
    /// TSPL: TSC, Xprinter, Godex and most cheap label printers.
    Tspl,
}

/// A word that names no language of label printers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no label printer speaks “{text}”: choose escpos, zpl or tspl")]
pub struct UnknownLabelLanguage {
    /// The word.
    pub text: String,
}

impl UnknownLabelLanguage {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => format!(
                "на языке «{}» не печатает ни один принтер этикеток: выберите escpos, zpl или tspl",
                self.text
            ),
        }
    }
}

impl LabelLanguage {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::EscPos, Self::Zpl, Self::Tspl];

    /// The name that settings keep it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EscPos => "escpos",
            Self::Zpl => "zpl",
            Self::Tspl => "tspl",
        }
    }

    /// The name with the makers that it is known from.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::EscPos => "ESC/POS",
            Self::Zpl => "ZPL (Zebra)",
            Self::Tspl => "TSPL (TSC, Xprinter)",
        }
    }
}

impl fmt::Display for LabelLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for LabelLanguage {
    type Err = UnknownLabelLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLabelLanguage> {
        let found = Self::ALL.into_iter().find(|one| one.name() == text.trim());
        found.ok_or_else(|| UnknownLabelLanguage {
            text: text.trim().to_owned(),
        })
    }
}
