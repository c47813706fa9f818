//! The WebDriver server in front of the desktop window.

use super::cargo_install::{self, TAURI_DRIVER};
use super::{apt, postgres::free_port};
use crate::background::Background;
use crate::paths::Paths;
use crate::run::run;
use anyhow::Result;

/// A running driver. It stops when this is dropped.
#[derive(Debug)]
pub struct Driver {
    _running: Background,
    port: u16,
}

impl Driver {
    /// Installs the driver where it is missing and starts it on free ports.
    /// It is to be started inside the display that the window shall open in.
    pub fn start(paths: &Paths, display: &str) -> Result<Self> {
        apt::ensure(apt::WINDOW)?;
        let program = cargo_install::ensure(paths, &TAURI_DRIVER)?;
        let (port, native_port) = (free_port()?, free_port()?);
        let line = run(program)
            .args([
                "--port",
                &port.to_string(),
                "--native-port",
                &native_port.to_string(),
            ])
            .args(["--native-driver", "/usr/bin/WebKitWebDriver"])
            .env("DISPLAY", display);
        let running = Background::start("tauri-driver", line, &paths.cache.join("logs"))?;
        Ok(Self {
            _running: running,
            port,
        })
    }

    /// Where a WebDriver client connects.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}
