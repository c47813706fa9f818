//! Quantities in thousandths of a unit: pieces, kilograms, litres, metres.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::decimal::{self, DecimalError};

mod unit;

pub use unit::{Unit, format, format_number};

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::locale::Locale;

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
