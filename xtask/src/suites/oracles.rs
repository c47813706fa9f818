//! Tests of the devices against other people's programs, installed from PyPI.

use super::{Count, Surroundings, rust};
use crate::paths::Paths;
use crate::progress::say;
use crate::run::run;
use crate::tools::apt;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Installs the packages; `install.py` says by its ending what came of it.
const INSTALL: &str = "crates/devices/tests/oracles/install.py";

/// How `install.py` ends when PyPI cannot be reached and nothing was installed before.
const UNREACHABLE: i32 = 3;

/// Installs what the tests need into the cache folder and runs them. Without a way to PyPI they are left out, and that is said.
pub fn run_all(paths: &Paths, surroundings: &Surroundings, filter: &[String]) -> Result<Count> {
    apt::ensure(apt::PYTHON)?;
    let folder = paths.cache.join("oracles");
    if !is_installed(paths, &folder)? {
        say(
            "skipped: PyPI cannot be reached, and zxing-cpp and python-escpos were not installed before",
        );
        return Ok(Count::default());
    }
    rust::oracles(paths, surroundings, &folder, filter)
}

fn is_installed(paths: &Paths, folder: &Path) -> Result<bool> {
    say(&format!(
        "packages of PyPI for the comparison are kept in {}",
        folder.display()
    ));
    let mut install = run("python3")
        .arg(paths.root.join(INSTALL))
        .arg(folder)
        .into_command();
    let output = install.output().context("cannot start python3")?;
    match output.status.code() {
        Some(0) => Ok(true),
        Some(UNREACHABLE) => Ok(false),
        _ => bail!(
            "the packages cannot be installed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ),
    }
}
