//! What a scale says, in integers, and when it may be sold.

use std::time::Duration;

use bezmen_domain::locale::Locale;
use bezmen_domain::quantity::Quantity;
use serde::Serialize;

/// A unit of mass on a scale's display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightUnit {
    /// Gram.
    Gram,
    /// Kilogram.
    Kilogram,
    /// Avoirdupois pound, 0.453 592 37 kg.
    Pound,
    /// Avoirdupois ounce, a sixteenth of a pound.
    Ounce,
    /// The frame did not say, and no profile does.
    Unknown,
}

/// A weight as the scale showed it: `raw × 10^exponent` units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The digits, with their sign.
    pub raw: i64,
    /// The power of ten of the last digit: −3 for `1.234`.
    pub exponent: i8,
    /// The unit.
    pub unit: WeightUnit,
    /// Whether the weight rests; nothing when the protocol does not say.
    pub stable: Option<bool>,
    /// Whether a tare is subtracted; nothing when the protocol does not say.
    pub net: Option<bool>,
    /// Whether it stands at its zero; nothing when the protocol does not say.
    pub zero: Option<bool>,
    /// The tare in the same digits.
    pub tare: Option<i64>,
    /// The price of a kilogram that the scale was set to, in its own digits.
    pub price: Option<i64>,
    /// The sum that the scale computed, in its own digits.
    pub total: Option<i64>,
}

/// What came from a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Observation {
    /// A weight.
    Weight(Reading),
    /// It moves or is busy, and gives no weight meanwhile. This is never zero.
    Moving,
    /// More than it can weigh.
    Overload,
    /// Less than nothing: the pan is off, or it was switched on with a load.
    Underload,
    /// It did what it was told (zero, tare).
    Done,
    /// It refused or could not do what it was told.
    Refused {
        /// Why.
        reason: Refusal,
    },
}

/// Why a scale refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It does not know the command.
    Syntax,
    /// The command came garbled.
    Transmission,
    /// It cannot do that now.
    Logical,
    /// The number with the command is wrong.
    Parameter,
}

/// The age up to which a reading may be sold: two polls and a little.
pub const FRESH: Duration = Duration::from_millis(1_500);

/// Why a reading may not be sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSellable {
    /// There is none.
    #[error("the scale gives no weight: check that it is on and its cable is in")]
    NoReading,
    /// It is too old.
    #[error("the weight is out of date: check the scale's cable and weigh again")]
    Stale,
    /// It still moves, or nobody knows whether it does.
    #[error("the weight is not steady yet: wait a moment")]
    Unstable,
    /// Too much.
    #[error("too heavy for this scale: take something off")]
    Overload,
    /// Less than nothing.
    #[error("the scale shows less than nothing: empty it and press zero")]
    Negative,
    /// Nothing on it.
    #[error("the scale is empty: put the goods on it")]
    Empty,
    /// The unit is unknown.
    #[error("the scale does not say its unit: set the unit in the device settings")]
    UnknownUnit,
    /// Not a number of kilograms that can be sold.
    #[error(
        "the scale shows an impossible weight: check its unit and decimals in the device settings"
    )]
    Impossible,
}

impl NotSellable {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoReading => "no_reading",
            Self::Stale => "stale",
            Self::Unstable => "unstable",
            Self::Overload => "overload",
            Self::Negative => "negative",
            Self::Empty => "empty",
            Self::UnknownUnit => "unknown_unit",
            Self::Impossible => "impossible",
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(self, locale: Locale) -> String {
        match (locale, self) {
            (Locale::En, _) => self.to_string(),
            (Locale::Ru, Self::NoReading) => {
                "весы не дают веса: проверьте, включены ли они и вставлен ли кабель".to_owned()
            }
            (Locale::Ru, Self::Stale) => {
                "вес устарел: проверьте кабель весов и взвесьте снова".to_owned()
            }
            (Locale::Ru, Self::Unstable) => "вес ещё не успокоился: подождите".to_owned(),
            (Locale::Ru, Self::Overload) => {
                "слишком тяжело для этих весов: снимите часть".to_owned()
            }
            (Locale::Ru, Self::Negative) => {
                "весы показывают меньше нуля: освободите их и нажмите «ноль»".to_owned()
            }
            (Locale::Ru, Self::Empty) => "весы пусты: положите товар".to_owned(),
            (Locale::Ru, Self::UnknownUnit) => {
                "весы не называют единицу: задайте её в настройках устройства".to_owned()
            }
            (Locale::Ru, Self::Impossible) => {
                "весы показывают невозможный вес: проверьте единицу и знаки в настройках устройства"
                    .to_owned()
            }
        }
    }
}

