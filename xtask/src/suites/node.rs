//! Tests that drive the screens from outside: in Chromium, and in the desktop window.

use super::{Count, Surroundings, told};
use crate::demo::Demo;
use crate::paths::Paths;
use crate::progress::say;
use crate::run::Run;
use crate::tools::apt;
use crate::tools::display::Display;
use crate::tools::node::Node;
use crate::tools::tauri_driver::Driver;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of a script with tests ends.
const TESTS: &str = ".test.mjs";

/// Runs `tests/browser/*.test.mjs`, with a till of the demo shop served to the browser.
pub fn browser(paths: &Paths, surroundings: &Surroundings, demo: &mut Demo) -> Result<Count> {
    let scripts = scripts_in(&paths.root.join("tests/browser"), TESTS)?;
    if scripts.is_empty() {
        say("there are none");
        return Ok(Count::default());
    }
    apt::ensure(apt::BROWSER)?;
    let till = demo.serve_till(paths)?;
    let line = demo
        .tell(Node::ensure(paths)?.node())?
        .env("DEMO_TILL", till);
    let count = counted(paths, "browser", surroundings.tell(paths, line), &scripts);
    demo.stop_till();
    count
}

/// Runs `tests/window/*.test.mjs` on a display in memory; the window is that of the demo shop's till.
pub fn window(paths: &Paths, surroundings: &Surroundings, demo: &mut Demo) -> Result<Count> {
    let scripts = scripts_in(&paths.root.join("tests/window"), TESTS)?;
    if scripts.is_empty() {
        say("there are none");
        return Ok(Count::default());
    }
    demo.stop_till();
    let display = Display::start(paths)?;
    let driver = Driver::start(paths, display.name())?;
    let line = demo
        .tell(Node::ensure(paths)?.node())?
        .env("DISPLAY", display.name())
        .env("BEZMEN_WEBDRIVER_URL", driver.url())
        .env("BEZMEN_WINDOW", paths.native_programs().join("bezmen"));
    counted(paths, "window", surroundings.tell(paths, line), &scripts)
}

/// Runs the measuring scripts `tests/browser/*.bench.mjs` one after the other and answers what they said.
pub fn measured(paths: &Paths, filter: Option<&str>) -> Result<String> {
    apt::ensure(apt::BROWSER)?;
    let mut said = String::new();
    for script in scripts_in(&paths.root.join("tests/browser"), ".bench.mjs")? {
        if filter.is_some_and(|part| !script.to_string_lossy().contains(part)) {
            continue;
        }
        let programs = paths.native_target().join("release");
        let line = told(paths, Node::ensure(paths)?.node())
            .env("BEZMEN_BIN_DIR", programs)
            .arg(&script);
        let (lines, well) = line.folder(&paths.root).watched()?;
        ensure!(well, "{} failed", script.display());
        said.push_str(&lines);
    }
    Ok(said)
}

fn scripts_in(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut scripts: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    scripts.sort();
    Ok(scripts)
}

fn counted(paths: &Paths, name: &str, line: Run, scripts: &[PathBuf]) -> Result<Count> {
    fs::create_dir_all(paths.notes())?;
    let report = paths.notes().join(format!("{name}-tests.tap"));
    // The report of an earlier run must not be counted again.
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut tap = report.as_os_str().to_owned();
    tap = [std::ffi::OsStr::new("--test-reporter-destination="), &tap]
        .into_iter()
        .collect();
    let ended = line
        .args(["--test", "--test-concurrency=1"])
        .args([
            "--test-reporter=spec",
            "--test-reporter-destination=stdout",
            "--test-reporter=tap",
        ])
        .arg(tap)
        .args(scripts)
        .folder(&paths.root)
        .done();
    let said = fs::read_to_string(&report)
        .with_context(|| format!("node wrote no report to {}", report.display()))?;
    let count = tap_counted(&said);
    ensure!(
        ended.is_ok() || count.failed > 0,
        "the tests did not run to their end"
    );
    ensure!(count != Count::default(), "the scripts hold no test");
    Ok(count)
}

/// Reads the closing `# pass 3`, `# fail 1`, `# cancelled 0` of a TAP report.
fn tap_counted(report: &str) -> Count {
    let number = |word: &str| {
        report
            .lines()
            .rev()
            .find_map(|line| {
                line.strip_prefix("# ")?
                    .strip_prefix(word)?
                    .trim()
                    .parse()
                    .ok()
            })
            .unwrap_or(0)
    };
    Count {
        passed: number("pass "),
        failed: number("fail ") + number("cancelled "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_report_is_counted() {
        let report = "TAP version 13\n# pass one\nok 1\n1..5\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(
            tap_counted(report),
            Count {
                passed: 3,
                failed: 2
            }
        );
    }
}
