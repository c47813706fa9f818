//! `cargo xtask bench`.

use super::native_cargo;
use crate::demo;
use crate::figure::{self, Figure};
use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::run::Run;
use crate::screens::{self, App, Finish};
use crate::suites::{Surroundings, node};
use crate::tools::apt;
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Everything that is measured, built together: cargo then chooses the same features for each, and compiles once.
const PACKAGES: [&str; 4] = ["bezmen-server", "bezmen-till", "bezmen", "bezmen-tests"];

/// The measuring programs.
const PROGRAMS: &str = "tests/benches";

/// Measures the product, each figure against a floor measured in the same run where there is one.
///
/// The measuring programs are the bench targets of tests/ (`tests/benches/*.rs`), tests/browser/*.bench.mjs and
/// tests/window/*.bench.mjs. Each writes one JSON object a line to its standard output:
/// {"name", "value", "unit", "floor"?, "goal"?, "goal_kind": "ratio" | "value"?}. One that fails does not keep the others
/// from being measured, but the command then fails at its end.
#[derive(Debug, Args)]
pub struct Bench {
    /// Prints one JSON array instead of the table (progress goes to standard error).
    #[arg(long)]
    json: bool,
    /// Leaves out what is measured in the browser and in the window.
    #[arg(long)]
    without_screens: bool,
    /// Takes the programs and screens that were built before.
    #[arg(long)]
    built: bool,
    /// Only measuring programs whose name holds this, such as `devices`, `engine`, `server`, `browser` or `window`.
    filter: Option<String>,
}

impl Bench {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        if self.json {
            crate::progress::speak_on_stderr();
        }
        let (programs, scripts) = (self.programs(paths)?, self.scripts(paths)?);
        ensure!(
            !programs.is_empty() || !scripts.is_empty(),
            "no measuring program has such a name"
        );
        let mut steps = Steps::new(self.steps(&programs, &scripts));
        steps.need("System packages", || {
            apt::ensure(apt::COMPILER)?;
            apt::ensure(apt::NATIVE)
        })?;
        if !self.built {
            if !scripts.is_empty() {
                screens::build(paths, &mut steps, &App::ALL, Finish::Small)?;
            }
            steps.need(
                "Compiling for speed (about 15 minutes the first time)",
                || {
                    packages(native_cargo(paths, "build").args(["--release", "--bins"]))
                        .args(["--bench", "*"])
                        .done()
                },
            )?;
        }
        let mut figures: Vec<Figure> = figure::busy_with_others().into_iter().collect();
        if !programs.is_empty() {
            figures.extend(measure_programs(paths, &mut steps, &programs)?);
        }
        if !scripts.is_empty() {
            figures.extend(measure_screens(paths, &mut steps, &scripts)?);
        }
        print_line(&if self.json {
            figure::as_json(&figures)?
        } else {
            figure::as_table(&figures)
        });
        Ok(if steps.counts().1 == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn steps(&self, programs: &[String], scripts: &[PathBuf]) -> usize {
        let built = match (self.built, scripts.is_empty()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 1 + screens::STEPS,
        };
        let of_programs = programs.len() + usize::from(!programs.is_empty());
        let of_scripts = scripts.len() + usize::from(!scripts.is_empty());
        1 + built + of_programs + of_scripts
    }

    fn is_wanted(&self, name: &str) -> bool {
        self.filter
            .as_deref()
            .is_none_or(|part| name.contains(part))
    }

    fn programs(&self, paths: &Paths) -> Result<Vec<String>> {
        let folder = paths.root.join(PROGRAMS);
        let files =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut names: Vec<String> = files
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                name.strip_suffix(".rs").map(str::to_owned)
            })
            .filter(|name| self.is_wanted(name))
            .collect();
        names.sort();
        Ok(names)
    }

    fn scripts(&self, paths: &Paths) -> Result<Vec<PathBuf>> {
        if self.without_screens {
            return Ok(Vec::new());
        }
        let mut scripts = node::measuring_scripts(paths)?;
        scripts.retain(|script| self.is_wanted(&name_of(paths, script)));
        Ok(scripts)
    }
}

fn packages(line: Run) -> Run {
    line.args(PACKAGES.iter().flat_map(|package| ["--package", package]))
}

fn name_of(paths: &Paths, script: &Path) -> String {
    let name = script.strip_prefix(&paths.root).unwrap_or(script);
    name.display().to_string()
}

fn measure_programs(paths: &Paths, steps: &mut Steps, names: &[String]) -> Result<Vec<Figure>> {
    let around = steps.need("PostgreSQL to measure", Surroundings::prepare)?;
    let mut figures = Vec::new();
    for name in names {
        let line = packages(native_cargo(paths, "bench")).args(["--bench", name]);
        steps.attempt(&format!("Measuring {PROGRAMS}/{name}.rs"), || {
            let line = around.tell(paths, line);
            take(
                &mut figures,
                line.env("BEZMEN_BIN_DIR", paths.release_programs()),
            )
        });
    }
    Ok(figures)
}

fn measure_screens(paths: &Paths, steps: &mut Steps, scripts: &[PathBuf]) -> Result<Vec<Figure>> {
    let folder = paths.cache.join("bench-shop");
    steps.need("A till with 100,000 products", || {
        node::large_shop(paths, &folder)
    })?;
    let mut figures = Vec::new();
    for script in scripts {
        let title = format!("Measuring {}", name_of(paths, script));
        steps.attempt(&title, || {
            node::measured(paths, &folder, script, |line| take(&mut figures, line))
        });
    }
    demo::forget(&folder)?;
    Ok(figures)
}

/// Runs a measuring program and takes its figures; those from before a failure count, too.
fn take(figures: &mut Vec<Figure>, line: Run) -> Result<()> {
    let (said, well) = line.watched()?;
    figures.extend(figure::read(&said)?);
    ensure!(well, "the measuring program failed");
    Ok(())
}
