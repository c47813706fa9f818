//! The customer's page: what the buyer sees, in a second window or a second tab.

mod customer_page;
mod goods;
mod sums;

pub use customer_page::CustomerPage;
