//! What a company sells: products, categories, tax rates.

mod barcodes;
pub mod categories;
pub mod products;
pub mod published;
mod refusals;
pub mod tax_rates;

pub use barcodes::{BadBarcode, canonical_barcode, shown_barcode};

use bezmen_domain::tax::TaxMode;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(products::routes())
        .merge(categories::routes())
        .merge(tax_rates::routes())
}

/// The word a mode of tax is stored by.
pub fn mode_code(mode: TaxMode) -> &'static str {
    match mode {
        TaxMode::Included => "included",
        TaxMode::OnTop => "on_top",
    }
}

/// Finds the mode stored by a word.
pub fn mode_from_code(code: &str) -> Option<TaxMode> {
    match code {
        "included" => Some(TaxMode::Included),
        "on_top" => Some(TaxMode::OnTop),
        _ => None,
    }
}
