//! What is to stand on a label.

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

use super::LabelCode;

/// What the second price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// A kilogram.
    Kilogram,
    /// A hundred grams.
    HundredGrams,
    /// A litre.
    Litre,
    /// A hundred millilitres.
    HundredMillilitres,
    /// A metre.
    Metre,
    /// A piece of a pack.
    Piece,
}

impl Per {
    /// The words behind the price: “/ кг”, “/ 100 g”.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Kilogram => locale.pick("/ кг", "/ kg"),
            Self::HundredGrams => locale.pick("/ 100 г", "/ 100 g"),
            Self::Litre => locale.pick("/ л", "/ l"),
            Self::HundredMillilitres => locale.pick("/ 100 мл", "/ 100 ml"),
            Self::Metre => locale.pick("/ м", "/ m"),
            Self::Piece => locale.pick("/ шт", "/ pc"),
        }
    }
}

/// A price for comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPrice {
    /// The price.
    pub price: Money,
    /// What for.
    pub per: Per,
}

/// What is to stand on a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelContent {
    /// The product, over one to three lines.
    pub name: String,
    /// The price, large.
    pub price: Money,
    /// The price before, struck through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_price: Option<Money>,
    /// The price for a kilogram or the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<UnitPrice>,
    /// The currency of the prices.
    pub currency: Currency,
    /// The language of the words and numbers.
    #[serde(default)]
    pub locale: Locale,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<LabelCode>,
    /// The day it was packed or printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<BusinessDate>,
    /// The weight in kilograms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Quantity>,
    /// The shop's own number of the product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
}

impl LabelContent {
    /// A label with a name and a price.
    #[must_use]
    pub fn new(name: impl Into<String>, price: Money, currency: Currency, locale: Locale) -> Self {
        Self {
            name: name.into(),
            price,
            old_price: None,
            unit_price: None,
            currency,
            locale,
            code: None,
            date: None,
            weight: None,
            article: None,
            store: None,
        }
    }
}
