//! Numbers that a barcode holds, exactly as it holds them.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// The most digits that a number in a barcode may have: those of the identifiers 390n.
pub const MAX_DIGITS: usize = 15;

/// A number with its decimals: `00500` with three decimals is `0.500`. On the wire it is that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    digits: u64,
    decimals: u8,
}

impl Amount {
    /// Reads digits of which the last few are decimals; nothing when they are no digits, none, or more than
    /// [`MAX_DIGITS`]. More decimals than digits are filled with zeros.
    pub fn from_digits(digits: &str, decimals: u8) -> Option<Self> {
        let is_number =
            (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number || usize::from(decimals) > MAX_DIGITS {
            return None;
        }
        let digits = digits.parse().ok()?;
        Some(Self { digits, decimals })
    }

    /// Tells whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Returns the number in units of ten to the power of minus `decimals`; nothing when it has finer decimals.
    fn scaled(self, decimals: u8) -> Option<i64> {
        let digits = i64::try_from(self.digits).ok()?;
        match decimals.checked_sub(self.decimals) {
            Some(more) => digits.checked_mul(10_i64.checked_pow(u32::from(more))?),
            None => {
                let step = 10_i64.checked_pow(u32::from(self.decimals - decimals))?;
                (digits % step == 0).then_some(digits / step)
            }
        }
    }

    /// Returns it as a quantity; nothing when it is finer than a thousandth.
    pub fn quantity(self) -> Option<Quantity> {
        self.scaled(3).map(Quantity::from_thousandths)
    }

    /// Returns it as a sum of a currency; nothing when it is finer than the currency.
    pub fn money(self, currency: Currency) -> Option<Money> {
        self.scaled(currency.exponent()).map(Money::from_minor)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.decimals);
        let text = format!("{:0width$}", self.digits, width = places + 1);
        match text.split_at_checked(text.len() - places) {
            Some((whole, decimals)) if places > 0 => write!(f, "{whole}.{decimals}"),
            Some(_) | None => f.write_str(&text),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("00500", 3, Some("0.500"), Some(500), Some(50))]
    #[case("125", 1, Some("12.5"), Some(12_500), Some(1250))]
    #[case("4561025", 4, Some("456.1025"), None, None)]
    #[case("02003405", 0, Some("2003405"), Some(2_003_405_000), Some(200_340_500))]
    #[case("0", 0, Some("0"), Some(0), Some(0))]
    #[case("5", 3, Some("0.005"), Some(5), None)]
    #[case("1200", 2, Some("12.00"), Some(12_000), Some(1200))]
    #[case("999999999999999", 9, Some("999999.999999999"), None, None)]
    #[case("9999999999999990", 0, None, None, None)]
    #[case("", 0, None, None, None)]
    #[case("1x", 0, None, None, None)]
    fn digits_are_read_exactly(
        #[case] digits: &str,
        #[case] decimals: u8,
        #[case] text: Option<&str>,
        #[case] thousandths: Option<i64>,
        #[case] minor: Option<i64>,
    ) {
        let amount = Amount::from_digits(digits, decimals);
        assert_eq!(amount.map(|amount| amount.to_string()).as_deref(), text);
        let quantity = amount.and_then(Amount::quantity);
        assert_eq!(quantity.map(Quantity::thousandths), thousandths);
        let sum = amount.and_then(|amount| amount.money(Currency::RUB));
        assert_eq!(sum.map(Money::minor), minor);
    }
}
