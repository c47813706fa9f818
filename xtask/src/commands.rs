//! The words that may follow `cargo xtask`.

mod check;
mod wasm;

use crate::paths::Paths;
use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;

/// Builds, shows, tests and measures the whole project.
///
/// Every command installs what it needs and does not find. Build results lie in $BEZMEN_CACHE, else ~/.cache/bezmen.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub enum Command {
    Wasm(wasm::Wasm),
    Check(check::Check),
    Advisories(check::Advisories),
}

impl Command {
    /// Does what was asked for.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        match self {
            Self::Wasm(command) => command.run(paths),
            Self::Check(command) => command.run(paths),
            Self::Advisories(command) => command.run(paths),
        }
    }
}
