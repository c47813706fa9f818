//! The spelling checker: the one on the search path, else its package from PyPI in a folder of its own.

use super::apt::{self, Need};
use crate::paths::Paths;
use crate::progress::say;
use crate::run::{on_path, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// The version whose word list the project is written with.
const VERSION: &str = "1.52.0";

/// Debian forbids pip to write into the system's Python, so the package gets a virtual environment.
const PYTHON: &[Need] = &[
    Need::Program("python3", "python3"),
    Need::Package("python3-venv"),
];

/// Answers where the program is, after installing it when it is missing.
pub fn ensure(paths: &Paths) -> Result<PathBuf> {
    if let Some(found) = on_path("typos") {
        return Ok(found);
    }
    let place = paths.tools().join("python");
    let program = place.join("bin/typos");
    if !program.is_file() {
        apt::ensure(PYTHON)?;
        say(&format!("fetching typos {VERSION} from PyPI"));
        // The system's Python by its full name: another one on the search path may lack the venv module.
        run("/usr/bin/python3")
            .args(["-m", "venv", "--clear"])
            .arg(&place)
            .quietly()?;
        run(place.join("bin/pip"))
            .args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                &format!("typos=={VERSION}"),
            ])
            .done()
            .context("pip could not fetch typos: is pypi.org within reach?")?;
    }
    Ok(program)
}
