//! The cashier's day, through the same calls a screen makes.

#[path = "story/bad_input.rs"]
mod bad_input;
#[path = "story/day.rs"]
mod day;
#[path = "story/browser.rs"]
mod browser;
#[path = "story/chances.rs"]
mod chances;
#[path = "story/desk.rs"]
mod desk;
#[path = "story/replay.rs"]
mod replay;
#[path = "story/shell.rs"]
mod shell;
