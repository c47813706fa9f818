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

/// Everything that is measured as it works together, built together: cargo then chooses the same features for each, and
/// compiles once.
const WHOLE: &[&str] = &["bezmen-server", "bezmen-till", "bezmen", "bezmen-tests"];

/// What is measured by itself.
const DEVICES: &[&str] = &["bezmen-devices"];

/// The folders of the measuring programs, and what is built for those in them.
const FOLDERS: [(&str, &[&str]); 2] = [
    ("crates/devices/benches", DEVICES),
    ("tests/benches", WHOLE),
];

/// A measuring program.
struct Program {
    folder: &'static str,
    name: String,
    packages: &'static [&'static str],
}

/// Measures the product, each figure against a floor measured in the same run where there is one.
///
/// The measuring programs are the bench targets of tests/ and of the devices (`benches/*.rs`), tests/browser/*.bench.mjs and
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
                "Compiling for speed (the whole product: about 15 minutes the first time)",
                || compile(paths, &programs, !scripts.is_empty()),
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

    fn steps(&self, programs: &[Program], scripts: &[PathBuf]) -> usize {
        let built = match (self.built, scripts.is_empty()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 1 + screens::STEPS,
        };
        let of_programs =
            programs.len() + usize::from(programs.iter().any(Program::needs_database));
        let of_scripts = scripts.len() + usize::from(!scripts.is_empty());
        1 + built + of_programs + of_scripts
    }

    fn is_wanted(&self, name: &str) -> bool {
        self.filter
            .as_deref()
            .is_none_or(|part| name.contains(part))
    }

    fn programs(&self, paths: &Paths) -> Result<Vec<Program>> {
        let mut programs = Vec::new();
        for (folder, packages) in FOLDERS {
            let place = paths.root.join(folder);
            let files =
                fs::read_dir(&place).with_context(|| format!("cannot read {}", place.display()))?;
            let mut names: Vec<String> = files
                .flatten()
                .filter_map(|entry| {
                    let name = entry.file_name().into_string().ok()?;
                    name.strip_suffix(".rs").map(str::to_owned)
                })
                .filter(|name| self.is_wanted(name))
                .collect();
            names.sort();
            programs.extend(names.into_iter().map(|name| Program {
                folder,
                name,
                packages,
            }));
        }
        Ok(programs)
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

impl Program {
    /// The programs that measure the whole product measure it on both databases.
    fn needs_database(&self) -> bool {
        self.packages == WHOLE
    }
}

/// Compiles what the programs measure, and the product itself for the screens.
fn compile(paths: &Paths, programs: &[Program], has_screens: bool) -> Result<()> {
    let is_wanted = |wanted: &[&str]| {
        (has_screens && wanted == WHOLE) || programs.iter().any(|one| one.packages == wanted)
    };
    for (_, wanted) in FOLDERS {
        if is_wanted(wanted) {
            packages(
                native_cargo(paths, "build").args(["--release", "--bins"]),
                wanted,
            )
            .args(["--bench", "*"])
            .done()?;
        }
    }
    Ok(())
}

fn packages(line: Run, packages: &[&str]) -> Run {
    line.args(packages.iter().flat_map(|package| ["--package", package]))
}

fn name_of(paths: &Paths, script: &Path) -> String {
    let name = script.strip_prefix(&paths.root).unwrap_or(script);
    name.display().to_string()
}

fn measure_programs(paths: &Paths, steps: &mut Steps, programs: &[Program]) -> Result<Vec<Figure>> {
    let around = if programs.iter().any(Program::needs_database) {
        Some(steps.need("PostgreSQL to measure", Surroundings::prepare)?)
    } else {
        None
    };
    let mut figures = Vec::new();
    for program in programs {
        let title = format!("Measuring {}/{}.rs", program.folder, program.name);
        steps.attempt(&title, || {
            let line = packages(native_cargo(paths, "bench"), program.packages)
                .args(["--bench", &program.name])
                .env("BEZMEN_BIN_DIR", paths.release_programs());
            let line = match around.as_ref().filter(|_| program.needs_database()) {
                Some(around) => around.tell(paths, line),
                None => line,
            };
            take(&mut figures, line)
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
