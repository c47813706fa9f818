//! From Leptos crates to folders of plain files that any web server can serve.

mod page;
mod style;

use crate::paths::Paths;
use crate::progress::{Steps, say};
use crate::run::run;
use crate::tools::apt;
use crate::tools::cargo_install::{self, WASM_BINDGEN};
use crate::tools::node::Node;
use crate::tools::wasm_target::{Compiler, TARGET};
use anyhow::{Context, Result};
use clap::ValueEnum;
use std::fs;
use std::path::{Path, PathBuf};

/// How many steps [`build`] says.
pub const STEPS: usize = 3;

/// Exactly the features that rustc turns on and browsers have. `--all-features` writes modules that no browser takes.
const WASM_OPT_FEATURES: [&str; 6] = [
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// rustc has optimised already. The higher levels take four times as long, and what they save is lost again when the
/// server compresses the module (tried on the till's: 865 KB compressed after `-O1`, 946 KB after `-Oz`).
const WASM_OPT_EFFORT: &str = "-O1";

/// One of the two WebAssembly apps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum App {
    /// The cashier's screens.
    Till,
    /// The owner's web console.
    Console,
}

impl App {
    /// Both apps.
    pub const ALL: [Self; 2] = [Self::Till, Self::Console];

    /// The app's folder below `ui/` and below `dist/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Till => "till",
            Self::Console => "console",
        }
    }

    /// The app's crate.
    pub fn package(self) -> &'static str {
        match self {
            Self::Till => "bezmen-till-ui",
            Self::Console => "bezmen-console",
        }
    }

    fn folder(self, paths: &Paths) -> PathBuf {
        paths.root.join("ui").join(self.name())
    }
}

/// How much work the module is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// As the compiler leaves it.
    Quick,
    /// Made small by wasm-opt.
    Small,
}

/// Installs what is missing and builds the apps into `dist`.
pub fn build(paths: &Paths, steps: &mut Steps, apps: &[App], finish: Finish) -> Result<()> {
    let (compiler, bindgen, node) = steps.need("Tools for the screens", || {
        apt::ensure(apt::COMPILER)?;
        Ok((
            Compiler::ensure(paths)?,
            cargo_install::ensure(paths, &WASM_BINDGEN)?,
            Node::ensure(paths)?,
        ))
    })?;
    steps.need(
        "Compiling the screens to WebAssembly (about 5 minutes the first time)",
        || {
            say(&format!("with {}", compiler.in_words()));
            cargo(paths, compiler, "build", apps)
        },
    )?;
    steps.need("Styles and pages", || {
        apps.iter().try_for_each(|app| {
            assemble(paths, *app, finish, &bindgen, &node)
                .with_context(|| format!("the screens of {}", app.name()))
        })
    })
}

/// Compiles the apps without making anything of them.
pub fn check(paths: &Paths, apps: &[App]) -> Result<()> {
    cargo(paths, Compiler::ensure(paths)?, "check", apps)
}

fn cargo(paths: &Paths, compiler: Compiler, command: &str, apps: &[App]) -> Result<()> {
    let packages = apps.iter().flat_map(|app| ["--package", app.package()]);
    compiler.cargo(paths, command).args(packages).done()
}

fn assemble(paths: &Paths, app: App, finish: Finish, bindgen: &Path, node: &Node) -> Result<()> {
    let work = paths.cache.join("screens").join(app.name());
    let code = work.join("code");
    clear(&code)?;
    let module = paths
        .wasm_target()
        .join(TARGET)
        .join("release")
        .join(format!("{}.wasm", app.package()));
    run(bindgen)
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--remove-producers-section",
            "--out-name",
            "app",
            "--out-dir",
        ])
        .args([&code, &module])
        .quietly()?;
    if finish == Finish::Small {
        shrink(&work, &code.join("app_bg.wasm"), node)?;
    }
    style::compile(paths, &app.folder(paths), &code, node)?;
    page::publish(paths, app, &code)
}

/// Runs wasm-opt, or takes its last result when the module has not changed since.
fn shrink(work: &Path, module: &Path, node: &Node) -> Result<()> {
    let name = format!("small-{}.wasm", page::fingerprint(&[module])?);
    let kept = work.join(&name);
    if !kept.is_file() {
        let fresh = work.join("small.new");
        node.program("wasm-opt")?
            .arg(module)
            .arg(WASM_OPT_EFFORT)
            .args(WASM_OPT_FEATURES)
            .arg("-o")
            .arg(&fresh)
            .quietly()?;
        for old in fs::read_dir(work)?
            .flatten()
            .filter(|file| file.file_name().to_string_lossy().starts_with("small-"))
        {
            fs::remove_file(old.path())?;
        }
        fs::rename(&fresh, &kept)?;
    }
    fs::copy(&kept, module)
        .map(drop)
        .with_context(|| format!("cannot copy {}", kept.display()))
}

/// Makes an empty folder.
fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}
