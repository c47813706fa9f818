//! The shop's rules: which codes are labels, cards, badges and coupons, and what they hold.
//!
//! Rules are tried in their order; the first that takes a code says what it is. A product label leads to its product by the
//! *base code*: the same code with the embedded number zeroed and the check digit calculated again.

use serde::{Deserialize, Serialize};

use crate::money::Currency;

mod conflict;
mod pattern;
mod presets;
mod set;
mod told;
mod words;

pub use conflict::{Conflict, ConflictKind};
pub use pattern::{Cell, EmbeddedNumber, Pattern, PatternError};
pub use presets::Preset;
pub(super) use set::with_check_digit;
pub use set::{RuleMatch, RuleSet, Taken};

/// For which codes a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Eight digits with a right check digit. The base code keeps that digit as it is.
    Ean8,
    /// Thirteen digits with a right check digit; also twelve, which are thirteen with a zero before them.
    Ean13,
    /// Twelve digits with a right check digit; also thirteen that begin with a zero.
    Upca,
    /// Any text that begins as the pattern says.
    Any,
}

impl Encoding {
    /// Every encoding by its name.
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Ean8, "ean8"),
        (Self::Ean13, "ean13"),
        (Self::Upca, "upca"),
        (Self::Any, "any"),
    ];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(encoding, _)| *encoding == self);
        found.map_or("any", |(_, name)| name)
    }

    /// Every encoding.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NAMES.into_iter().map(|(encoding, _)| encoding)
    }

    /// Returns the encoding of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(encoding, _)| *encoding)
    }

    /// Returns how many digits its codes have; nothing for any text.
    pub const fn digits(self) -> Option<usize> {
        match self {
            Self::Ean8 => Some(8),
            Self::Ean13 => Some(13),
            Self::Upca => Some(12),
            Self::Any => None,
        }
    }
}

/// What the codes of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// A product.
    Product,
    /// A product and its weight in kilograms.
    Weight,
    /// A product and its price in the shop's currency.
    Price,
    /// A product and how many of it.
    Count,
    /// A discount in percent on the line or the ticket.
    Discount,
    /// A customer's card.
    Customer,
    /// The badge of somebody who works here.
    Staff,
    /// A coupon.
    Coupon,
    /// A place in the store.
    Location,
    /// A lot.
    Lot,
    /// A kind of package.
    Package,
}

impl RuleKind {
    /// The names of the kinds, also those by which others call them.
    const NAMES: [(Self, &'static [&'static str]); 11] = [
        (Self::Product, &["product"]),
        (Self::Weight, &["weight"]),
        (Self::Price, &["price"]),
        (Self::Count, &["count", "units", "unit", "quantity"]),
        (Self::Discount, &["discount"]),
        (Self::Customer, &["customer", "client"]),
        (Self::Staff, &["staff", "cashier"]),
        (Self::Coupon, &["coupon", "voucher"]),
        (Self::Location, &["location"]),
        (Self::Lot, &["lot"]),
        (Self::Package, &["package"]),
    ];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(kind, _)| *kind == self);
        found
            .and_then(|(_, names)| names.first().copied())
            .unwrap_or("product")
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NAMES.into_iter().map(|(kind, _)| kind)
    }

    /// Returns the kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let is_named = |names: &[&str]| names.contains(&name);
        let found = Self::NAMES.iter().find(|(_, names)| is_named(names));
        found.map(|(kind, _)| *kind)
    }

    /// Tells whether its codes lead to a product.
    pub const fn is_product(self) -> bool {
        match self {
            Self::Product | Self::Weight | Self::Price | Self::Count => true,
            Self::Discount
            | Self::Customer
            | Self::Staff
            | Self::Coupon
            | Self::Location
            | Self::Lot
            | Self::Package => false,
        }
    }
}

/// How many decimals a quantity has.
const QUANTITY_DECIMALS: u8 = 3;

