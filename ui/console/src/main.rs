//! The owner's web console.
fn main() {}
