//! The WebDriver server in front of the desktop window.

use super::cargo_install::{self, TAURI_DRIVER};
use super::{apt, postgres::free_port};
use crate::paths::Paths;
use crate::run::run;
use anyhow::{Context, Result};
use std::process::{Child, Stdio};

/// A running driver. It stops when this is dropped.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Installs the driver where it is missing and starts it on free ports.
    /// It is to be started inside the display that the window shall open in.
    pub fn start(paths: &Paths, display: &str) -> Result<Self> {
        apt::ensure(apt::WINDOW)?;
        let program = cargo_install::ensure(paths, &TAURI_DRIVER)?;
        let (port, native_port) = (free_port()?, free_port()?);
        let child = run(program)
            .args([
                "--port",
                &port.to_string(),
                "--native-port",
                &native_port.to_string(),
            ])
            .args(["--native-driver", "/usr/bin/WebKitWebDriver"])
            .env("DISPLAY", display)
            .into_command()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("cannot start tauri-driver")?;
        Ok(Self { child, port })
    }

    /// Where a WebDriver client connects.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
