//! The project's own commands: `cargo xtask demo | test | check | bench | wasm | advisories | fuzz | setup`.
//!
//! Each command first brings in what it needs and does not find on the machine, says each step, and is quick when
//! everything is already there. Whatever is downloaded or built lies in one cache folder outside the checkout, see [`paths`].

mod background;
mod commands;
mod demo;
mod ending;
mod figure;
mod loopback;
mod paths;
mod progress;
mod run;
mod screens;
mod suites;
mod tools;

use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match start() {
        Ok(code) => code,
        Err(error) => {
            progress::say_error(&error);
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<ExitCode> {
    let command = commands::Command::parse();
    let paths = paths::Paths::discover()?;
    command.run(&paths)
}
