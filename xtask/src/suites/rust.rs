//! Tests written in Rust.

use super::{Count, Surroundings, count_before};
use crate::commands::{NOT_NATIVE, native_cargo};
use crate::paths::Paths;
use crate::run::{Run, path_with};
use crate::tools::cargo_install::{self, NEXTEST};
use anyhow::{Result, ensure};
use std::path::Path;

/// Builds programs and tests in one go, so that both agree on the features of what they share.
pub fn build(paths: &Paths) -> Result<()> {
    native_cargo(paths, "build")
        .args(["--workspace", "--all-targets"])
        .args(without_screens())
        .done()
}

/// Runs every test but those of the screens.
pub fn native(paths: &Paths, surroundings: &Surroundings, filter: &[String]) -> Result<Count> {
    let line = nextest(paths, filter)?
        .arg("--workspace")
        .args(without_screens());
    counted(surroundings.tell(paths, line))
}

/// Runs the tests that compare the devices' bytes and pictures with other people's programs, which lie in a folder.
pub fn oracles(
    paths: &Paths,
    surroundings: &Surroundings,
    folder: &Path,
    filter: &[String],
) -> Result<Count> {
    // The features of the whole workspace, as for the other tests: nothing is compiled twice.
    let line = nextest(paths, filter)?
        .arg("--workspace")
        .args(without_screens())
        .args(["--test", "oracles", "--run-ignored", "only"])
        .env("BEZMEN_ORACLES", folder);
    counted(surroundings.tell(paths, line))
}

/// Runs the tests of the screens' crates that need no browser, on this machine's own target.
pub fn screens(paths: &Paths, filter: &[String]) -> Result<Count> {
    counted(
        nextest(paths, filter)?.args(NOT_NATIVE.iter().flat_map(|package| ["--package", package])),
    )
}

/// Runs the examples in the documentation.
pub fn examples(paths: &Paths, surroundings: &Surroundings) -> Result<Count> {
    let line = native_cargo(paths, "test")
        .args(["--doc", "--workspace", "--no-fail-fast"])
        .args(without_screens());
    let (lines, well) = surroundings.tell(paths, line).watched()?;
    let count = examples_counted(&lines);
    ensure!(
        well || count.failed > 0,
        "the examples did not run to their end"
    );
    Ok(count)
}

fn nextest(paths: &Paths, filter: &[String]) -> Result<Run> {
    let program = cargo_install::ensure(paths, &NEXTEST)?;
    let folder = program
        .parent()
        .map(ToOwned::to_owned)
        .into_iter()
        .collect::<Vec<_>>();
    Ok(native_cargo(paths, "nextest")
        .args(["run", "--no-fail-fast", "--no-tests=pass", "--color=never"])
        .args(filter)
        .env("PATH", path_with(&folder)?))
}

fn counted(nextest: Run) -> Result<Count> {
    let (lines, well) = nextest.watched()?;
    let count = nextest_counted(&lines);
    ensure!(
        well || count.failed > 0,
        "the tests did not run to their end"
    );
    Ok(count)
}

/// Reads `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`.
/// When a run is cut short it is `9/12 tests run`: what did not run has failed.
fn nextest_counted(lines: &str) -> Count {
    let summary = lines
        .lines()
        .rfind(|line| line.trim_start().starts_with("Summary ["));
    let Some(summary) = summary
        .and_then(|line| line.split_once(']'))
        .map(|(_, text)| text.trim())
    else {
        return Count::default();
    };
    let planned = summary
        .split_whitespace()
        .next()
        .and_then(|word| word.rsplit('/').next()?.parse().ok());
    let passed = count_before(summary, "passed").unwrap_or(0);
    Count {
        passed,
        failed: planned.unwrap_or(passed).saturating_sub(passed),
    }
}

/// Adds up `test result: ok. 3 passed; 0 failed; …`, one line a crate.
fn examples_counted(lines: &str) -> Count {
    lines
        .lines()
        .filter(|line| line.starts_with("test result:"))
        .fold(Count::default(), |mut sum, line| {
            sum += Count {
                passed: count_before(line, "passed").unwrap_or(0),
                failed: count_before(line, "failed").unwrap_or(0),
            };
            sum
        })
}

fn without_screens() -> impl Iterator<Item = &'static str> {
    NOT_NATIVE.iter().flat_map(|package| ["--exclude", package])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nextest_says_is_counted() {
        let said = "  PASS [ 0.1s] passed 7\n     Summary [   1.201s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped\n";
        assert_eq!(
            nextest_counted(said),
            Count {
                passed: 10,
                failed: 2
            }
        );
        assert_eq!(
            nextest_counted("Summary [ 1s] 1 test run: 1 passed, 0 skipped"),
            Count {
                passed: 1,
                failed: 0
            }
        );
    }

    #[test]
    fn a_test_that_never_ran_has_failed() {
        assert_eq!(
            nextest_counted("Summary [ 1s] 9/12 tests run: 9 passed, 0 skipped"),
            Count {
                passed: 9,
                failed: 3
            }
        );
    }

    #[test]
    fn examples_are_added_over_the_crates() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored;\nx\ntest result: FAILED. 1 passed; 2 failed; 0 ignored;\n";
        assert_eq!(
            examples_counted(said),
            Count {
                passed: 4,
                failed: 2
            }
        );
    }
}
