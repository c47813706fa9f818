//! Shifts: what was taken, what must be in the drawer, and whether the Z report agrees with the receipts.

pub mod check;
pub mod shift_sheet;
pub mod shift_table;
pub mod shift_totals;
pub mod shifts_page;
