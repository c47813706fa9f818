//! Taking goods back.

mod choices;
mod reasons;
mod refund_panel;
mod return_keys;
mod return_line;
mod return_page;

pub use return_page::ReturnPage;
