//! Why a row does not go to a scale.

use bezmen_domain::locale::Locale;
use serde::Serialize;

/// Why a row does not go to a scale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum PluProblem {
    /// The number is none that the scale has.
    #[error("the number must be from 1 to {most}")]
    Number {
        /// The largest.
        most: u32,
    },
    /// Another row has the same number.
    #[error("row {first} has the same number: give one of them another")]
    Twice {
        /// The row that has it first, counted from one.
        first: usize,
    },
    /// There is no name, or none in letters that the scale has.
    #[error("it has no name the scale can show")]
    NoName,
    /// It would be given away.
    #[error("it has no price")]
    NoPrice,
    /// The price is above what the scale holds.
    #[error("the price is too large for the scale, which ends at {most} minor units")]
    Price {
        /// The largest, in minor units.
        most: i64,
    },
    /// The wrapping is too heavy.
    #[error("the tare is too heavy for the scale, which takes {most} g at most")]
    Tare {
        /// The heaviest, in grams.
        most: u32,
    },
    /// It keeps longer than the scale can count.
    #[error("the shelf life is too long for the scale, which counts {most} days at most")]
    ShelfLife {
        /// The longest, in days.
        most: u16,
    },
    /// The number within the label's number does not fit.
    #[error("the code in the barcode must be {most} at most")]
    Code {
        /// The largest.
        most: u32,
    },
    /// The prefix is none that a shop may use.
    #[error("the barcode must begin with 20 to 29")]
    Prefix,
    /// It is sold by the piece.
    #[error("this scale takes only goods sold by weight")]
    Piece,
}

impl PluProblem {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        if locale == Locale::En {
            return self.to_string();
        }
        match self {
            Self::Number { most } => format!("номер должен быть от 1 до {most}"),
            Self::Twice { first } => {
                format!("такой же номер у строки {first}: дайте одной из них другой")
            }
            Self::NoName => "нет названия, которое весы могут показать".to_owned(),
            Self::NoPrice => "нет цены".to_owned(),
            Self::Price { most } => {
                format!("цена слишком велика для весов: не больше {most} в мелких единицах")
            }
            Self::Tare { most } => format!("тара слишком тяжёлая для весов: не больше {most} г"),
            Self::ShelfLife { most } => {
                format!("срок годности слишком велик для весов: не больше {most} дней")
            }
            Self::Code { most } => format!("код в штрихкоде должен быть не больше {most}"),
            Self::Prefix => "штрихкод должен начинаться с 20–29".to_owned(),
            Self::Piece => "эти весы берут только весовой товар".to_owned(),
        }
    }
}
