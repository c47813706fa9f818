//! The desktop window of the till.
