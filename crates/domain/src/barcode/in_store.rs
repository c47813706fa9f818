//! Labels that a shop prints itself: a number that holds a product and its weight or price.
//!
//! A rule is a pattern of 13 characters: a digit stands for itself, `.` for any digit of the product's number (the last
//! one for the check digit), and `{NNDDD}` for the embedded value, `N` being whole and `D` decimal digits. The product
//! is looked up by the *base code*: the same number with the value zeroed and the check digit calculated again.

use serde::{Deserialize, Serialize};

use super::gtin::{self, Gtin};
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

/// Why a pattern is not a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It has a character that patterns do not have.
    #[error("“{found}” does not belong in a pattern; use digits, points and one {{NNDDD}}")]
    Character {
        /// The character.
        found: char,
    },
    /// It has no embedded number, more than one, or an empty or broken one.
    #[error(
        "a pattern has exactly one embedded number such as {{NNDDD}}, whole digits N before decimal digits D"
    )]
    EmbeddedNumber,
    /// It does not describe 13 digits.
    #[error("a pattern describes 13 digits, this one {found}")]
    Length {
        /// How many it describes.
        found: usize,
    },
    /// It has more decimals than a weight (3) or the currency has.
    #[error("a pattern has at most {most} decimals here")]
    TooManyDecimals {
        /// The most it may have.
        most: u8,
    },
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

/// A pattern taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Pattern {
    /// One entry a digit: a literal, or nothing for a digit that is read.
    digits: Vec<Option<u8>>,
    /// Where the embedded number begins.
    value_at: usize,
    whole_digits: usize,
    decimals: usize,
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, PatternError> {
        let (before, rest) = text.split_once('{').ok_or(PatternError::EmbeddedNumber)?;
        let (number, after) = rest.split_once('}').ok_or(PatternError::EmbeddedNumber)?;
        let whole_digits = number.bytes().take_while(|b| *b == b'N').count();
        let decimals = number.len() - whole_digits;
        if number.is_empty() || !number.bytes().skip(whole_digits).all(|b| b == b'D') {
            return Err(PatternError::EmbeddedNumber);
        }
        let mut digits = Vec::with_capacity(LABEL_DIGITS);
        read_digits(before, &mut digits)?;
        let value_at = digits.len();
        digits.extend(std::iter::repeat_n(None, number.len()));
        read_digits(after, &mut digits)?;
        Ok(Self {
            digits,
            value_at,
            whole_digits,
            decimals,
        })
    }

    fn value_range(&self) -> std::ops::Range<usize> {
        self.value_at..self.value_at + self.whole_digits + self.decimals
    }

    fn matches(&self, label: &[u8]) -> bool {
        self.digits.len() == label.len()
            && self
                .digits
                .iter()
                .zip(label)
                .all(|(wanted, digit)| wanted.is_none_or(|wanted| wanted == *digit))
    }
}

fn read_digits(text: &str, digits: &mut Vec<Option<u8>>) -> Result<(), PatternError> {
    for c in text.chars() {
        match c {
            '.' => digits.push(None),
            '0'..='9' => digits.push(Some(c as u8)),
            '{' | '}' => return Err(PatternError::EmbeddedNumber),
            found => return Err(PatternError::Character { found }),
        }
    }
    Ok(())
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
        if parsed.digits.len() != LABEL_DIGITS {
            return Err(PatternError::Length {
                found: parsed.digits.len(),
            });
        }
        if parsed.decimals > usize::from(most) {
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
        if !label.bytes().all(|b| b.is_ascii_digit()) || !pattern.matches(label.as_bytes()) {
            return None;
        }
        let range = pattern.value_range();
        let number: i64 = label[range.clone()].parse().ok()?;
        let scale = usize::from(self.exponent).checked_sub(pattern.decimals)?;
        let scaled = number.checked_mul(10_i64.checked_pow(u32::try_from(scale).ok()?)?)?;
        let mut zeroed = label.to_owned();
        zeroed.replace_range(range.clone(), &"0".repeat(range.len()));
        let payload: u64 = zeroed[..LABEL_DIGITS - 1].parse().ok()?;
        let plu = (0..LABEL_DIGITS - 1)
            .filter(|place| !range.contains(place) && pattern.digits[*place].is_none())
            .map(|place| char::from(label.as_bytes()[place]))
            .collect();
        let value = match self.meaning {
            LabelMeaning::Weight => LabelValue::Weight(Quantity::from_thousandths(scaled)),
            LabelMeaning::Price => LabelValue::Price(Money::from_minor(scaled)),
        };
        Some(InStoreLabel {
            base_code: Gtin::from_payload(payload)?,
            plu,
            value,
        })
    }
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
