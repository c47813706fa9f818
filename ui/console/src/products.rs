//! Products and categories.

pub mod barcodes;
pub mod categories_page;
pub mod category_form;
pub mod product_draft;
pub mod product_form;
pub mod product_sheet;
pub mod product_table;
pub mod products_page;
