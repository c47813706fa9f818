//! A screen in memory, for windows on a machine without a display.

use super::apt;
use crate::run::run;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// A running Xvfb. It stops when this is dropped.
#[derive(Debug)]
pub struct Display {
    child: Child,
    name: String,
}

impl Display {
    /// Installs Xvfb where it is missing and starts it on the first free display.
    pub fn start() -> Result<Self> {
        apt::ensure(apt::WINDOW)?;
        // `-displayfd 1` makes the server choose a free number and write it when it is ready.
        let mut child = run("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1366x768x24",
                "-nolisten",
                "tcp",
            ])
            .into_command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let mut number = String::new();
        if let Some(pipe) = child.stdout.take() {
            BufReader::new(pipe)
                .read_line(&mut number)
                .context("reading from Xvfb")?;
        }
        let display = Self {
            child,
            name: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            bail!("Xvfb ended without a display");
        }
        Ok(display)
    }

    /// What `DISPLAY` is to be set to.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
