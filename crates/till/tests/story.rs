//! The cashier's day, through the same calls a screen makes.
// A call with every argument there is, in one piece of JSON, goes deeper than the usual limit.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a story stops where it goes wrong")]

#[path = "story/bad_input.rs"]
mod bad_input;
#[path = "story/bad_machine.rs"]
mod bad_machine;
#[path = "story/barcodes.rs"]
mod barcodes;
#[path = "story/browser.rs"]
mod browser;
#[path = "story/chances.rs"]
mod chances;
#[path = "story/command_line.rs"]
mod command_line;
#[path = "story/consent.rs"]
mod consent;
#[path = "story/day.rs"]
mod day;
#[path = "story/desk.rs"]
mod desk;
#[path = "story/device_tools.rs"]
mod device_tools;
#[path = "story/drawer.rs"]
mod drawer;
#[path = "story/dripping.rs"]
mod dripping;
#[path = "story/forged.rs"]
mod forged;
#[path = "story/full_disk.rs"]
mod full_disk;
#[path = "story/label_price.rs"]
mod label_price;
#[path = "story/labels.rs"]
mod labels;
#[path = "story/locked.rs"]
mod locked;
#[path = "story/machines.rs"]
mod machines;
#[path = "story/marked.rs"]
mod marked;
#[path = "story/printer.rs"]
mod printer;
#[path = "story/printer_texts.rs"]
mod printer_texts;
#[path = "story/replay.rs"]
mod replay;
#[path = "story/rounding.rs"]
mod rounding;
#[path = "story/rules.rs"]
mod rules;
#[path = "story/shell.rs"]
mod shell;
#[path = "story/unpriced.rs"]
mod unpriced;
#[path = "story/upgrade.rs"]
mod upgrade;
#[path = "story/workbench.rs"]
mod workbench;
#[path = "story/wrong_clock.rs"]
mod wrong_clock;
