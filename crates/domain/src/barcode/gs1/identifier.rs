//! Application identifiers: the two to four digits that say what follows.

use std::fmt;

use serde::{Serialize, Serializer};

/// An application identifier. On the wire it is its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ai {
    length: u8,
    number: u16,
}

impl Ai {
    /// The item itself.
    pub const GTIN: Self = Self::of(2, 1);
    /// The item inside a logistic unit.
    pub const CONTENT: Self = Self::of(2, 2);
    /// The serial number.
    pub const SERIAL: Self = Self::of(2, 21);
    /// The price of a unit; on tobacco the highest price it may be sold at.
    pub const UNIT_PRICE: Self = Self::of(4, 8005);
    /// The digital signature.
    pub(super) const SIGNATURE: Self = Self::of(4, 8030);

    pub(super) const fn of(length: u8, number: u16) -> Self {
        Self { length, number }
    }

    /// Reads two to four digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_ai = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_ai)?;
        let length = u8::try_from(text.len()).ok()?;
        Some(Self { length, number })
    }

    /// How many digits it has.
    pub fn len(self) -> usize {
        usize::from(self.length)
    }

    /// An identifier always has digits.
    pub const fn is_empty(self) -> bool {
        false
    }

    /// Returns its number: 310 of `0310` and of `310`.
    pub(super) const fn number(self) -> u16 {
        self.number
    }

    /// Returns its first two digits, which decide how long it is.
    pub(super) fn prefix(self) -> usize {
        usize::from(self.leading(2))
    }

    /// Returns its first digits as a number.
    pub(super) fn leading(self, digits: u8) -> u16 {
        let dropped = self.length.saturating_sub(digits);
        self.number / 10_u16.pow(u32::from(dropped.min(4)))
    }

    /// Returns its last digit: the number of decimals of a measure.
    pub(super) fn last_digit(self) -> u8 {
        (self.number % 10) as u8
    }
}

impl fmt::Display for Ai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.number, width = self.len())
    }
}

impl Serialize for Ai {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Identifiers that an attribute of the dictionary names: `310n` are all that begin with 310.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AiPattern {
    length: u8,
    digits: u8,
    leading: u16,
}

impl AiPattern {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let leading = text.trim_end_matches('n');
        let ai = Ai::parse(leading)?;
        Some(Self {
            length: u8::try_from(text.len()).ok()?,
            digits: ai.length,
            leading: ai.number,
        })
    }

    /// Tells whether an identifier is one of them.
    pub fn matches(self, ai: Ai) -> bool {
        ai.length == self.length && ai.leading(self.digits) == self.leading
    }
}

impl fmt::Display for AiPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = usize::from(self.length.saturating_sub(self.digits));
        let digits = usize::from(self.digits);
        write!(f, "{:0digits$}{}", self.leading, "n".repeat(open))
    }
}
