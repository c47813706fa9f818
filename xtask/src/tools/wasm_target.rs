//! The compiler for WebAssembly: the user's own with rustup's target, or else the one that Debian packages for it.

use super::apt;
use crate::paths::Paths;
use crate::progress::say;
use crate::run::{Run, cargo, on_path, run};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::{env, fs};

/// The one target of both apps.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// After this many seconds a download that does not move is given up for Debian's compiler.
const RUSTUP_PATIENCE_SECONDS: &str = "300";

/// Which compiler builds for WebAssembly here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compiler {
    /// The compiler of the native build, which has a standard library for the target.
    Own,
    /// `rustc-web` of Debian, which builds the standard library from source.
    Debian,
}

impl Compiler {
    /// Finds a compiler or installs one. `BEZMEN_WASM=own` or `=debian` takes the choice away.
    pub fn ensure(paths: &Paths) -> Result<Self> {
        match env::var("BEZMEN_WASM").as_deref() {
            Ok("own") => return Ok(Self::Own),
            Ok("debian") => return Self::debian(),
            Ok(other) => bail!("BEZMEN_WASM is `{other}`; it may be `own` or `debian`"),
            Err(_) => {}
        }
        if own_has_target()? {
            return Ok(Self::Own);
        }
        let note = paths.notes().join("wasm-compiler");
        if fs::read_to_string(&note).is_ok_and(|choice| choice == "debian") {
            return Self::debian();
        }
        if on_path("rustup").is_some() && rustup_adds_target() && own_has_target()? {
            return Ok(Self::Own);
        }
        let debian = Self::debian()?;
        fs::create_dir_all(paths.notes())
            .and_then(|()| fs::write(&note, "debian"))
            .context("cannot write the notes")?;
        Ok(debian)
    }

    /// What the person at the terminal is told.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Own => "your own rustc with its wasm32-unknown-unknown target",
            Self::Debian => "Debian's rustc-web, with the standard library built from source",
        }
    }

    /// A cargo command line for the target, with the release profile that the apps are built with.
    pub fn cargo(self, paths: &Paths, command: &str) -> Run {
        let line = match self {
            Self::Own => cargo("cargo"),
            // rustup's names for the compiler would lead this cargo back to the compiler without the target.
            Self::Debian => ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTDOC"]
                .iter()
                .fold(cargo("/usr/bin/cargo"), |line, name| line.without_env(name))
                .env("RUSTC", "/usr/bin/rustc")
                .env(
                    "PATH",
                    format!("/usr/bin:{}", env::var("PATH").unwrap_or_default()),
                )
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld"),
        };
        line.arg(command)
            .args(["--release", "--target", TARGET])
            .folder(&paths.root)
            .env("CARGO_TARGET_DIR", paths.wasm_target())
            // Small beats fast for a download of which the browser waits; wasm-opt does the rest.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "s")
            .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
            .env("CARGO_INCREMENTAL", "1")
    }

    fn debian() -> Result<Self> {
        apt::ensure(apt::WASM_STAND_IN)
            .context("no compiler for WebAssembly: rustup could not add the target and Debian's rustc-web is not there")?;
        Ok(Self::Debian)
    }
}

fn own_has_target() -> Result<bool> {
    let root = run("rustc")
        .args(["--print", "sysroot"])
        .text()
        .context("rustc does not answer")?;
    Ok(Path::new(root.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir())
}

fn rustup_adds_target() -> bool {
    say(&format!("rustup target add {TARGET}"));
    let added = run("timeout")
        .args([RUSTUP_PATIENCE_SECONDS, "rustup", "target", "add", TARGET])
        .env("RUSTUP_MAX_RETRIES", "1")
        .quietly();
    if let Err(error) = &added {
        say(&format!(
            "rustup could not ({error:#}); taking Debian's rustc-web instead"
        ));
    }
    added.is_ok()
}
