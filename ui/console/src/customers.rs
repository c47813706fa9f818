//! Who buys here.

pub mod customers_page;
pub mod phone;
