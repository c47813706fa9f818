//! Shift and cash.

mod amount_entry;
mod cash_count;
mod cash_move_dialog;
mod close_page;
mod close_warnings;
mod closed_panel;
mod earlier_shifts;
mod open_shift_page;
mod shift_figures;
mod shift_page;

pub use amount_entry::{AmountEntry, read_sum};
pub use open_shift_page::OpenShiftPage;
pub use shift_page::ShiftPage;