/// The greatest power of ten that is taken; no scale shows more, and above it the arithmetic would overflow.
const MAX_EXPONENT: i8 = 6;

impl Reading {
    /// A weight that only says how much and whether it rests.
    #[must_use]
    pub const fn plain(raw: i64, exponent: i8, unit: WeightUnit, stable: Option<bool>) -> Self {
        Self {
            raw,
            exponent,
            unit,
            stable,
            net: None,
            zero: None,
            tare: None,
            price: None,
            total: None,
        }
    }

    /// The weight in thousandths of a kilogram, half away from zero; nothing when the unit is unknown or the number is
    /// out of all proportion.
    #[must_use]
    pub fn kilograms(&self) -> Option<Quantity> {
        // One unit as `mass × 10^-scale` kilograms.
        let (mass, scale): (i128, i8) = match self.unit {
            WeightUnit::Gram => (1, 3),
            WeightUnit::Kilogram => (1, 0),
            WeightUnit::Pound => (45_359_237, 8),
            // A sixteenth of a pound has four more decimals: 0.028 349 523 125.
            WeightUnit::Ounce => (28_349_523_125, 12),
            WeightUnit::Unknown => return None,
        };
        let power = i32::from(self.exponent) - i32::from(scale) + 3;
        if self.exponent > MAX_EXPONENT || power < -30 {
            return None;
        }
        let value = i128::from(self.raw).checked_mul(mass)?;
        let thousandths = if power >= 0 {
            value.checked_mul(10_i128.checked_pow(power.unsigned_abs())?)?
        } else {
            let divisor = 10_i128.checked_pow(power.unsigned_abs())?;
            let half = divisor / 2 * value.signum();
            value.checked_add(half)? / divisor
        };
        i64::try_from(thousandths)
            .ok()
            .map(Quantity::from_thousandths)
    }

    /// The number as the scale shows it, such as `1.234`.
    #[must_use]
    pub fn shown(&self) -> String {
        super::decimal::format(self.raw, self.exponent)
    }
}

impl Observation {
    /// The weight that may be sold now, given the age of this observation.
    ///
    /// # Errors
    /// Says why nothing may be sold, and what to do.
    pub fn sellable(&self, age: Duration) -> Result<Quantity, NotSellable> {
        let reading = match self {
            Self::Weight(reading) => reading,
            Self::Moving => return Err(NotSellable::Unstable),
            Self::Overload => return Err(NotSellable::Overload),
            Self::Underload => return Err(NotSellable::Negative),
            Self::Done | Self::Refused { .. } => return Err(NotSellable::NoReading),
        };
        if age > FRESH {
            return Err(NotSellable::Stale);
        }
        if reading.unit == WeightUnit::Unknown {
            return Err(NotSellable::UnknownUnit);
        }
        if reading.stable != Some(true) {
            return Err(NotSellable::Unstable);
        }
        let weight = reading.kilograms().ok_or(NotSellable::Impossible)?;
        if weight.is_negative() {
            return Err(NotSellable::Negative);
        }
        if weight.is_zero() {
            return Err(NotSellable::Empty);
        }
        if weight.thousandths() > bezmen_domain::quantity::MAX_QUANTITY_THOUSANDTHS {
            return Err(NotSellable::Impossible);
        }
        Ok(weight)
    }
}

#[cfg(test)]
mod tests;
