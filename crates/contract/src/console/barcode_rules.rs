//! How the shop's barcodes are read.

use bezmen_domain::barcode::{Rule, RuleSpec};
use serde::{Deserialize, Serialize};

/// The most rules that a shop may have: each scan asks them one after another, and a country's own set has fewer than ten.
pub const MAX_BARCODE_RULES: usize = 50;

/// The barcode rules in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BarcodeRules {
    /// The rules in the order in which they are tried; the first that takes a code says what it is.
    pub rules: Vec<BarcodeRule>,
    /// These are the built-in ones: the company has set none of its own.
    pub is_built_in: bool,
    /// What is wrong between the rules, and with the numbers of real products. The rules are in force all the same.
    pub conflicts: Vec<BarcodeRuleConflict>,
    /// To be sent back with a change.
    pub revision: u64,
}

/// A barcode rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BarcodeRule {
    /// `ean13`, `ean8` or `upca`: codes of so many digits with a right check digit; `any`: texts that begin as the pattern says.
    pub encoding: String,
    /// A digit stands for itself, `.` for any digit, `{NNDDD}` for the number that is read (whole digits N, decimals D), `C`
    /// for its own check digit, `.*` at the end for anything. Such as `21.....{NNDDD}.`.
    pub pattern: String,
    /// What its codes are: `product`, `weight`, `price`, `count`, `discount`, `customer`, `staff`, `coupon`, `location`, `lot`
    /// or `package`.
    pub kind: String,
}

/// A conflict of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BarcodeRuleConflict {
    /// `overlap`, `never_fires`, `impossible` or `real_products`.
    pub kind: String,
    /// The rule, by its place in the list from nothing.
    pub rule: usize,
    /// The earlier rule in its way.
    pub other: Option<usize>,
    /// A code that shows it.
    pub example: Option<String>,
    /// What is wrong and what to do, in the language of the request.
    pub words: String,
}

/// New barcode rules in place of all that there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BarcodeRulesInput {
    /// The rules in the order in which they are tried, 50 at most; an empty list puts the built-in ones in force.
    pub rules: Vec<BarcodeRule>,
    /// See [`super::company::StoreInput::expected_revision`].
    #[serde(default)]
    pub expected_revision: Option<u64>,
}

impl From<BarcodeRule> for RuleSpec {
    fn from(rule: BarcodeRule) -> Self {
        Self {
            encoding: rule.encoding,
            pattern: rule.pattern,
            sequence: None,
            kind: Some(rule.kind),
            name: None,
        }
    }
}

impl From<&Rule> for BarcodeRule {
    fn from(rule: &Rule) -> Self {
        Self {
            encoding: rule.encoding.name().to_owned(),
            pattern: rule.text.clone(),
            kind: rule.kind.name().to_owned(),
        }
    }
}
