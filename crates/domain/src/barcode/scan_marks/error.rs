//! Marks that cannot be meant.

use super::LONGEST_MARK;
use crate::locale::Locale;

/// One of the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkField {
    /// What comes before a code.
    Prefix,
    /// What comes after it.
    Suffix,
    /// What stands for GS.
    Gs,
}

impl MarkField {
    /// What it is called on the screen.
    #[must_use]
    pub const fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::Prefix => locale.pick("Префикс", "Prefix"),
            Self::Suffix => locale.pick("Суффикс", "Suffix"),
            Self::Gs => locale.pick("Вместо GS", "In place of GS"),
        }
    }
}

/// A mark that cannot be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words(Locale::En))]
pub enum MarksError {
    /// A character that scanners do not send, such as a Russian letter.
    NotLatin {
        /// Of which mark.
        field: MarkField,
        /// The character.
        character: char,
    },
    /// A backslash before something that it does not spell.
    Spelling(MarkField),
    /// Longer than [`LONGEST_MARK`].
    TooLong(MarkField),
    /// Codes hold the same characters: they would be changed or cut in two.
    OfCodes(MarkField),
    /// A key of scanners that type, which is understood without a setting.
    GsKey,
    /// The suffix holds, before other characters, one that ends the code already.
    EndsWithin,
    /// The suffix is to end the code, and there is none.
    NoSuffix,
    /// The suffix is to end the code, and stands for GS too.
    SuffixIsGs,
}

impl MarksError {
    /// The mark that it is about.
    #[must_use]
    pub const fn field(self) -> MarkField {
        match self {
            Self::NotLatin { field, .. }
            | Self::Spelling(field)
            | Self::TooLong(field)
            | Self::OfCodes(field) => field,
            Self::GsKey => MarkField::Gs,
            Self::EndsWithin | Self::NoSuffix | Self::SuffixIsGs => MarkField::Suffix,
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn words(self, locale: Locale) -> String {
        let title = self.field().title(locale);
        let said = |russian: &str, english: &str| match locale {
            Locale::Ru => format!("«{title}»: {russian}"),
            Locale::En => format!("“{title}”: {english}"),
        };
        match self {
            Self::NotLatin { character, .. } => said(
                &format!("сканеры не шлют знак «{character}». Наберите в английской раскладке."),
                &format!("scanners do not send “{character}”. Type it with a Latin layout."),
            ),
            Self::Spelling(_) => said(
                r"после обратной черты пишут r, n, t, ещё одну черту или x и две цифры от 00 до 7f: \r, \\, \x02.",
                r"after a backslash comes r, n, t, another backslash, or x and two figures from 00 to 7f: \r, \\, \x02.",
            ),
            Self::TooLong(_) => said(
                &format!(
                    "не больше {LONGEST_MARK} знаков. Оставьте только то, что сканер шлёт кроме кода."
                ),
                &format!(
                    "{LONGEST_MARK} characters at most. Keep only what the scanner sends besides the code."
                ),
            ),
            Self::OfCodes(_) => said(
                "такие знаки бывают в самих кодах. Задайте в сканере и здесь знак, которого в кодах нет: ~ или {GS}.",
                "codes hold such characters themselves. Set the scanner, and this, to one that codes do not hold: ~ or {GS}.",
            ),
            Self::GsKey => said(
                "клавиши F8, Ctrl+] и Alt+0029 касса понимает сама. Оставьте поле пустым.",
                "the till understands the keys F8, Ctrl+] and Alt+0029 by itself. Leave the field empty.",
            ),
            Self::EndsWithin => said(
                "код кончится раньше суффикса. Выберите окончание «Суффикс».",
                "the code ends before the suffix does. Choose “Suffix” for the end.",
            ),
            Self::NoSuffix => said(
                "впишите знаки, которыми сканер заканчивает код, или выберите другое окончание.",
                "write the characters that the scanner ends a code with, or choose another end.",
            ),
            Self::SuffixIsGs => said(
                "этот же знак стоит вместо GS, и код оборвался бы на нём. Задайте другой.",
                "the same stands for GS, and would cut the code. Choose another.",
            ),
        }
    }
}
