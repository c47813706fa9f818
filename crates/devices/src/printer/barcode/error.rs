//! Why a text does not become a bar code.

use bezmen_domain::locale::Locale;

/// A text that a kind of bar code cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BarcodeError {
    /// There is no text.
    #[error("there is nothing to encode: give a text")]
    Empty,
    /// More than the code or a printer takes.
    #[error("the text is too long: {most} characters at most")]
    TooLong {
        /// How many there may be.
        most: usize,
    },
    /// Something else than digits, or not as many as the kind has.
    #[error("{symbology} takes {lengths} digits")]
    Digits {
        /// The kind.
        symbology: &'static str,
        /// How many digits, in words.
        lengths: &'static str,
    },
    /// The check digit is another one.
    #[error("the check digit must be {expected}: check the number")]
    CheckDigit {
        /// The right one.
        expected: u8,
    },
    /// A character that the kind does not have.
    #[error("{symbology} does not have the character {character:?}: choose another kind")]
    Character {
        /// The kind.
        symbology: &'static str,
        /// The character.
        character: char,
    },
    /// A UPC-A whose zeroes are not where UPC-E leaves them out.
    #[error("the number has no short form: print it as UPC-A")]
    NoShortForm,
}

impl BarcodeError {
    /// The error in the language of the person.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        if locale == Locale::En {
            return self.to_string();
        }
        match self {
            Self::Empty => "кодировать нечего: введите текст".to_owned(),
            Self::TooLong { most } => format!("текст слишком длинный: не больше {most} знаков"),
            Self::Digits { symbology, lengths } => {
                format!("в коде {symbology} должно быть столько цифр: {lengths}")
            }
            Self::CheckDigit { expected } => {
                format!("контрольная цифра должна быть {expected}: проверьте номер")
            }
            Self::Character {
                symbology,
                character,
            } => {
                format!("в коде {symbology} нет знака {character:?}: выберите другой вид кода")
            }
            Self::NoShortForm => "у номера нет краткой формы: печатайте его как UPC-A".to_owned(),
        }
    }
}
