//! Connecting the till to its shop: once, and again after the owner has disconnected it.

mod address_form;
mod code_panel;
mod pair_again_page;
mod pairing_page;
mod talk;

pub use pair_again_page::PairAgainPage;
pub use pairing_page::PairingPage;
