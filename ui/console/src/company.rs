//! Stores and tax rates.

pub mod company_page;
pub mod percent;
pub mod store_sheet;
pub mod stores;
pub mod tax_sheet;
pub mod taxes;
