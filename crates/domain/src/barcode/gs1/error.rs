//! What is wrong with GS1 data.

use super::identifier::Ai;
use super::lint::{Fault, LintError};
use crate::locale::Locale;

/// What is wrong with GS1 data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Gs1Error {
    /// The data does not begin with FNC1.
    #[error("GS1 data begins with FNC1; set the scanner to send the symbology identifier")]
    MissingFnc1,
    /// There is nothing in it.
    #[error("the barcode holds no GS1 data; scan again")]
    Empty,
    /// The brackets do not stand as they should.
    #[error("write GS1 data as (01)04607034950019(21)ABC, with a value after each identifier")]
    Brackets,
    /// No known identifier begins here.
    #[error("no GS1 identifier begins with “{text}”; scan again with separators (GS) switched on")]
    UnknownIdentifier {
        /// The next characters.
        text: String,
    },
    /// A value is shorter than its identifier asks for.
    #[error("the value of ({ai}) is too short; scan again")]
    TooShort {
        /// The identifier.
        ai: Ai,
    },
    /// A value is longer than its identifier allows, or its separator is missing.
    #[error("the value of ({ai}) is too long, or the separator (GS) after it is lost")]
    TooLong {
        /// The identifier.
        ai: Ai,
    },
    /// A value is not what its identifier promises.
    #[error("({ai}): {error}")]
    Value {
        /// The identifier.
        ai: Ai,
        /// What is wrong with the value.
        error: LintError,
    },
    /// More identifiers than any label holds.
    #[error("GS1 data has at most {most} identifiers; scan one label at a time")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// Two identifiers that may not stand together.
    #[error("({ai}) and ({other}) may not stand together; check the label")]
    Excluded {
        /// The one.
        ai: Ai,
        /// The other.
        other: Ai,
    },
    /// An identifier without those it needs.
    #[error("({ai}) needs one of {needs} beside it; scan the label's other barcode too")]
    Required {
        /// The identifier.
        ai: Ai,
        /// What it needs, as the dictionary writes it.
        needs: String,
    },
    /// An identifier twice with different values.
    #[error("({ai}) stands there twice with different values; scan one label at a time")]
    Different {
        /// The identifier.
        ai: Ai,
    },
    /// A signature whose key has no serial number.
    #[error("({ai}) has no serial number, which a digital signature needs")]
    NoSerial {
        /// The identifier of the key.
        ai: Ai,
    },
}

impl Gs1Error {
    /// Returns its name: that of the linter's fault, or one of the product's own.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingFnc1 => "GS1_MISSING_FNC1_IN_FIRST_POSITION",
            Self::Empty => "GS1_AI_DATA_EMPTY",
            Self::Brackets => "GS1_AI_PARSE_FAILED",
            Self::UnknownIdentifier { .. } => "GS1_AI_UNRECOGNISED",
            Self::TooShort { .. } => "GS1_AI_VALUE_TOO_SHORT",
            Self::TooLong { .. } => "GS1_AI_VALUE_TOO_LONG",
            Self::Value { error, .. } => error.fault.name(),
            Self::TooMany { .. } => "GS1_TOO_MANY_AIS",
            Self::Excluded { .. } => "GS1_INVALID_AI_PAIR",
            Self::Required { .. } => "GS1_REQUIRED_AIS_NOT_SATISFIED",
            Self::Different { .. } => "GS1_INSTANCES_OF_AI_HAVE_DIFFERENT_VALUES",
            Self::NoSerial { .. } => "GS1_SERIAL_NOT_PRESENT",
        }
    }

    /// Says it to a cashier.
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => match self {
                Self::Value { ai, error } => {
                    format!("({ai}): {}", fault_words(error.fault, locale))
                }
                other => other.to_string(),
            },
            Locale::Ru => self.russian(),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::MissingFnc1 => {
                "данные GS1 начинаются с FNC1; включите в сканере передачу типа кода".to_owned()
            }
            Self::Empty => "в коде нет данных GS1; считайте ещё раз".to_owned(),
            Self::Brackets => {
                "запишите данные GS1 как (01)04607034950019(21)ABC, со значением после каждого идентификатора"
                    .to_owned()
            }
            Self::UnknownIdentifier { text } => format!(
                "ни один идентификатор GS1 не начинается с «{text}»; включите в сканере разделители (GS) и считайте ещё раз"
            ),
            Self::TooShort { ai } => {
                format!("значение ({ai}) слишком короткое; считайте ещё раз")
            }
            Self::TooLong { ai } => {
                format!("значение ({ai}) слишком длинное, или потерян разделитель (GS) после него")
            }
            Self::Value { ai, error } => {
                format!("({ai}): {}", fault_words(error.fault, Locale::Ru))
            }
            Self::TooMany { most } => format!(
                "в данных GS1 не больше {most} идентификаторов; считывайте по одной этикетке"
            ),
            Self::Excluded { ai, other } => {
                format!("({ai}) и ({other}) не бывают вместе; проверьте этикетку")
            }
            Self::Required { ai, needs } => format!(
                "рядом с ({ai}) должен быть один из {needs}; считайте и другой код этикетки"
            ),
            Self::Different { ai } => format!(
                "({ai}) встречается дважды с разными значениями; считывайте по одной этикетке"
            ),
            Self::NoSerial { ai } => {
                format!("у ({ai}) нет серийного номера, а он нужен для подписи")
            }
        }
    }
}

/// A kind of fault, in Russian and in English.
struct FaultWords {
    faults: &'static [Fault],
    ru: &'static str,
    en: &'static str,
}

const CHECK_DIGITS: FaultWords = FaultWords {
    faults: &[
        Fault::IncorrectCheckDigit,
        Fault::IncorrectCheckPair,
        Fault::IncorrectIbanChecksum,
    ],
    ru: "контрольная цифра неверна; считайте ещё раз",
    en: "the check digit is wrong; scan again",
};

const TIMES: FaultWords = FaultWords {
    faults: &[
        Fault::IllegalDay,
        Fault::IllegalMonth,
        Fault::IllegalHour,
        Fault::IllegalMinute,
        Fault::IllegalSecond,
        Fault::DateTooLong,
        Fault::DateTooShort,
    ],
    ru: "такой даты или времени нет; проверьте этикетку",
    en: "there is no such date or time; check the label",
};

const DIGITS: FaultWords = FaultWords {
    faults: &[Fault::NonDigitCharacter],
    ru: "здесь бывают только цифры; считайте ещё раз",
    en: "only digits belong here; scan again",
};

const CHARACTERS: FaultWords = FaultWords {
    faults: &[
        Fault::InvalidCset82Character,
        Fault::InvalidCset39Character,
        Fault::InvalidCset64Character,
    ],
    ru: "недопустимый знак; проверьте раскладку клавиатуры и считайте ещё раз",
    en: "a character does not belong here; check the keyboard layout and scan again",
};

const OTHERS: FaultWords = FaultWords {
    faults: &[],
    ru: "значение не соответствует стандарту; проверьте этикетку",
    en: "the value is not what the standard asks for; check the label",
};

/// Says what kind of fault it is; the name of the fault says the rest to a technician.
fn fault_words(fault: Fault, locale: Locale) -> String {
    let kinds = [&CHECK_DIGITS, &TIMES, &DIGITS, &CHARACTERS];
    let kind = kinds
        .into_iter()
        .find(|kind| kind.faults.contains(&fault))
        .unwrap_or(&OTHERS);
    let words = match locale {
        Locale::Ru => kind.ru,
        Locale::En => kind.en,
    };
    format!("{words} [{}]", fault.name())
}
