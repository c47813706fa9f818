//! The cashier's screens.
fn main() {}
