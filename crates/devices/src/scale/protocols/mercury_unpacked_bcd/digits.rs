//! Answers and commands of one digit a byte.

use crate::scale::decimal::Decimal;
use crate::scale::protocol::ScaleOptions;
use crate::scale::reading::{Reading, WeightUnit};

/// The digits of the weight, of the sum, of the price that is told, and usually of the price that is answered.
const DIGITS: usize = 6;

/// The shortest and the longest answer.
pub(super) const SHORTEST: usize = Form::FiveDigits.length();
/// See [`SHORTEST`].
pub(super) const LONGEST: usize = Form::SixDigits.length();

/// Digits after the point of a weight, unless the settings say otherwise: kilograms with grams.
const USUAL_DECIMALS: u8 = 3;

/// The most digits after the point that six digits can have.
const MOST_DECIMALS: u8 = 6;

/// By how much the sum may differ from weight times price, in the last digit of the sum: scales round in different ways.
const ROUNDING: i64 = 1;

/// How long the price of an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Mercury, Shtrih 6.
    SixDigits,
    /// Shtrih 5.
    FiveDigits,
}

impl Form {
    /// The length of the answer.
    pub const fn length(self) -> usize {
        match self {
            Self::SixDigits => 3 * DIGITS,
            Self::FiveDigits => 3 * DIGITS - 1,
        }
    }

    /// The form of an answer of this length.
    pub fn of_length(length: usize) -> Option<Self> {
        let forms = [Self::SixDigits, Self::FiveDigits];
        forms.into_iter().find(|form| form.length() == length)
    }
}

/// How much an answer says about where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// Weight, price and sum agree.
    Sum,
    /// There is no price.
    Nothing,
}

/// What has to be known to read an answer.
#[derive(Debug)]
pub(super) struct Grammar {
    unit: WeightUnit,
    decimals: i8,
    price_decimals: i8,
}

impl Grammar {
    pub fn new(options: &ScaleOptions) -> Self {
        let decimals = |number: u8| i8::try_from(number.min(MOST_DECIMALS)).unwrap_or_default();
        Self {
            unit: options.unit.unwrap_or(WeightUnit::Kilogram),
            decimals: decimals(options.decimals.unwrap_or(USUAL_DECIMALS)),
            price_decimals: decimals(options.price_decimals),
        }
    }

    /// Reads a whole answer; nothing when a byte is no digit, or weight, price and sum contradict each other.
    pub fn read(&self, form: Form, answer: &[u8]) -> Option<(Reading, Proof)> {
        if answer.len() != form.length() {
            return None;
        }
        let (weight, rest) = answer.split_at_checked(DIGITS)?;
        let (price, sum) = rest.split_at_checked(rest.len().checked_sub(DIGITS)?)?;
        let (price, sum) = (number(price)?, number(sum)?);
        let mut reading = Reading::plain(number(weight)?, -self.decimals, self.unit, None);
        if price == 0 && sum == 0 {
            return Some((reading, Proof::Nothing));
        }
        reading.price = Some(Decimal::new(price, -self.price_decimals));
        reading.total = Some(Decimal::new(sum, -self.price_decimals));
        if let Some(thousandths) = reading.kilograms().map(|weight| weight.thousandths()) {
            let expected = thousandths.checked_mul(price)? / 1_000;
            if !(expected - ROUNDING..=expected + ROUNDING).contains(&sum) {
                return None;
            }
        }
        let proof = if sum > ROUNDING {
            Proof::Sum
        } else {
            Proof::Nothing
        };
        Some((reading, proof))
    }
}

/// Reads digits, the lowest first.
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().rev().try_fold(0, |number, digit| {
        (*digit <= 9).then(|| number * 10 + i64::from(*digit))
    })
}

/// The digits of a number, the lowest first.
pub(super) fn of(number: u32) -> [u8; DIGITS] {
    let mut rest = number;
    std::array::from_fn(|_| {
        let digit = (rest % 10) as u8;
        rest /= 10;
        digit
    })
}

/// Whether these are all the bytes of a command.
pub(super) fn is_command(bytes: &[u8]) -> bool {
    let Some(begin) = bytes.iter().position(|byte| *byte != 0) else {
        return false;
    };
    match bytes.get(begin..) {
        Some([1]) => true,
        Some([2, price @ ..]) => price.len() == DIGITS && number(price).is_some(),
        Some([3, zeros @ ..]) => zeros.len() <= DIGITS && zeros.iter().all(|byte| *byte == 0),
        _ => false,
    }
}
