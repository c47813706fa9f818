//! Labels that a shop prints itself: a number that holds a product and its weight or price.
//!
//! A rule is a pattern of 13 characters: a digit stands for itself, `.` for any digit of the product's number (the last
//! one for the check digit), and `{NNDDD}` for the embedded value, `N` being whole and `D` decimal digits. The product
//! is looked up by the *base code*: the same number with the value zeroed and the check digit calculated again.

use serde::{Deserialize, Serialize};

use super::gtin::{self, Gtin};
use super::rule::Pattern;
pub use super::rule::PatternError;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// How many digits a label has. Twelve digits (UPC-A) are read with a zero before them.
const LABEL_DIGITS: usize = 13;

/// What the embedded number of a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LabelMeaning {
    /// Kilograms.
    Weight,
    /// A sum in the shop's currency.
    Price,
}

/// A rule for one kind of label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InStoreRule {
    /// What its number means.
    pub meaning: LabelMeaning,
    /// The pattern, such as `21.....{NNDDD}.`.
    pub pattern: String,
    /// How many decimals the currency of a price has.
    pub exponent: u8,
}

/// What a label says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InStoreLabel {
    /// The number of the product: the label with its value zeroed.
    pub base_code: Gtin,
    /// The digits at the points of the pattern, without the check digit: the product's number on the scale.
    pub plu: String,
    /// The value.
    pub value: LabelValue,
}

/// The value on a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "meaning", content = "value", rename_all = "snake_case")]
pub enum LabelValue {
    /// A weight in kilograms.
    Weight(Quantity),
    /// A sum.
    Price(Money),
}

impl InStoreRule {
    /// Makes a rule for labels with a weight in kilograms.
    ///
    /// # Errors
    /// [`PatternError`] says what is wrong with the pattern.
    pub fn weight(pattern: &str) -> Result<Self, PatternError> {
        Self::checked(LabelMeaning::Weight, pattern, 3)
    }

    /// Makes a rule for labels with a price.
    ///
    /// # Errors
    /// [`PatternError`] says what is wrong with the pattern.
    pub fn price(pattern: &str, currency: Currency) -> Result<Self, PatternError> {
        Self::checked(LabelMeaning::Price, pattern, currency.exponent())
    }

    fn checked(meaning: LabelMeaning, pattern: &str, most: u8) -> Result<Self, PatternError> {
        let parsed = Pattern::parse(pattern)?;
        let number = parsed.number().ok_or(PatternError::EmbeddedNumber)?;
        if parsed.cells().len() != LABEL_DIGITS {
            return Err(PatternError::Length {
                found: parsed.cells().len(),
            });
        }
        if parsed.checks_at_end(LABEL_DIGITS) {
            return Err(PatternError::CheckAtEnd);
        }
        if number.decimals > most {
            return Err(PatternError::TooManyDecimals { most });
        }
        Ok(Self {
            meaning,
            pattern: pattern.to_owned(),
            exponent: most,
        })
    }

    /// Reads a label of 13 digits, or tells that this rule is not for it. The check digit has been checked before.
    pub fn read(&self, label: &str) -> Option<InStoreLabel> {
        let pattern = Pattern::parse(&self.pattern).ok()?;
        let is_label = label.len() == LABEL_DIGITS && pattern.begins(label);
        if !is_label || pattern.wrong_check(label).is_some() {
            return None;
        }
        let number = pattern.number()?;
        let scale = self.exponent.checked_sub(number.decimals)?;
        let scaled = number.digits(label)?.parse::<i64>().ok()?;
        let scaled = scaled.checked_mul(10_i64.checked_pow(u32::from(scale))?)?;
        let payload = pattern
            .zeroed(label)
            .get(..LABEL_DIGITS - 1)?
            .parse()
            .ok()?;
        let value = match self.meaning {
            LabelMeaning::Weight => LabelValue::Weight(Quantity::from_thousandths(scaled)),
            LabelMeaning::Price => LabelValue::Price(Money::from_minor(scaled)),
        };
        Some(InStoreLabel {
            base_code: Gtin::from_payload(payload)?,
            plu: pattern.item(label, LABEL_DIGITS - 1),
            value,
        })
    }
}

/// Returns the quantity that a sum buys at a price of one unit, rounded half-up to a thousandth; nothing when the price is
/// not positive or the sum is negative. The sum on a label wins over price × quantity, which may differ by a rounding.
pub fn quantity_of_sum(sum: Money, unit_price: Money) -> Option<Quantity> {
    if !unit_price.is_positive() || sum.is_negative() {
        return None;
    }
    let thousandths = Money::from_minor(1000).share(sum.minor(), unit_price.minor());
    Some(Quantity::from_thousandths(thousandths.minor()))
}

/// Returns the rules that a new shop begins with: 21 is a weight in grams, 23 a price of five digits.
pub fn rules() -> Vec<InStoreRule> {
    let rule = |meaning, pattern: &str, exponent| InStoreRule {
        meaning,
        pattern: pattern.to_owned(),
        exponent,
    };
    vec![
        rule(LabelMeaning::Weight, "21.....{NNDDD}.", 3),
        rule(LabelMeaning::Price, "23.....{NNNDD}.", 2),
    ]
}

/// Reads a label by the first rule that is for it; nothing when none is or the check digit is wrong.
pub fn decode(text: &str, rules: &[InStoreRule]) -> Option<InStoreLabel> {
    gtin::parse(text).ok()?;
    let label = match text.len() {
        12 => format!("0{text}"),
        LABEL_DIGITS => text.to_owned(),
        _ => return None,
    };
    rules.iter().find_map(|rule| rule.read(&label))
}
