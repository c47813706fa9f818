//! The runners of the tests and what they counted.

pub mod node;
pub mod oracles;
pub mod rust;

use crate::paths::Paths;
use crate::progress::say;
use crate::run::Run;
use crate::tools::postgres::Cluster;
use anyhow::Result;
use std::ops::AddAssign;

/// How many tests passed and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that ran well.
    pub passed: usize,
    /// Tests that failed, hung or could not be started.
    pub failed: usize,
}

impl Count {
    /// Adds what a suite found, and says it; a suite that could not run is counted with the steps.
    pub fn add(&mut self, suite: Option<Self>) {
        if let Some(found) = suite {
            say(&format!("{} passed, {} failed", found.passed, found.failed));
            *self += found;
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What the tests find around them.
#[derive(Debug)]
pub struct Surroundings {
    cluster: Cluster,
}

impl Surroundings {
    /// Starts what has to run beside the tests.
    pub fn prepare() -> Result<Self> {
        Ok(Self {
            cluster: Cluster::start()?,
        })
    }

    /// Tells a test runner where everything is.
    pub fn tell(&self, paths: &Paths, runner: Run) -> Run {
        told(paths, runner).env("TEST_DATABASE_URL", self.cluster.url())
    }
}

/// Tells a runner that needs no database where everything else is.
pub fn told(paths: &Paths, runner: Run) -> Run {
    runner
        .env("BEZMEN_BIN_DIR", paths.native_programs())
        .env("BEZMEN_DIST_DIR", paths.cache.join("dist"))
        .env("BEZMEN_CHROMIUM", "/usr/bin/chromium")
}

/// The number that stands before a word: `count_before("3 tests run: 2 passed", "passed")` is 2.
fn count_before(line: &str, word: &str) -> Option<usize> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words
        .iter()
        .position(|candidate| candidate.trim_matches([',', ';', ':', '.']) == word)?;
    words.get(at.checked_sub(1)?)?.parse().ok()
}
