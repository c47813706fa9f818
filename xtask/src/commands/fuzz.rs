//! `cargo xtask fuzz`.

use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::run::{Run, cargo, run};
use crate::tools::apt;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Feeds the parsers whatever breaks them: each codec of a device, the barcode parser, the printer's encoder and interpreter.
///
/// A target that breaks leaves the bytes in $BEZMEN_CACHE/fuzz/TARGET; `--input FILE` runs them again. What was found worth
/// keeping stays in $BEZMEN_CACHE/fuzz/TARGET/corpus, so that the next run begins where this one ended.
#[derive(Debug, Args)]
pub struct Fuzz {
    /// The targets, by the beginnings of their names; all of them when none is given.
    targets: Vec<String>,
    /// How long each target runs.
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Runs these bytes once, with the one target that is named.
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
}

/// What makes the compiler count which ways through the code an input takes. It needs no other compiler than the usual one.
const COUNTING: &str = "--cfg fuzzing -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

impl Fuzz {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let mut steps = Steps::new(2);
        steps.need("System packages", || apt::ensure(apt::COMPILER))?;
        let host = host()?;
        steps.need("Building the fuzzer", || build(paths, &host).done())?;
        let program = paths
            .cache
            .join("target-fuzz")
            .join(&host)
            .join("release/bezmen-fuzz");
        let names = self.chosen(&program)?;
        let mut broken = Vec::new();
        for name in &names {
            print_line(&format!("fuzzing {name}"));
            if self.fuzz(paths, &program, name).is_err() {
                broken.push(name.clone());
            }
        }
        let well = names.len() - broken.len();
        print_line(&format!("{well} passed, {} failed", broken.len()));
        for name in &broken {
            let folder = folder(paths, name);
            print_line(&format!("{name} broke: see {}", folder.display()));
        }
        Ok(if broken.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn chosen(&self, program: &Path) -> Result<Vec<String>> {
        let all = run(program)
            .env("BEZMEN_FUZZ_TARGET", "list")
            .text()
            .context("the fuzzer does not name its targets")?;
        let is_wanted = |name: &&str| {
            self.targets.is_empty() || self.targets.iter().any(|wanted| name.starts_with(wanted))
        };
        let names: Vec<String> = all.lines().filter(is_wanted).map(str::to_owned).collect();
        if names.is_empty() {
            bail!("no target begins so; there are:\n{all}");
        }
        Ok(names)
    }

    fn fuzz(&self, paths: &Paths, program: &Path, name: &str) -> Result<()> {
        let folder = folder(paths, name);
        let corpus = folder.join("corpus");
        fs::create_dir_all(&corpus)?;
        let line = run(program).env("BEZMEN_FUZZ_TARGET", name).folder(&folder);
        match &self.input {
            Some(input) => line.arg(fs::canonicalize(input)?).done(),
            None => line
                .arg(corpus)
                .arg(format!("-max_total_time={}", self.seconds))
                .args(["-print_final_stats=1", "-verbosity=0", "-timeout=10"])
                .done(),
        }
    }
}

fn folder(paths: &Paths, name: &str) -> PathBuf {
    paths.cache.join("fuzz").join(name)
}

/// This machine, as the compiler calls it.
fn host() -> Result<String> {
    let version = run("rustc").arg("-vV").text()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}

/// With the machine named as a target, the flags are for the fuzzer alone and not for what runs while it is built.
fn build(paths: &Paths, host: &str) -> Run {
    cargo("cargo")
        .args([
            "build",
            "--release",
            "--package",
            "bezmen-fuzz",
            "--target",
            host,
        ])
        .folder(&paths.root)
        .env("CARGO_TARGET_DIR", paths.cache.join("target-fuzz"))
        .env("RUSTFLAGS", COUNTING)
}
