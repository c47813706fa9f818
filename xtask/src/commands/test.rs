//! `cargo xtask test`.

use crate::demo::{Demo, Place};
use crate::paths::Paths;
use crate::progress::{Steps, print_line, say_error};
use crate::screens::{self, App, Finish};
use crate::suites::{self, Count, Surroundings};
use crate::tools::apt;
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

/// Builds everything and runs all tests: Rust, other people's programs, documentation, browser, window.
///
/// A private PostgreSQL runs meanwhile; tests find it in TEST_DATABASE_URL. Tests find the built programs in
/// BEZMEN_BIN_DIR, the built screens in BEZMEN_DIST_DIR (till/ and console/) and the browser in BEZMEN_CHROMIUM.
/// Browser tests are tests/browser/*.test.mjs and window tests tests/window/*.test.mjs, both for `node --test`, with a demo
/// shop around them (DEMO_…, see tests/screens/shop.mjs); a window test finds WebDriver in BEZMEN_WEBDRIVER_URL and the
/// program in BEZMEN_WINDOW. The last test is the sale of `cargo xtask demo --check`.
///
/// The last line is `N passed, N failed`, over all of them. A step that could not run counts as failed.
#[derive(Debug, Args)]
pub struct Test {
    /// Leaves out the tests in the browser and in the window.
    #[arg(long)]
    without_screens: bool,
    /// Only the tests in the browser and in the window.
    #[arg(long, conflicts_with = "without_screens")]
    only_screens: bool,
    /// Takes the programs and screens that were built before.
    #[arg(long)]
    built: bool,
    /// Arguments for nextest, such as a part of a test's name.
    #[arg(last = true)]
    nextest: Vec<String>,
}

impl Test {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let mut steps = Steps::new(screens::STEPS + if self.without_screens { 7 } else { 11 });
        let mut count = Count::default();
        if let Err(error) = self.all(paths, &mut steps, &mut count) {
            say_error(&error);
        }
        steps.print_table();
        // A suite that could not run has no count of its own; each such step is one failure more.
        count.failed += steps.counts().1;
        print_line(&format!("{} passed, {} failed", count.passed, count.failed));
        Ok(if count.failed == 0 && count.passed > 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn all(&self, paths: &Paths, steps: &mut Steps, count: &mut Count) -> Result<()> {
        steps.need("System packages", || {
            apt::ensure(apt::COMPILER)?;
            apt::ensure(apt::NATIVE)
        })?;
        if !self.built {
            screens::build(paths, steps, &App::ALL, Finish::Small)?;
            steps.need(
                "Compiling programs and tests (about 8 minutes the first time)",
                || suites::rust::build(paths),
            )?;
        }
        let surroundings = steps.need("PostgreSQL of the tests", Surroundings::prepare)?;
        if !self.only_screens {
            self.code(paths, steps, count, &surroundings);
        }
        if !self.without_screens {
            screen_tests(paths, steps, count, &surroundings)?;
        }
        Ok(())
    }

    fn code(&self, paths: &Paths, steps: &mut Steps, count: &mut Count, around: &Surroundings) {
        count.add(
            steps.attempt("Tests of the rules, the till, the server", || {
                suites::rust::native(paths, around, &self.nextest)
            }),
        );
        count.add(
            steps.attempt("The devices compared with other people's programs", || {
                suites::oracles::run_all(paths, around, &self.nextest)
            }),
        );
        count.add(steps.attempt("Tests of the screens' code", || {
            suites::rust::screens(paths, &self.nextest)
        }));
        if self.nextest.is_empty() {
            count.add(steps.attempt("Examples in the documentation", || {
                suites::rust::examples(paths, around)
            }));
        }
    }
}

fn screen_tests(
    paths: &Paths,
    steps: &mut Steps,
    count: &mut Count,
    around: &Surroundings,
) -> Result<()> {
    let mut shop = steps.need(
        "The demo shop for the tests of the screens (about 1 minute)",
        || {
            let place = Place::take(paths.cache.join("demo-test"), None)?;
            place.forget()?;
            Demo::start(paths, place)
        },
    )?;
    count.add(steps.attempt("Tests in the browser", || {
        suites::node::browser(paths, around, &mut shop)
    }));
    count.add(steps.attempt("Tests in the window", || {
        suites::node::window(paths, around, &mut shop)
    }));
    count.add(
        steps.attempt("One sale as the demo checks itself with one", || {
            super::demo::check(paths, &mut shop)?;
            Ok(Count {
                passed: 1,
                failed: 0,
            })
        }),
    );
    Ok(())
}
