//! `cargo xtask check` and `cargo xtask advisories`.

use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::run::{Run, run};
use crate::screens::App;
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
        let mut steps = Steps::new(8);
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
                .args(["--workspace", "--all-targets"])
                .args(without_screens())
                .args(["--", "-D", "warnings"])
                .done()
        });
        steps.attempt("Lints of the screens (WebAssembly)", || {
            let packages = App::ALL.iter().flat_map(|app| ["--package", app.package()]);
            Compiler::ensure(paths)?
                .cargo(paths, "clippy")
                .args(packages)
                .args(["--package", "bezmen-kit", "--", "-D", "warnings"])
                .done()
        });
        steps.attempt("Documentation", || {
            native_cargo(paths, "doc")
                .args(["--workspace", "--no-deps", "--document-private-items"])
                .args(without_screens())
                .env("RUSTDOCFLAGS", "-D warnings")
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
        print_line(&format!("check: {well} passed, {failed} failed"));
        Ok(if failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
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

/// A cargo command line in the native target folder.
pub fn native_cargo(paths: &Paths, command: &str) -> Run {
    run("cargo")
        .arg(command)
        .folder(&paths.root)
        .env("CARGO_TARGET_DIR", paths.native_target())
}

/// The screens are built and linted for WebAssembly; natively they would be built for nothing.
fn without_screens() -> [&'static str; 6] {
    [
        "--exclude",
        "bezmen-till-ui",
        "--exclude",
        "bezmen-console",
        "--exclude",
        "bezmen-kit",
    ]
}
