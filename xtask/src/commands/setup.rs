//! `cargo xtask setup`.

use crate::paths::Paths;
use crate::progress::{Steps, say};
use crate::tools::cargo_install::{self, DENY, MACHETE, NEXTEST, TAURI_DRIVER, WASM_BINDGEN};
use crate::tools::{apt, node::Node, typos, wasm_target::Compiler};
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

/// Installs everything that any command needs, and builds nothing of the project itself.
///
/// Nobody has to run it: each command installs what it needs. It is for preparing a machine that is offline later.
#[derive(Debug, Args)]
pub struct Setup {}

impl Setup {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let mut steps = Steps::new(5);
        steps.need("System packages", || {
            apt::ensure(
                &[
                    apt::COMPILER,
                    apt::NATIVE,
                    apt::NODE,
                    apt::BROWSER,
                    apt::WINDOW,
                    apt::POSTGRESQL,
                ]
                .concat(),
            )
        })?;
        steps.need("Compiler for WebAssembly", || {
            say(Compiler::ensure(paths)?.in_words());
            Ok(())
        })?;
        steps.need("Node and npm packages", || Node::ensure(paths).map(drop))?;
        steps.need("Spelling checker", || typos::ensure(paths).map(drop))?;
        steps.need("Helper programs from crates.io", || {
            [&WASM_BINDGEN, &NEXTEST, &DENY, &MACHETE, &TAURI_DRIVER]
                .into_iter()
                .try_for_each(|tool| cargo_install::ensure(paths, tool).map(drop))
        })?;
        steps.print_table();
        Ok(ExitCode::SUCCESS)
    }
}
