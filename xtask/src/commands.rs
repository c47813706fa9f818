//! The words that may follow `cargo xtask`.

mod bench;
mod check;
mod demo;
mod fuzz;
mod setup;
mod test;
mod wasm;

use crate::paths::Paths;
use crate::run::{Run, cargo};
use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;

/// Builds, shows, tests and measures the whole project.
///
/// Every command installs what it needs and does not find. Build results lie in $BEZMEN_CACHE, else ~/.cache/bezmen.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub enum Command {
    Demo(demo::TryOut),
    Test(test::Test),
    Bench(bench::Bench),
    #[command(visible_alias = "build")]
    Wasm(wasm::Wasm),
    Check(check::Check),
    Advisories(check::Advisories),
    Fuzz(fuzz::Fuzz),
    Setup(setup::Setup),
}

impl Command {
    /// Does what was asked for.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        match self {
            Self::Demo(command) => command.run(paths),
            Self::Test(command) => command.run(paths),
            Self::Bench(command) => command.run(paths),
            Self::Wasm(command) => command.run(paths),
            Self::Check(command) => command.run(paths),
            Self::Advisories(command) => command.run(paths),
            Self::Fuzz(command) => command.run(paths),
            Self::Setup(command) => command.run(paths),
        }
    }
}

/// The crates of the screens. They are built and linted for WebAssembly; natively they would be built for nothing.
pub const NOT_NATIVE: [&str; 3] = ["bezmen-kit", "bezmen-till-ui", "bezmen-console"];

/// A cargo command line in the native target folder.
pub fn native_cargo(paths: &Paths, command: &str) -> Run {
    cargo("cargo")
        .arg(command)
        .folder(&paths.root)
        .env("CARGO_TARGET_DIR", paths.native_target())
}
