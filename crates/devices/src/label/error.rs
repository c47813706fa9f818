//! Why a label cannot be made.

use bezmen_domain::barcode::gs1::Gs1Error;
use bezmen_domain::locale::Locale;

use crate::printer::barcode::BarcodeError;

/// A label that cannot be laid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// There is no name to print.
    #[error("the label has no name: give the product a name")]
    NoName,
    /// The code cannot hold the text.
    #[error("the code cannot be printed: {0}")]
    Code(#[from] BarcodeError),
    /// The text is no GS1 element string.
    #[error("the GS1 code is not well formed: {0}")]
    Gs1(#[from] Gs1Error),
    /// The code is wider or higher than its place on the label.
    #[error(
        "a code of {modules} modules does not fit a label of {size} mm: choose a larger label, or a shorter code"
    )]
    CodeTooWide {
        /// Its modules across, with the white ones it needs around.
        modules: u32,
        /// The label.
        size: String,
    },
    /// The price would be too small to read.
    #[error(
        "the price does not fit a label of {size} mm: choose a larger label, or leave the code out"
    )]
    PriceTooSmall {
        /// The label.
        size: String,
    },
    /// The price is negative, or beyond every price of a shop.
    #[error("the price is not one a label can show: check it")]
    Price,
}

impl LabelError {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        if locale == Locale::En {
            return self.to_string();
        }
        match self {
            Self::NoName => "на этикетке нет названия: дайте товару название".to_owned(),
            Self::Code(error) => format!("код нельзя напечатать: {}", error.words(locale)),
            Self::Gs1(error) => format!("код GS1 составлен неверно: {}", error.words(locale)),
            Self::CodeTooWide { modules, size } => format!(
                "код шириной {modules} модулей не помещается на этикетку {size} мм: возьмите этикетку больше или код короче"
            ),
            Self::PriceTooSmall { size } => format!(
                "цена не помещается на этикетку {size} мм: возьмите этикетку больше или уберите код"
            ),
            Self::Price => "такую цену нельзя напечатать: проверьте её".to_owned(),
        }
    }
}
