//! `cargo xtask check` and `cargo xtask advisories`.

use super::{NOT_NATIVE, native_cargo};
use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::run::{Run, run};
use crate::tools::cargo_install::{self, DENY, MACHETE};
use crate::tools::{apt, typos, wasm_target::Compiler};
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

/// Format, lints (native and WebAssembly), documentation, licences and bans, unused dependencies, spelling.
///
/// Every step runs even when an earlier one failed, so that one run shows everything that is wrong.
#[derive(Debug, Args)]
pub struct Check {}

/// Known security advisories of the dependencies. Asks the RustSec database over the network, hence not a part of `check`.
#[derive(Debug, Args)]
pub struct Advisories {}

impl Check {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let mut steps = Steps::new(10);
        steps.need("System packages", || {
            apt::ensure(apt::COMPILER)?;
            apt::ensure(apt::NATIVE)
        })?;
        steps.attempt("Format", || {
            run("cargo")
                .args(["fmt", "--all", "--check"])
                .folder(&paths.root)
                .done()
        });
        steps.attempt("Lints", || {
            native_cargo(paths, "clippy")
                .args(["--workspace", "--all-targets", "--keep-going"])
                .args(NOT_NATIVE.iter().flat_map(|package| ["--exclude", package]))
                .args(["--", "-D", "warnings"])
                .done()
        });
        // The screens' tests run on this machine's own target, so that is where they are linted. A crate of the screens in one
        // build with the others would give these the features of a browser.
        steps.attempt("Lints of the screens' tests", || {
            native_cargo(paths, "clippy")
                .args(["--all-targets", "--keep-going"])
                .args(NOT_NATIVE.iter().flat_map(|package| ["--package", package]))
                .args(["--", "-D", "warnings"])
                .done()
        });
        steps.attempt("Lints of the screens (WebAssembly)", || {
            let packages = NOT_NATIVE.iter().flat_map(|package| ["--package", package]);
            Compiler::ensure(paths)?
                .cargo(paths, "clippy")
                .args(packages)
                .args(["--", "-D", "warnings"])
                .done()
        });
        steps.attempt("Documentation", || {
            documentation(paths)
                .arg("--workspace")
                .args(NOT_NATIVE.iter().flat_map(|package| ["--exclude", package]))
                .done()
        });
        steps.attempt("Documentation of the screens", || {
            documentation(paths)
                .args(NOT_NATIVE.iter().flat_map(|package| ["--package", package]))
                .done()
        });
        steps.attempt("Licences, sources, bans", || {
            let deny = cargo_install::ensure(paths, &DENY)?;
            run(deny)
                .args(["--workspace", "check", "bans", "licenses", "sources"])
                .folder(&paths.root)
                .done()
        });
        steps.attempt("Unused dependencies", || {
            let machete = cargo_install::ensure(paths, &MACHETE)?;
            run(machete).folder(&paths.root).done()
        });
        steps.attempt("Spelling", || {
            run(typos::ensure(paths)?).folder(&paths.root).done()
        });
        steps.print_table();
        let (well, failed) = steps.counts();
        print_line(&format!("{well} passed, {failed} failed"));
        Ok(if failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// A line that documents, private items too; what is wrong with a comment fails it.
fn documentation(paths: &Paths) -> Run {
    native_cargo(paths, "doc")
        .args(["--no-deps", "--document-private-items", "--keep-going"])
        .env("RUSTDOCFLAGS", "-D warnings")
}

impl Advisories {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let deny = cargo_install::ensure(paths, &DENY)?;
        run(deny)
            .args(["--workspace", "check", "advisories"])
            .folder(&paths.root)
            .done()?;
        Ok(ExitCode::SUCCESS)
    }
}
