//! The rules of a shop: money, quantities, tax, discounts, tickets, receipts, shifts. No I/O.
//!
//! Nothing here reads a clock, a file or a source of randomness: the callers pass those in, so the till, the server
//! and the screens calculate the same sums from the same input. Amounts and quantities are integers throughout.

pub mod barcode;
pub mod business_date;
mod decimal;
pub mod discount;
pub mod hlc;
pub mod id;
pub mod locale;
pub mod money;
pub mod permission;
pub mod quantity;
pub mod receipt;
pub mod receipt_number;
pub mod shift;
pub mod tax;
pub mod tender;
pub mod ticket;
