//! Quantities in thousandths of a unit: pieces, kilograms, litres, metres.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::decimal::{self, DecimalError};
use crate::locale::Locale;

/// The largest quantity of one line: a million units. Above it a barcode has been read into the quantity field.
pub const MAX_QUANTITY_THOUSANDTHS: i64 = 1_000_000_000;

/// The largest sum of quantities that is read from outside, such as a stock: thousands of them add up without overflow.
pub const MAX_QUANTITY_SUM_THOUSANDTHS: i64 = 1_000_000_000_000_000;

/// A quantity in thousandths of its unit (grams of a kilogram). On the wire and at rest it is an integer, on the wire
/// within [`MAX_QUANTITY_SUM_THOUSANDTHS`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Quantity(i64);

/// Why a text is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseQuantityError {
    /// Nothing was typed.
    #[error("type a quantity, for example 2 or 0,350")]
    Empty,
    /// It holds something that is not part of a number.
    #[error("“{text}” is not a quantity; use digits and one comma or point, for example 0,350")]
    NotANumber {
        /// What was given.
        text: String,
    },
    /// It has more than three decimals.
    #[error("“{text}” has too many decimals; a quantity has at most three")]
    TooPrecise {
        /// What was given.
        text: String,
    },
    /// It is above [`MAX_QUANTITY_THOUSANDTHS`].
    #[error("“{text}” is too large a quantity; check the number of digits")]
    TooLarge {
        /// What was given.
        text: String,
    },
}

impl Quantity {
    /// None at all.
    pub const ZERO: Self = Self(0);
    /// One unit.
    pub const ONE: Self = Self(1000);

    /// Wraps a number of thousandths.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// Wraps a number of whole units; a number too large for the type saturates, and pricing then refuses it.
    pub const fn from_units(units: i64) -> Self {
        Self(units.saturating_mul(1000))
    }

    /// Returns the number of thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Tells whether there is none.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Tells whether it is less than none.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Tells whether it is more than none.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Tells whether it is a number of whole units.
    pub const fn is_whole(self) -> bool {
        self.0 % 1000 == 0
    }

    /// Returns the quantity without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Adds, or returns nothing when the sum does not fit.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(thousandths) => Some(Self(thousandths)),
            None => None,
        }
    }

    /// Subtracts, or returns nothing when the difference does not fit.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(thousandths) => Some(Self(thousandths)),
            None => None,
        }
    }

    /// Reads a quantity as people write it: “2”, “0,350”, “1.25”.
    ///
    /// # Errors
    /// [`ParseQuantityError`] says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, ParseQuantityError> {
        decimal::parse(text, 3, MAX_QUANTITY_THOUSANDTHS)
            .map(Self)
            .map_err(|error| match error {
                DecimalError::Empty if text.trim().is_empty() => ParseQuantityError::Empty,
                DecimalError::Empty | DecimalError::NotANumber => ParseQuantityError::NotANumber {
                    text: text.to_owned(),
                },
                DecimalError::TooPrecise => ParseQuantityError::TooPrecise {
                    text: text.to_owned(),
                },
                DecimalError::TooLarge => ParseQuantityError::TooLarge {
                    text: text.to_owned(),
                },
            })
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let thousandths = i64::deserialize(deserializer)?;
        if thousandths.unsigned_abs() > MAX_QUANTITY_SUM_THOUSANDTHS.unsigned_abs() {
            return Err(de::Error::custom(
                "the quantity is beyond every stock of a shop; check the number of digits",
            ));
        }
        Ok(Self(thousandths))
    }
}

impl fmt::Display for Quantity {
    /// Writes the number alone, for logs and error messages: “2”, “0.35”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.is_negative() { "-" } else { "" };
        let decimals = format!("{:03}", magnitude % 1000);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", magnitude / 1000),
            kept => write!(f, "{sign}{}.{kept}", magnitude / 1000),
        }
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Quantity {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Quantity {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Quantity {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(quantities: I) -> Self {
        quantities.fold(Self::ZERO, Add::add)
    }
}

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(2000, Unit::Piece, Locale::Ru, "2\u{a0}шт")]
    #[case(350, Unit::Kilogram, Locale::Ru, "0,350\u{a0}кг")]
    #[case(1_500, Unit::Litre, Locale::En, "1.5\u{a0}l")]
    #[case(1_234_000, Unit::Gram, Locale::En, "1,234\u{a0}g")]
    #[case(-1_000, Unit::Piece, Locale::En, "\u{2212}1\u{a0}pcs")]
    fn quantities_read_with_their_unit(
        #[case] thousandths: i64,
        #[case] unit: Unit,
        #[case] locale: Locale,
        #[case] expected: &str,
    ) {
        assert_eq!(
            format(Quantity::from_thousandths(thousandths), unit, locale),
            expected
        );
    }

    #[test]
    fn a_quantity_beyond_every_stock_is_not_read() {
        let read = |number: i64| serde_json::from_value::<Quantity>(number.into());
        assert_eq!(read(-5).unwrap().thousandths(), -5);
        assert!(read(MAX_QUANTITY_SUM_THOUSANDTHS).is_ok());
        assert!(read(MAX_QUANTITY_SUM_THOUSANDTHS + 1).is_err() && read(i64::MIN).is_err());
        assert_eq!(Quantity::from_thousandths(-1_050).to_string(), "-1.05");
        assert_eq!(Quantity::from_units(20).to_string(), "20");
    }

    #[test]
    fn a_scanned_barcode_is_no_quantity() {
        assert!(matches!(
            Quantity::parse("4600682000174"),
            Err(ParseQuantityError::TooLarge { .. })
        ));
        assert!(matches!(
            Quantity::parse("0,0005"),
            Err(ParseQuantityError::TooPrecise { .. })
        ));
        assert!(matches!(
            Quantity::parse("два"),
            Err(ParseQuantityError::NotANumber { .. })
        ));
        assert_eq!(Quantity::parse(""), Err(ParseQuantityError::Empty));
    }

    #[test]
    fn grams_become_the_unit_of_the_product() {
        assert_eq!(
            Unit::Kilogram.quantity_of_grams(350),
            Quantity::parse("0.35").ok()
        );
        assert_eq!(
            Unit::Gram.quantity_of_grams(350),
            Quantity::parse("350").ok()
        );
        assert_eq!(Unit::Piece.quantity_of_grams(350), None);
        for unit in Unit::ALL {
            assert_eq!(Unit::from_code(unit.code()), Some(unit));
            assert_eq!(serde_json::to_value(unit).unwrap(), unit.code());
        }
    }

    proptest! {
        #[test]
        fn parsing_a_formatted_quantity_gives_it_back(
            thousandths in -MAX_QUANTITY_THOUSANDTHS..=MAX_QUANTITY_THOUSANDTHS,
            unit in proptest::sample::select(Unit::ALL.to_vec()),
        ) {
            // English groups by a comma, which alone before three digits would be a decimal mark: Russian is exact.
            let quantity = Quantity::from_thousandths(thousandths);
            prop_assert_eq!(Quantity::parse(&format_number(quantity, unit, Locale::Ru)), Ok(quantity));
        }
    }
}
