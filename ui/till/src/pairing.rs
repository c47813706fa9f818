//! Connecting the till to its shop, once.

mod address_form;
mod code_panel;
mod pairing_page;

pub use pairing_page::PairingPage;
