//! Tills: connecting them, how they are, disconnecting them.

pub mod aside;
pub mod health;
pub mod pair_form;
pub mod pair_page;
pub mod revoke;
pub mod terminal_sheet;
pub mod terminal_table;
pub mod terminals_page;
