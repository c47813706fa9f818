//! Stores and tax rates.

use bezmen_domain::id::{StoreId, TaxRateId};
use bezmen_domain::tax::TaxMode;
use serde::{Deserialize, Serialize};

/// A store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Store {
    /// Which.
    pub store_id: StoreId,
    /// Its card.
    #[serde(flatten)]
    pub input: StoreInput,
    /// To be sent back with a change.
    pub revision: u64,
}

/// What can be set of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreInput {
    /// Its name.
    pub name: String,
    /// Printed on receipts.
    #[serde(default)]
    pub address: String,
    /// Tax number, printed as it is.
    #[serde(default)]
    pub tax_number: String,
    /// Printed under every receipt.
    #[serde(default)]
    pub receipt_footer: String,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
    /// The revision the change was made on: needed by a change, absent for a new one. A change on an older one is refused
    /// with `STALE`, one without it with `REVISION_MISSING`.
    #[serde(default)]
    pub expected_revision: Option<u64>,
}

/// A tax rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxRate {
    /// Which.
    pub tax_rate_id: TaxRateId,
    /// Its card.
    #[serde(flatten)]
    pub input: TaxRateInput,
    /// To be sent back with a change.
    pub revision: u64,
}

/// What can be set of a tax rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxRateInput {
    /// Such as `НДС 20 %`.
    pub name: String,
    /// 2000 = 20 %.
    pub basis_points: u32,
    /// Included in the price or on top of it.
    pub mode: TaxMode,
    /// What a product gets when none is chosen.
    #[serde(default)]
    pub is_default: bool,
    /// See [`StoreInput::expected_revision`].
    #[serde(default)]
    pub expected_revision: Option<u64>,
}
