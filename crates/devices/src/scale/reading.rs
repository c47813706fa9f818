//! What a scale says, in integers.

use bezmen_domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;

/// A unit of mass on a scale's display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// The tare, in the same unit.
    pub tare: Option<Decimal>,
    /// The price of a kilogram that the scale was set to.
    pub price: Option<Decimal>,
    /// The sum that the scale computed.
    pub total: Option<Decimal>,
}

/// What a scale says about itself without giving a weight. This is never zero kilograms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Status {
    /// Whether what lies on it rests; nothing when it does not say.
    pub stable: Option<bool>,
    /// Whether it stands at its zero; nothing when it does not say.
    pub zero: Option<bool>,
    /// Whether a tare is subtracted; nothing when it does not say.
    pub net: Option<bool>,
    /// What keeps it from giving a weight; nothing when nothing does, or when it only moves.
    pub obstacle: Option<Obstacle>,
    /// What its test of itself found; nothing when it was not told to test.
    pub self_test: Option<bool>,
    /// The code it named.
    pub code: Option<Code>,
}

/// A code that a scale names, in the protocol's own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Code {
    /// The number.
    pub number: u16,
    /// How the manual of the scale writes it.
    pub notation: Notation,
}

/// How the manual of a scale writes its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Notation {
    /// In tens, such as `09` and `152`.
    Decimal,
    /// In sixteens, such as `0A` and `17`.
    Hexadecimal,
}

impl Code {
    /// A code of a manual that counts in tens.
    #[must_use]
    pub const fn decimal(number: u16) -> Self {
        Self {
            number,
            notation: Notation::Decimal,
        }
    }

    /// A code of a manual that counts in sixteens.
    #[must_use]
    pub const fn hexadecimal(number: u16) -> Self {
        Self {
            number,
            notation: Notation::Hexadecimal,
        }
    }
}

impl std::fmt::Display for Code {
    /// Writes it as the manual does, so that it is found there.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.notation {
            Notation::Decimal => write!(formatter, "{:02}", self.number),
            Notation::Hexadecimal => write!(formatter, "{:02X}", self.number),
        }
    }
}

/// What keeps a scale from giving a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// More lies on it than it can weigh.
    Overload,
    /// Less than its lowest weight: the pan is off, or it was switched on with a load.
    Underload,
    /// Less than nothing.
    Negative,
    /// Its zero has drifted too far to be taken again.
    OutsideZeroRange,
    /// It was switched on with a load, or cannot find its zero.
    NoZero,
    /// It must be emptied or moved before it weighs again.
    NotUnloaded,
    /// Less than the least that may be sold lies on it, or nothing.
    BelowMinimum,
    /// The price it was given does not do.
    Price,
    /// It is warming up, in its menu, or otherwise not weighing.
    NotWeighing,
    /// It is broken: memory, sensor or calibration.
    Fault,
}

impl Status {
    /// A status that only names an obstacle.
    #[must_use]
    pub const fn obstacle(obstacle: Obstacle) -> Self {
        Self {
            obstacle: Some(obstacle),
            ..Self::NOTHING
        }
    }

    /// A status that says nothing.
    pub const NOTHING: Self = Self {
        stable: None,
        zero: None,
        net: None,
        obstacle: None,
        self_test: None,
        code: None,
    };

    /// It moves, or is busy.
    pub const MOVING: Self = Self {
        stable: Some(false),
        ..Self::NOTHING
    };
}

/// What came from a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Observation {
    /// A weight.
    Weight(Reading),
    /// Something about itself, without a weight.
    Status(Status),
    /// It did what it was told (zero, tare).
    Done,
    /// It refused or could not do what it was told.
    Refused(Refusal),
}

impl Observation {
    /// A refusal without a code.
    #[must_use]
    pub const fn refused(reason: RefusalReason) -> Self {
        Self::Refused(Refusal::new(reason))
    }

    /// A weight with the tare subtracted, or not; what is no weight stays what it is.
    #[must_use]
    pub const fn with_net(mut self, net: bool) -> Self {
        if let Self::Weight(reading) = &mut self {
            reading.net = Some(net);
        }
        self
    }
}

/// A refusal of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Refusal {
    /// Why.
    pub reason: RefusalReason,
    /// The code it named.
    pub code: Option<Code>,
}

impl Refusal {
    /// A refusal without a code.
    #[must_use]
    pub const fn new(reason: RefusalReason) -> Self {
        Self { reason, code: None }
    }
}

/// Why a scale refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// It does not know the command.
    Unrecognized,
    /// The command is not well formed.
    Syntax,
    /// The command came garbled.
    Transmission,
    /// It cannot do that now.
    Logical,
    /// The number with the command is wrong.
    Parameter,
    /// It does not say why, or names a code that no source explains.
    Unexplained,
    /// It wants the password or the key of its maker.
    Locked,
    /// It is broken.
    Fault,
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

#[cfg(test)]
mod tests;
