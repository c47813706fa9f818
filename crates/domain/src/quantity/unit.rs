//! Units, and quantities as people read them.

use serde::{Deserialize, Serialize};

use super::Quantity;
use crate::decimal;
use crate::locale::Locale;

/// What a product is counted in.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Pieces: whole numbers only, unless a shop sells half loaves.
    #[default]
    Piece,
    /// Kilograms, weighed.
    Kilogram,
    /// Grams, weighed.
    Gram,
    /// Litres, poured.
    Litre,
    /// Metres, cut.
    Metre,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] = [
        Self::Piece,
        Self::Kilogram,
        Self::Gram,
        Self::Litre,
        Self::Metre,
    ];

    /// Tells whether the quantity comes from a scale.
    pub const fn is_weighed(self) -> bool {
        match self {
            Self::Kilogram | Self::Gram => true,
            Self::Piece | Self::Litre | Self::Metre => false,
        }
    }

    /// Returns the word it is stored by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Piece => "piece",
            Self::Kilogram => "kilogram",
            Self::Gram => "gram",
            Self::Litre => "litre",
            Self::Metre => "metre",
        }
    }

    /// Finds the unit stored by a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// Returns the short word of a language: “кг”, “pcs”.
    pub const fn abbreviation(self, locale: Locale) -> &'static str {
        match self {
            Self::Piece => locale.pick("шт", "pcs"),
            Self::Kilogram => locale.pick("кг", "kg"),
            Self::Gram => locale.pick("г", "g"),
            Self::Litre => locale.pick("л", "l"),
            Self::Metre => locale.pick("м", "m"),
        }
    }

    /// Turns a weight from a scale into a quantity of this unit; nothing when the unit is not weighed.
    pub const fn quantity_of_grams(self, grams: i64) -> Option<Quantity> {
        match self {
            Self::Kilogram => Some(Quantity::from_thousandths(grams)),
            Self::Gram => Some(Quantity::from_units(grams)),
            Self::Piece | Self::Litre | Self::Metre => None,
        }
    }
}

/// Writes a quantity without its unit: “2”, “0,350”. Kilograms keep three decimals, as a scale shows them; other
/// units drop the zeros at the end.
pub fn format_number(quantity: Quantity, unit: Unit, locale: Locale) -> String {
    let magnitude = quantity.thousandths().unsigned_abs();
    let sign = if quantity.is_negative() {
        "\u{2212}"
    } else {
        ""
    };
    let whole = decimal::group(magnitude / 1000, locale.group_mark());
    let decimals = format!("{:03}", magnitude % 1000);
    let kept = if matches!(unit, Unit::Kilogram) {
        decimals.as_str()
    } else {
        decimals.trim_end_matches('0')
    };
    if kept.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{}{kept}", locale.decimal_mark())
    }
}

/// Writes a quantity with its unit: “2 шт”, “0,350 кг”, “1.5 l”.
pub fn format(quantity: Quantity, unit: Unit, locale: Locale) -> String {
    format!(
        "{}\u{a0}{}",
        format_number(quantity, unit, locale),
        unit.abbreviation(locale)
    )
}
