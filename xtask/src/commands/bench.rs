//! `cargo xtask bench`.

use super::native_cargo;
use crate::figure::{self, Figure};
use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::screens::{self, App, Finish};
use crate::suites::{Surroundings, node};
use crate::tools::apt;
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::process::ExitCode;

/// The programs that users run, built as users get them.
const PROGRAMS: [&str; 3] = ["bezmen-server", "bezmen-till", "bezmen"];

/// Measures the product, each figure against a floor measured in the same run where there is one.
///
/// The measuring programs are the bench targets of tests/ (`tests/benches/*.rs`) and tests/browser/*.bench.mjs. Each writes
/// one JSON object a line to its standard output: {"name", "value", "unit", "floor"?, "goal"?, "goal_kind": "ratio" | "value"?}.
#[derive(Debug, Args)]
pub struct Bench {
    /// Prints one JSON array instead of the table (progress goes to standard error).
    #[arg(long)]
    json: bool,
    /// Leaves out what is measured in the browser.
    #[arg(long)]
    without_screens: bool,
    /// Only measuring programs whose name holds this.
    filter: Option<String>,
}

impl Bench {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        if self.json {
            crate::progress::speak_on_stderr();
        }
        let mut steps = Steps::new(if self.without_screens {
            3
        } else {
            4 + screens::STEPS
        });
        steps.need("System packages", || {
            apt::ensure(apt::COMPILER)?;
            apt::ensure(apt::NATIVE)
        })?;
        if !self.without_screens {
            screens::build(paths, &mut steps, &App::ALL, Finish::Small)?;
        }
        steps.need(
            "Compiling for speed (about 12 minutes the first time)",
            || {
                let programs = PROGRAMS.iter().flat_map(|package| ["--package", package]);
                native_cargo(paths, "build")
                    .args(["--release", "--bins"])
                    .args(programs)
                    .done()
            },
        )?;
        let mut figures = steps.need("Engine and server", || self.rust(paths))?;
        if !self.without_screens {
            figures.extend(steps.need("Screens", || self.screens(paths))?);
        }
        print_line(&if self.json {
            figure::as_json(&figures)?
        } else {
            figure::as_table(&figures)
        });
        Ok(ExitCode::SUCCESS)
    }

    fn rust(&self, paths: &Paths) -> Result<Vec<Figure>> {
        let surroundings = Surroundings::prepare()?;
        let mut line =
            native_cargo(paths, "bench").args(["--package", "bezmen-tests", "--benches"]);
        if let Some(filter) = &self.filter {
            line = line.arg("--bench").arg(format!("*{filter}*"));
        }
        let (said, well) = surroundings
            .tell(paths, line)
            .env("BEZMEN_BIN_DIR", paths.native_target().join("release"))
            .watched()?;
        ensure!(well, "a measuring program failed");
        figure::read(&said)
    }

    fn screens(&self, paths: &Paths) -> Result<Vec<Figure>> {
        let said =
            node::measured(paths, self.filter.as_deref()).context("measuring the screens")?;
        figure::read(&said)
    }
}
