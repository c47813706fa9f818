//! Receipts of this till.

mod day_filter;
mod days;
mod receipt_actions;
mod receipt_list;
mod receipts_page;
mod shelf;

pub use receipts_page::ReceiptsPage;
