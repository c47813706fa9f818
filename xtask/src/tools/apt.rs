//! System packages of Debian and its kin.

use crate::progress::say;
use crate::run::{on_path, run};
use anyhow::{Result, bail};

/// A system package, and how to see that it is there.
#[derive(Debug, Clone, Copy)]
pub enum Need {
    /// A package without a program to look for, mostly a library's headers.
    Package(&'static str),
    /// A program, from wherever it came, and the package that brings it otherwise.
    Program(&'static str, &'static str),
}

/// Linking native code.
pub const COMPILER: &[Need] = &[
    Need::Program("cc", "build-essential"),
    Need::Program("pkg-config", "pkg-config"),
];

/// Serial ports (`libudev`) and the window (`webkit2gtk`).
pub const NATIVE: &[Need] = &[
    Need::Package("libudev-dev"),
    Need::Package("libwebkit2gtk-4.1-dev"),
    Need::Package("librsvg2-dev"),
];

/// Debian's own Rust for WebAssembly, where rustup cannot reach its server. `lld` is the linker it has no copy of.
pub const WASM_STAND_IN: &[Need] = &[
    Need::Package("rustc-web"),
    Need::Package("cargo-web"),
    Need::Package("rust-web-src"),
    Need::Package("rust-web-clippy"),
    Need::Program("wasm-ld", "lld"),
];

/// Python with environments of its own, for the comparison with other people's programs.
pub const PYTHON: &[Need] = &[
    Need::Program("python3", "python3"),
    Need::Package("python3-venv"),
];

/// Running npm.
pub const NODE: &[Need] = &[Need::Program("node", "nodejs"), Need::Program("npm", "npm")];

/// The browser of the browser tests, with a font that has Cyrillic.
pub const BROWSER: &[Need] = &[
    Need::Program("chromium", "chromium"),
    Need::Package("fonts-dejavu-core"),
];

/// A screen in memory and the driver that clicks in the window.
pub const WINDOW: &[Need] = &[
    Need::Program("Xvfb", "xvfb"),
    Need::Program("xauth", "xauth"),
    Need::Program("dbus-run-session", "dbus"),
    Need::Program("WebKitWebDriver", "webkit2gtk-driver"),
];

/// The second database of the server.
pub const POSTGRESQL: &[Need] = &[Need::Package("postgresql")];

/// Installs what is missing of `needs`; does nothing and asks nothing when all is there.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let missing: Vec<&str> = needs
        .iter()
        .copied()
        .filter(|need| !is_there(*need))
        .map(package_of)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if on_path("apt-get").is_none() {
        bail!(
            "this machine has no apt-get; install the equivalent of these Debian packages and run again: {list}"
        );
    }
    say(&format!("installing system packages: {list}"));
    as_root(&["apt-get", "update", "-q"])?;
    let mut install = vec!["apt-get", "install", "-y", "-q", "--no-install-recommends"];
    install.extend(&missing);
    as_root(&install)
}

/// Runs a command line as root: directly when this is root, through sudo otherwise.
fn as_root(words: &[&str]) -> Result<()> {
    let root = is_root();
    if !root && on_path("sudo").is_none() {
        bail!("run this as root and try again: {}", words.join(" "));
    }
    let line = if root {
        run("env")
    } else {
        run("sudo").arg("env")
    };
    line.args(["DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"])
        .args(words)
        .done()
}

/// Whether this process runs as root.
pub fn is_root() -> bool {
    run("id").arg("-u").text().is_ok_and(|id| id.trim() == "0")
}

fn is_there(need: Need) -> bool {
    match need {
        Need::Program(program, _) => on_path(program).is_some(),
        Need::Package(package) => run("dpkg-query")
            .args(["--show", "--showformat=${db:Status-Status}", package])
            .text()
            .is_ok_and(|status| status == "installed"),
    }
}

fn package_of(need: Need) -> &'static str {
    match need {
        Need::Package(package) | Need::Program(_, package) => package,
    }
}
