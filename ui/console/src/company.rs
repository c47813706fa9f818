//! Stores, tax rates and barcode rules.

pub mod company_page;
pub mod percent;
pub mod rule_list;
pub mod rule_presets;
pub mod rule_row;
pub mod rule_sheet;
pub mod rule_try;
pub mod rules;
pub mod rules_edit;
pub mod store_sheet;
pub mod stores;
pub mod tax_sheet;
pub mod taxes;
