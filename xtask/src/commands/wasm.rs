//! `cargo xtask wasm`.

use crate::paths::Paths;
use crate::progress::{Steps, say};
use crate::screens::{self, App, Finish};
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

/// Builds the screens: the till's and the console's WebAssembly apps with their styles.
///
/// The result is in $BEZMEN_CACHE/dist/till and $BEZMEN_CACHE/dist/console (without it: in ~/.cache/bezmen). It is a folder
/// of plain files: `bezmen-till serve --ui DIR` and `bezmen-server serve --ui DIR` serve it (or BEZMEN_UI_DIR names it), and
/// the till's is also copied to src-tauri/dist for the window. Reload the page after a build.
///
/// An app consists of: src/ (Rust), index.html (the page; `<!-- bezmen:app -->` in its head becomes the links to style and
/// module), style.css (Tailwind's input; may import from ../kit and from npm packages), public/ (copied as it is, optional).
/// Fonts of @fontsource-variable/inter lie beside the style sheet, so its own `url(./files/…)` works; the console's
/// page finds Apache ECharts at /vendor/echarts.min.js.
///
/// The loop while writing screens: `cargo xtask wasm --app till --check` (does it compile?), then
/// `cargo xtask wasm --app till --quick` (no wasm-opt) and reload.
#[derive(Debug, Args)]
pub struct Wasm {
    /// Only this app; both when it is not given.
    #[arg(long, value_enum)]
    app: Option<App>,
    /// Leaves out wasm-opt: a larger module, built sooner.
    #[arg(long)]
    quick: bool,
    /// Only compiles, with no result but the compiler's messages.
    #[arg(long, conflicts_with = "quick")]
    check: bool,
}

impl Wasm {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let apps: Vec<App> = self.app.map_or_else(|| App::ALL.to_vec(), |app| vec![app]);
        if self.check {
            screens::check(paths, &apps)?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut steps = Steps::new(screens::STEPS);
        screens::build(
            paths,
            &mut steps,
            &apps,
            if self.quick {
                Finish::Quick
            } else {
                Finish::Small
            },
        )?;
        for app in apps {
            say(&format!(
                "{}: {}",
                app.name(),
                paths.dist(app.name()).display()
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
