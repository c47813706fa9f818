//! Money in minor units, and the currencies it is counted in.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, de};

mod currency;
mod format;

pub use currency::{Currency, UnknownCurrency};
pub use format::{MoneyParts, format, format_number, format_printed, parts};

use crate::decimal::{self, DecimalError};
use crate::quantity::Quantity;

/// The largest amount of one line, receipt or payment: ten thousand million roubles. A sum above it is a typing
/// error, and a thousand lines of it still fit 64 bits.
pub const MAX_AMOUNT_MINOR: i64 = 1_000_000_000_000;

/// The largest sum that is read from outside: a thousand receipts at their limit. Thousands of such sums still add up
/// without overflow, and every one is exact in JavaScript, whose integers end at 2⁵³.
pub const MAX_SUM_MINOR: i64 = 1_000_000_000_000_000;

/// An amount in minor units (kopecks, pence). On the wire and at rest it is an integer, on the wire within
/// [`MAX_SUM_MINOR`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Money(i64);

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseMoneyError {
    /// Nothing was typed.
    #[error("type an amount, for example 1234,50")]
    Empty,
    /// It holds something that is not part of a number.
    #[error("“{text}” is not an amount; use digits and one comma or point, for example 1234,50")]
    NotANumber {
        /// What was given.
        text: String,
    },
    /// It has more decimals than the currency.
    #[error("“{text}” has too many decimals; {currency} has {exponent}")]
    TooPrecise {
        /// What was given.
        text: String,
        /// The currency's code.
        currency: Currency,
        /// How many decimals the currency has.
        exponent: u8,
    },
    /// It is above [`MAX_AMOUNT_MINOR`].
    #[error("“{text}” is too large an amount; check the number of digits")]
    TooLarge {
        /// What was given.
        text: String,
    },
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Wraps an amount of minor units.
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// Returns the amount in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Tells whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Tells whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Tells whether it is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Returns the amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Adds, or returns nothing when the sum does not fit.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(minor) => Some(Self(minor)),
            None => None,
        }
    }

    /// Subtracts, or returns nothing when the difference does not fit.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(minor) => Some(Self(minor)),
            None => None,
        }
    }

    /// Multiplies, or returns nothing when the product does not fit.
    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(minor) => Some(Self(minor)),
            None => None,
        }
    }

    /// Returns the price of a quantity: price × quantity, rounded half-up to the minor unit.
    #[must_use]
    pub fn times(self, quantity: Quantity) -> Self {
        let product = i128::from(self.0) * i128::from(quantity.thousandths());
        Self(decimal::narrow(decimal::div_half_up(product, 1000)))
    }

    /// Returns `numerator / denominator` of the amount, rounded half-up; nothing when the denominator is not positive.
    #[must_use]
    pub fn share(self, numerator: i64, denominator: i64) -> Self {
        if denominator <= 0 {
            return Self::ZERO;
        }
        let product = i128::from(self.0) * i128::from(numerator);
        Self(decimal::narrow(decimal::div_half_up(
            product,
            i128::from(denominator),
        )))
    }

    /// Rounds to the nearest multiple of a step, halves up; a step of nothing or less leaves the amount as it is.
    #[must_use]
    pub fn round_to(self, step: Self) -> Self {
        if step.0 <= 1 {
            return self;
        }
        let steps = decimal::div_half_up(i128::from(self.0), i128::from(step.0));
        Self(decimal::narrow(steps * i128::from(step.0)))
    }

    /// Reads an amount as people write it in either language: “1 234,50”, “1234.5”, “£1,234.50”.
    ///
    /// The currency's sign or code may stand at either end. More decimals than the currency has are refused, not rounded.
    ///
    /// # Errors
    /// [`ParseMoneyError`] says what is wrong with the text.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, ParseMoneyError> {
        let bare = currency.strip(text);
        decimal::parse(&bare, u32::from(currency.exponent()), MAX_AMOUNT_MINOR)
            .map(Self)
            .map_err(|error| match error {
                DecimalError::Empty if text.trim().is_empty() => ParseMoneyError::Empty,
                DecimalError::Empty | DecimalError::NotANumber => ParseMoneyError::NotANumber {
                    text: text.to_owned(),
                },
                DecimalError::TooPrecise => ParseMoneyError::TooPrecise {
                    text: text.to_owned(),
                    currency,
                    exponent: currency.exponent(),
                },
                DecimalError::TooLarge => ParseMoneyError::TooLarge {
                    text: text.to_owned(),
                },
            })
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let minor = i64::deserialize(deserializer)?;
        if minor.unsigned_abs() > MAX_SUM_MINOR.unsigned_abs() {
            return Err(de::Error::custom(
                "the amount is beyond every sum of a shop; check the number of digits",
            ));
        }
        Ok(Self(minor))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Money {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}
