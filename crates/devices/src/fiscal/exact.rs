//! Decimal numbers in JSON, exact: integers of the domain go out and come in without passing through a float.

use serde::{Serialize, Serializer, ser};
use serde_json::value::RawValue;

use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;

/// Roubles have two decimals; fiscal devices of this kind know no other currency.
const MONEY_PLACES: u32 = 2;

/// A number of so many decimals, written as a JSON number such as `999.90`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactNumber {
    scaled: i64,
    places: u32,
    keeps_zeros: bool,
}

impl ExactNumber {
    /// An amount in roubles, always with two decimals.
    #[must_use]
    pub const fn money(amount: Money) -> Self {
        Self {
            scaled: amount.minor(),
            places: MONEY_PLACES,
            keeps_zeros: true,
        }
    }

    /// A quantity, without zeros at its end.
    #[must_use]
    pub const fn quantity(quantity: Quantity) -> Self {
        Self {
            scaled: quantity.thousandths(),
            places: 3,
            keeps_zeros: false,
        }
    }

    fn text(self) -> String {
        let sign = if self.scaled < 0 { "-" } else { "" };
        let unit = 10_u64.saturating_pow(self.places);
        let magnitude = self.scaled.unsigned_abs();
        let width = usize::try_from(self.places).unwrap_or_default();
        let whole = magnitude.checked_div(unit).unwrap_or_default();
        let decimals = format!(
            "{:0>width$}",
            magnitude.checked_rem(unit).unwrap_or_default()
        );
        let decimals = if self.keeps_zeros {
            decimals.as_str()
        } else {
            decimals.trim_end_matches('0')
        };
        if decimals.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{decimals}")
        }
    }
}

impl Serialize for ExactNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.text())
            .map_err(ser::Error::custom)?
            .serialize(serializer)
    }
}

/// Reads a JSON number into an integer of so many decimals; nothing when it is none, has more decimals than that, is
/// written with an exponent, or is too large.
#[must_use]
pub fn minor_units(number: &RawValue, places: u32) -> Option<i64> {
    let text = number.get().trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1_i64, rest),
        None => (1, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = decimals.trim_end_matches('0');
    let width = usize::try_from(places).ok()?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(decimals) || decimals.len() > width {
        return None;
    }
    let scaled: i64 = format!("{whole}{decimals:0<width$}").parse().ok()?;
    scaled.checked_mul(sign)
}

/// Reads an amount in roubles.
pub(super) fn money(number: &RawValue) -> Option<Money> {
    minor_units(number, MONEY_PLACES).map(Money::from_minor)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn json(number: ExactNumber) -> String {
        serde_json::to_string(&number).unwrap()
    }

    #[rstest]
    #[case(99_990, "999.90")]
    #[case(5, "0.05")]
    #[case(0, "0.00")]
    #[case(-5, "-0.05")]
    // Beyond what a double holds exactly.
    #[case(999_999_999_999_999_999, "9999999999999999.99")]
    fn amounts_keep_every_digit(#[case] minor: i64, #[case] expected: &str) {
        assert_eq!(json(ExactNumber::money(Money::from_minor(minor))), expected);
    }

    #[rstest]
    #[case(2000, "2")]
    #[case(350, "0.35")]
    #[case(1, "0.001")]
    #[case(1_234_567, "1234.567")]
    fn quantities_have_no_zeros_at_their_end(#[case] thousandths: i64, #[case] expected: &str) {
        let quantity = Quantity::from_thousandths(thousandths);
        assert_eq!(json(ExactNumber::quantity(quantity)), expected);
    }

    #[rstest]
    #[case("390.75", Some(39_075))]
    #[case("1345.0", Some(134_500))]
    #[case("1345", Some(134_500))]
    #[case("-0.05", Some(-5))]
    #[case("0.001", None)]
    #[case("1e3", None)]
    #[case("\"12\"", None)]
    #[case("null", None)]
    #[case("99999999999999999999", None)]
    fn numbers_are_read_exactly(#[case] text: &str, #[case] expected: Option<i64>) {
        let raw = RawValue::from_string(text.to_owned()).unwrap();
        assert_eq!(minor_units(&raw, 2), expected);
    }

    proptest! {
        #[test]
        fn an_amount_reads_back(minor in any::<i64>()) {
            let text = json(ExactNumber::money(Money::from_minor(minor)));
            let raw = RawValue::from_string(text).unwrap();
            prop_assert_eq!(minor_units(&raw, 2), Some(minor).filter(|minor| *minor != i64::MIN));
        }
    }
}
