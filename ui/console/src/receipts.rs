//! Receipts: found by what is known of them, shown as they were printed.

pub mod filters;
pub mod receipt_facts;
pub mod receipt_sheet;
pub mod receipt_table;
pub mod receipts_page;