/// A rule as it is written in a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RuleSpec {
    /// `ean8`, `ean13`, `upca` or `any`.
    pub encoding: String,
    /// The pattern.
    pub pattern: String,
    /// When it is tried; rules of one number in the order of the file.
    #[serde(default)]
    pub sequence: Option<i64>,
    /// What its codes are; a product when absent.
    #[serde(default, alias = "type")]
    pub kind: Option<String>,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
}

/// Why a rule is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The encoding is not known.
    #[error("the encoding “{found}” is not known; use ean8, ean13, upca or any")]
    Encoding {
        /// What was given.
        found: String,
    },
    /// The kind is not known.
    #[error(
        "the kind “{found}” is not known; use product, weight, price, count, discount, customer, staff, coupon, location, lot or package"
    )]
    Kind {
        /// What was given.
        found: String,
    },
    /// The pattern is wrong.
    #[error("{0}")]
    Pattern(#[from] PatternError),
}

/// A rule that can be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// For which codes it is.
    pub encoding: Encoding,
    /// The pattern as it was written.
    pub text: String,
    /// The pattern.
    pub pattern: Pattern,
    /// When it is tried.
    pub sequence: i64,
    /// What its codes are.
    pub kind: RuleKind,
    /// What people call it.
    pub name: Option<String>,
}

impl Rule {
    /// Makes a rule.
    ///
    /// # Errors
    /// [`RuleError`] says what is wrong with the pattern.
    pub fn new(encoding: Encoding, pattern: &str, kind: RuleKind) -> Result<Self, RuleError> {
        let parsed = match encoding {
            Encoding::Any => Pattern::parse_for_text(pattern)?,
            Encoding::Ean8 | Encoding::Ean13 | Encoding::Upca => Pattern::parse(pattern)?,
        };
        let found = parsed.cells().len();
        if let Some(most) = encoding.digits().filter(|most| found > *most) {
            return Err(PatternError::TooLong { found, most }.into());
        }
        if encoding
            .digits()
            .is_some_and(|digits| parsed.checks_at_end(digits))
        {
            return Err(PatternError::CheckAtEnd.into());
        }
        Ok(Self {
            encoding,
            text: pattern.to_owned(),
            pattern: parsed,
            sequence: 0,
            kind,
            name: None,
        })
    }

    /// Makes a rule by which a shop with this currency can sell.
    ///
    /// # Errors
    /// [`RuleError`] says what is wrong with the rule itself, or why its labels could not be sold exactly.
    pub fn of_shop(spec: RuleSpec, currency: Currency) -> Result<Self, RuleError> {
        let rule = Self::try_from(spec)?;
        let most = match rule.kind {
            RuleKind::Weight | RuleKind::Count => QUANTITY_DECIMALS,
            RuleKind::Price => currency.exponent(),
            RuleKind::Product
            | RuleKind::Discount
            | RuleKind::Customer
            | RuleKind::Staff
            | RuleKind::Coupon
            | RuleKind::Location
            | RuleKind::Lot
            | RuleKind::Package => return Ok(rule),
        };
        let number = rule.pattern.number().ok_or(PatternError::EmbeddedNumber)?;
        if number.decimals > most {
            return Err(PatternError::TooManyDecimals { most }.into());
        }
        Ok(rule)
    }

    /// Returns what people call it: its name, or its encoding and pattern.
    pub fn label(&self) -> String {
        match &self.name {
            Some(name) => name.clone(),
            None => format!("{} {}", self.encoding.name(), self.text),
        }
    }
}

impl TryFrom<RuleSpec> for Rule {
    type Error = RuleError;

    fn try_from(spec: RuleSpec) -> Result<Self, RuleError> {
        let encoding = Encoding::from_name(&spec.encoding).ok_or(RuleError::Encoding {
            found: spec.encoding,
        })?;
        let kind = match spec.kind {
            None => RuleKind::Product,
            Some(name) => RuleKind::from_name(&name).ok_or(RuleError::Kind { found: name })?,
        };
        let rule = Self::new(encoding, spec.pattern.trim(), kind)?;
        Ok(Self {
            sequence: spec.sequence.unwrap_or_default(),
            name: spec.name.filter(|name| !name.trim().is_empty()),
            ..rule
        })
    }
}

#[cfg(test)]
mod tests;
