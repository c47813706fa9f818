//! Helper programs written in Rust: the one on the search path if it is new enough, else built into the cache once.

use crate::paths::Paths;
use crate::progress::say;
use crate::run::{on_path, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A program from crates.io.
#[derive(Debug)]
pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: Version,
    /// Some authors' lock files no longer build with today's compiler.
    locked: bool,
    /// The words after the program's name that make it print its version; none for a program that has no such words.
    ask: &'static [&'static str],
}

#[derive(Debug)]
enum Version {
    /// The oldest that is taken when it is there, and the one that is built otherwise.
    Since(&'static str, &'static str),
    /// Exactly the version of a package in our own lock file.
    AsLocked(&'static str),
}

/// Writes the JavaScript side of a WebAssembly module; must be of one version with the library.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: Version::AsLocked("wasm-bindgen"),
    locked: false,
    ask: &["--version"],
};

/// Runs each test in a process of its own.
pub const NEXTEST: Tool = Tool {
    package: "cargo-nextest",
    program: "cargo-nextest",
    version: Version::Since("0.9.100", "0.9.143"),
    locked: true,
    ask: &["nextest", "--version"],
};

/// Checks licences, sources, bans and advisories.
pub const DENY: Tool = Tool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: Version::Since("0.18.0", "0.20.2"),
    locked: true,
    ask: &["--version"],
};

/// Finds dependencies that nothing uses.
pub const MACHETE: Tool = Tool {
    package: "cargo-machete",
    program: "cargo-machete",
    version: Version::Since("0.8.0", "0.9.2"),
    locked: true,
    ask: &["--version"],
};

/// Stands between a WebDriver client and the window.
pub const TAURI_DRIVER: Tool = Tool {
    package: "tauri-driver",
    program: "tauri-driver",
    version: Version::Since("2.0.0", "2.1.0"),
    locked: true,
    ask: &[],
};

/// Answers where the program is, after building it when it is missing or too old.
pub fn ensure(paths: &Paths, tool: &Tool) -> Result<PathBuf> {
    let (least, build_this) = match tool.version {
        Version::Since(least, build_this) => (least.to_owned(), build_this.to_owned()),
        Version::AsLocked(package) => {
            let locked = locked_version(&paths.root.join("Cargo.lock"), package)?;
            (locked.clone(), locked)
        }
    };
    let built = paths.tools().join("bin").join(tool.program);
    let found = [on_path(tool.program), Some(built.clone())]
        .into_iter()
        .flatten()
        .filter(|file| file.is_file());
    for candidate in found {
        if fits(tool, &candidate, &least) {
            return Ok(candidate);
        }
    }
    say(&format!(
        "building {} {build_this} (once; it is kept in {})",
        tool.package,
        paths.tools().display()
    ));
    build(paths, tool, &build_this)?;
    Ok(built)
}

fn build(paths: &Paths, tool: &Tool, version: &str) -> Result<()> {
    let mut line = run("cargo")
        .args([
            "install",
            tool.package,
            "--version",
            &format!("={version}"),
            "--force",
            "--root",
        ])
        .arg(paths.tools())
        .arg("--target-dir")
        .arg(paths.cache.join("target-tools"))
        .folder(&paths.cache)
        // A helper that runs for seconds is not worth minutes of optimising.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    line = if tool.locked {
        line.arg("--locked")
    } else {
        line
    };
    line.done()
        .with_context(|| format!("cannot build {}: is crates.io within reach?", tool.package))
}

fn fits(tool: &Tool, program: &Path, wanted: &str) -> bool {
    if tool.ask.is_empty() {
        return true;
    }
    let Ok(answer) = run(program).args(tool.ask).text() else {
        return false;
    };
    let Some(has) = answer.split_whitespace().find_map(numbers) else {
        return false;
    };
    match tool.version {
        Version::Since(..) => numbers(wanted).is_some_and(|least| has >= least),
        Version::AsLocked(_) => numbers(wanted) == Some(has),
    }
}

/// `1.2.3` or `v1.2.3-rc1` as numbers that compare.
pub fn numbers(word: &str) -> Option<[u32; 3]> {
    let mut parts = word.trim_start_matches('v').splitn(3, '.');
    let mut next = || {
        let part = parts.next()?;
        let digits = part.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    };
    Some([next()?, next()?, next()?])
}

fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let text =
        fs::read_to_string(lock).with_context(|| format!("cannot read {}", lock.display()))?;
    version_in_lock(&text, package)
        .with_context(|| format!("{} does not name {package}", lock.display()))
}

fn version_in_lock(text: &str, package: &str) -> Option<String> {
    let after = text.split(&format!("name = \"{package}\"\n")).nth(1)?;
    let version = after.lines().next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_out_of_a_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "leptos"), None);
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(numbers("0.9.143") > numbers("0.9.99"));
        assert_eq!(numbers("v22.4.1"), Some([22, 4, 1]));
        assert_eq!(numbers("cargo-nextest"), None);
    }
}
