//! A product as a scale knows it.

use bezmen_domain::barcode::Gtin;
use bezmen_domain::money::Money;
use serde::{Deserialize, Serialize};

/// What the price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoldBy {
    /// A kilogram.
    #[default]
    Weight,
    /// A piece.
    Piece,
}

/// A product as a scale knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluRow {
    /// The number it is called by on the scale.
    pub plu: u32,
    /// Its name.
    pub name: String,
    /// The price of a kilogram or a piece.
    pub price: Money,
    /// What the price is for.
    #[serde(default)]
    pub sold_by: SoldBy,
    /// The weight of its usual wrapping, in grams.
    #[serde(default)]
    pub tare_grams: u32,
    /// How many days it keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf_life_days: Option<u16>,
    /// The two digits that its label's number begins with, such as 21.
    pub prefix: u8,
    /// The product's number within the label's number, as the shop's rule reads it.
    pub code: u32,
    /// The number of the trade item, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gtin: Option<Gtin>,
    /// The scale's group of goods.
    #[serde(default)]
    pub group: u16,
}
