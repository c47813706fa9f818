//! A screen in memory, for windows on a machine without a display.

use super::apt;
use crate::background::Background;
use crate::paths::Paths;
use crate::run::run;
use anyhow::Result;

/// A running Xvfb. It stops when this is dropped.
#[derive(Debug)]
pub struct Display {
    _running: Background,
    name: String,
}

impl Display {
    /// Installs Xvfb where it is missing and starts it on the first free display.
    pub fn start(paths: &Paths) -> Result<Self> {
        apt::ensure(apt::WINDOW)?;
        // `-displayfd 1` makes the server choose a free number and write it when it is ready.
        let line = run("Xvfb").args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
        ]);
        let mut running = Background::start("display", line, &paths.cache.join("logs"))?;
        let number: u32 = running.said(|line| line.trim().parse().ok())?;
        Ok(Self {
            _running: running,
            name: format!(":{number}"),
        })
    }

    /// What `DISPLAY` is to be set to.
    pub fn name(&self) -> &str {
        &self.name
    }
}
