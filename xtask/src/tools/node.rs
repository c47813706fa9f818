//! Node and the npm packages: styles, fonts, charts, `wasm-opt`, the browser driver.

use super::{apt, cargo_install::numbers};
use crate::paths::Paths;
use crate::progress::say;
use crate::run::{Run, path_with, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The oldest Node that the style compiler and the browser driver take.
const OLDEST_NODE: [u32; 3] = [20, 0, 0];

/// The Node that is fetched from npm where the system's is older, as on Debian 12.
const FETCHED_NODE: &str = "22";

/// Node with the packages of `package-lock.json` in place.
#[derive(Debug)]
pub struct Node {
    folder: PathBuf,
    npm_programs: PathBuf,
}

impl Node {
    /// Finds or installs Node and brings `node_modules` to what the lock file says.
    pub fn ensure(paths: &Paths) -> Result<Self> {
        apt::ensure(apt::NODE)?;
        let node = Self {
            folder: program_folder(paths)?,
            npm_programs: paths.npm_programs(),
        };
        node.ensure_packages(paths)?;
        Ok(node)
    }

    /// A command line that runs a program of an npm package.
    pub fn program(&self, name: &str) -> Result<Run> {
        Ok(run(self.npm_programs.join(name))
            .env("PATH", path_with(std::slice::from_ref(&self.folder))?))
    }

    /// A command line that runs a script.
    pub fn node(&self) -> Run {
        run(self.folder.join("node"))
    }

    fn ensure_packages(&self, paths: &Paths) -> Result<()> {
        let lock = fs::read_to_string(paths.root.join("package-lock.json"))
            .context("package-lock.json")?;
        let note = paths.root.join("node_modules/.installed-from.json");
        if fs::read_to_string(&note).is_ok_and(|installed| installed == lock) {
            return Ok(());
        }
        say("fetching npm packages");
        // No package's own script runs: none that is used needs one.
        run("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .env("PATH", path_with(std::slice::from_ref(&self.folder))?)
            .folder(&paths.root)
            .done()
            .context("npm could not fetch the packages: is registry.npmjs.org within reach?")?;
        fs::write(&note, lock).with_context(|| format!("cannot write {}", note.display()))
    }
}

fn program_folder(paths: &Paths) -> Result<PathBuf> {
    if let Some(system) = crate::run::on_path("node")
        && is_new_enough(&system)
    {
        return system
            .parent()
            .map(PathBuf::from)
            .context("node without a folder");
    }
    let place = paths.tools().join("node");
    let package = format!(
        "node-linux-{}",
        if cfg!(target_arch = "aarch64") {
            "arm64"
        } else {
            "x64"
        }
    );
    let folder = place.join("node_modules").join(&package).join("bin");
    if !is_new_enough(&folder.join("node")) {
        say(&format!(
            "the system's Node is older than {}: fetching Node {FETCHED_NODE} from npm",
            OLDEST_NODE[0]
        ));
        fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
        run("npm")
            .args([
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                "--prefix",
            ])
            .arg(&place)
            .arg(format!("{package}@{FETCHED_NODE}"))
            .done()?;
    }
    Ok(folder)
}

fn is_new_enough(node: &PathBuf) -> bool {
    run(node)
        .arg("--version")
        .text()
        .ok()
        .and_then(|version| numbers(version.trim()))
        >= Some(OLDEST_NODE)
}
