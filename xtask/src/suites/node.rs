//! Tests that drive the screens from outside: in Chromium, and in the desktop window.

use super::{Count, Surroundings, told};
use crate::demo::{self, Demo};
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

/// How the name of a script that measures ends.
const MEASURING: &str = ".bench.mjs";

/// Scripts that need Chromium.
const BROWSER: &str = "tests/browser";

/// Scripts that need the till's window.
const WINDOW: &str = "tests/window";

/// A table of 100,000 real products, where the checkout lies beside one.
const PRODUCTS: &str = "../shared/data/products_100k.tsv.gz";

/// Runs `tests/browser/*.test.mjs`, with a till of the demo shop served to the browser.
pub fn browser(paths: &Paths, surroundings: &Surroundings, demo: &mut Demo) -> Result<Count> {
    let scripts = scripts_in(&paths.root.join(BROWSER), TESTS)?;
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
    let scripts = scripts_in(&paths.root.join(WINDOW), TESTS)?;
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

/// Makes a till with 100,000 products in a folder, for the measuring scripts.
pub fn large_shop(paths: &Paths, folder: &Path) -> Result<()> {
    demo::forget(folder)?;
    let mut line = measuring(paths)?
        .arg(paths.root.join("tests/screens/large_shop.mjs"))
        .arg(folder);
    let table = paths.root.join(PRODUCTS);
    if table.is_file() {
        line = line.arg(table);
    } else {
        say("there is no table of real products here: names are made up");
    }
    line.folder(&paths.root).done()
}

/// Hands a measuring script over to be run, at the till that [`large_shop`] has made, with what it needs around it.
pub fn measured<T>(
    paths: &Paths,
    folder: &Path,
    script: &Path,
    run: impl FnOnce(Run) -> Result<T>,
) -> Result<T> {
    let line = measuring(paths)?
        .env("BEZMEN_LARGE_SHOP", folder.join("shop.json"))
        .folder(&paths.root);
    if !script.starts_with(paths.root.join(WINDOW)) {
        return run(line.arg(script));
    }
    let display = Display::start(paths)?;
    let driver = Driver::start(paths, display.name())?;
    let line = line
        .env("DISPLAY", display.name())
        .env("BEZMEN_WEBDRIVER_URL", driver.url())
        .env("BEZMEN_WINDOW", paths.release_programs().join("bezmen"));
    run(line.arg(script))
}

/// The measuring scripts `tests/browser/*.bench.mjs` and `tests/window/*.bench.mjs`.
pub fn measuring_scripts(paths: &Paths) -> Result<Vec<PathBuf>> {
    let mut scripts = scripts_in(&paths.root.join(BROWSER), MEASURING)?;
    scripts.extend(scripts_in(&paths.root.join(WINDOW), MEASURING)?);
    Ok(scripts)
}

fn measuring(paths: &Paths) -> Result<Run> {
    apt::ensure(apt::BROWSER)?;
    Ok(told(paths, Node::ensure(paths)?.node())
        .env("BEZMEN_BIN_DIR", paths.release_programs())
        .env("BEZMEN_LOG", "warn"))
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
