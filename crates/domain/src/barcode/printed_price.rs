//! The price that a label with GS1 data was printed at.

use super::gs1::{Ai, Decoded, Message};
use super::recognise::{What, recognise};
use super::rule::RuleSet;
use super::{Amount, Gs1Reading};
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// A year of the century in which every date of a label is read. Prices do not depend on it.
const ANY_YEAR: u16 = 2000;

/// What a label says of weight and price, as far as it says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrintedPrice {
    /// The weight in kilograms (310n).
    pub weight: Option<Quantity>,
    /// What the whole costs (392n).
    pub sum: Option<Money>,
    /// What a kilogram costs (8005).
    pub per_kilogram: Option<Money>,
}

impl PrintedPrice {
    /// Reads it from GS1 data. Sums in a currency of their own say nothing of the shop's.
    pub fn of(message: &Message, currency: Currency) -> Self {
        let mut printed = Self {
            per_kilogram: message
                .value(Ai::UNIT_PRICE)
                .and_then(|digits| Amount::from_digits(digits, currency.exponent()))
                .and_then(|amount| amount.money(currency)),
            ..Self::default()
        };
        for element in &message.elements {
            match element.decoded(ANY_YEAR) {
                Some(Decoded::Measure { amount, unit: "kg" }) => {
                    printed.weight = amount.quantity();
                }
                Some(Decoded::Sum {
                    amount,
                    currency: None,
                }) => printed.sum = amount.money(currency),
                Some(
                    Decoded::Measure { .. }
                    | Decoded::Sum { .. }
                    | Decoded::Count { .. }
                    | Decoded::Percent { .. }
                    | Decoded::Day { .. },
                )
                | None => {}
            }
        }
        printed
    }

    /// Reads it from a scanned text; nothing of a text that is no right GS1 data.
    pub fn of_text(text: &str, currency: Currency) -> Self {
        match recognise(
            text.trim_end_matches(['\r', '\n']),
            None,
            &RuleSet::default(),
        )
        .what
        {
            What::Gs1(Gs1Reading {
                message,
                error: None,
                ..
            }) => Self::of(&message, currency),
            What::Gs1(_)
            | What::Marking(_)
            | What::Receipt(_)
            | What::Rule(_)
            | What::Misread { .. }
            | What::Product { .. }
            | What::BadCheckDigit { .. }
            | What::NotItsSymbology
            | What::Text => Self::default(),
        }
    }

    /// What the label's weight costs by the label: the sum on it, else its price of a kilogram times the weight.
    pub fn sum_of_weight(self) -> Option<Money> {
        let weight = self.weight.filter(|weight| weight.is_positive())?;
        self.sum
            .or_else(|| Some(self.per_kilogram?.times(weight)))
            .filter(|sum| sum.is_positive())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("(01)92100001000007(3103)000500(3922)39950", Some(500), Some(39_950))]
    #[case("(01)92100001000007(3103)000500(8005)079900", Some(500), Some(39_950))]
    #[case("(01)92100001000007(3103)000500", Some(500), None)]
    #[case("(01)92100001000007(3922)39950", None, None)]
    #[case("(01)92100001000007(3103)000500(3932)64339950", Some(500), None)]
    #[case("(01)92100001000007(3103)000500(3922)0", Some(500), None)]
    #[case("4600682000174", None, None)]
    #[case("(01)92100001000003(3103)000500(3922)39950", None, None)]
    fn the_sum_of_a_label_is_its_own_or_follows_from_its_price(
        #[case] text: &str,
        #[case] grams: Option<i64>,
        #[case] sum: Option<i64>,
    ) {
        let printed = PrintedPrice::of_text(text, Currency::RUB);
        assert_eq!(printed.weight.map(Quantity::thousandths), grams);
        assert_eq!(printed.sum_of_weight().map(Money::minor), sum);
    }
}
