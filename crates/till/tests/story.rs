//! The cashier's day, through the same calls a screen makes.

#[path = "story/bad_input.rs"]
mod bad_input;
#[path = "story/day.rs"]
mod day;
#[path = "story/desk.rs"]
mod desk;
