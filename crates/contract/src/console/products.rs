//! Products and categories.

use bezmen_domain::id::{CategoryId, ProductId, TaxRateId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use serde::{Deserialize, Serialize};

/// Narrows and sorts the list of products.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ProductFilter {
    /// Words or parts of words of name or article, or a barcode.
    pub query: Option<String>,
    /// One category.
    pub category_id: Option<CategoryId>,
    /// Only those on sale, or only those that are not.
    pub active: Option<bool>,
    /// Order; by name when absent.
    pub sort: Option<ProductSort>,
    /// Rows a page.
    pub limit: Option<u32>,
    /// From the page before.
    pub cursor: Option<String>,
}

/// Order of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductSort {
    /// By name.
    Name,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Changed last first.
    Changed,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Product {
    /// Which.
    pub product_id: ProductId,
    /// Its card.
    #[serde(flatten)]
    pub input: ProductInput,
    /// Name of its category.
    pub category: String,
    /// Colour of its category.
    pub color: String,
    /// Name of its tax rate.
    pub tax_rate: String,
    /// To be sent back with a change.
    pub revision: u64,
    /// When it was changed.
    pub changed_at_ms: i64,
}

/// What can be set of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductInput {
    /// What it is called; 1–200 characters.
    pub name: String,
    /// The shop's article number.
    #[serde(default)]
    pub sku: String,
    /// Barcodes as scanned or typed; check digits are verified. A code may stand on one product only.
    #[serde(default)]
    pub barcodes: Vec<String>,
    /// How it is measured.
    pub unit: Unit,
    /// Price of one unit.
    pub price: Money,
    /// Its tax; the company's default when absent.
    #[serde(default)]
    pub tax_rate_id: Option<TaxRateId>,
    /// Its category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// Place on the quick keys; absent for none.
    #[serde(default)]
    pub quick_key: Option<i32>,
    /// Whether it may be sold.
    pub active: bool,
    /// See [`super::company::StoreInput::expected_revision`].
    #[serde(default)]
    pub expected_revision: Option<u64>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// Which.
    pub category_id: CategoryId,
    /// Its card.
    #[serde(flatten)]
    pub input: CategoryInput,
    /// How many products are in it.
    pub products: u64,
    /// To be sent back with a change.
    pub revision: u64,
}

/// What can be set of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryInput {
    /// Its name.
    pub name: String,
    /// As `#rrggbb`.
    pub color: String,
    /// Order on the quick keys.
    #[serde(default)]
    pub position: i32,
    /// See [`super::company::StoreInput::expected_revision`].
    #[serde(default)]
    pub expected_revision: Option<u64>,
}
