//! `cargo xtask demo`.

use super::native_cargo;
use crate::demo::{self, Demo, Place};
use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::screens::{self, App, Finish};
use crate::suites::told;
use crate::tools::postgres::free_port;
use crate::tools::{apt, node::Node};
use anyhow::{Context, Result};
use clap::Args;
use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

/// Where the console is unless another program is there already.
const USUAL_PORT: u16 = 8787;

/// The month behind the shop ends today; one that ended earlier is made anew.
const FRESH_FOR: Duration = Duration::from_secs(16 * 60 * 60);

/// Builds everything and starts a shop to try: server, console, a paired till with a printer and a scale without hardware.
///
/// With a display the till opens in its window, otherwise (or with --browser) it is served to a browser. Type a weight in
/// kilograms and Enter to put goods on the scale. The demo is kept for the day; --fresh begins anew.
#[derive(Debug, Args)]
pub struct TryOut {
    /// Makes one sale without a screen, waits until the console has it, says what it saw, and ends.
    #[arg(long)]
    check: bool,
    /// Serves the till to a browser even when there is a display.
    #[arg(long)]
    browser: bool,
    /// Takes the programs and screens that were built before.
    #[arg(long)]
    built: bool,
    /// Forgets the demo of before.
    #[arg(long)]
    fresh: bool,
}

impl TryOut {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        let window = !self.check && !self.browser && has_display();
        let mut steps = Steps::new(screens::STEPS + if self.check { 4 } else { 3 });
        steps.need("System packages", || {
            apt::ensure(apt::COMPILER)?;
            apt::ensure(apt::NATIVE)?;
            if self.check {
                apt::ensure(apt::BROWSER)
            } else {
                Ok(())
            }
        })?;
        if !self.built {
            Self::build(paths, &mut steps, window)?;
        }
        let place = self.place(paths)?;
        let mut running = steps.need(
            "The shop: two stores, three tills, a month of sales (about 1 minute the first time)",
            || Demo::start(paths, place),
        )?;
        if self.check {
            steps.need(
                "One sale in Chromium, from the scanner to the console",
                || check(paths, &mut running),
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        let till = if window {
            running.open_window(paths)?;
            "in its window".to_owned()
        } else {
            running.serve_till(paths)?
        };
        introduce(&running, &till);
        running.wait()?;
        Ok(ExitCode::SUCCESS)
    }

    fn build(paths: &Paths, steps: &mut Steps, window: bool) -> Result<()> {
        screens::build(paths, steps, &App::ALL, Finish::Small)?;
        steps.need(
            "Compiling the programs (about 6 minutes the first time)",
            || {
                let packages = ["bezmen-server", "bezmen-till", "bezmen"]
                    .into_iter()
                    .take(if window { 3 } else { 2 });
                native_cargo(paths, "build")
                    .arg("--bins")
                    .args(packages.flat_map(|package| ["--package", package]))
                    .done()
            },
        )
    }

    fn place(&self, paths: &Paths) -> Result<Place> {
        if self.check {
            let folder = paths.cache.join("demo-check");
            demo::forget(&folder)?;
            return Ok(Place {
                folder,
                server_port: free_port()?,
            });
        }
        let folder = paths.cache.join("demo");
        let port = demo::usual_port(USUAL_PORT)?;
        // A till keeps its server's address, so a demo that has to move begins anew.
        if self.fresh || port != USUAL_PORT || is_old(&folder.join("server")) {
            demo::forget(&folder)?;
        }
        Ok(Place {
            folder,
            server_port: port,
        })
    }
}

/// Makes one sale in Chromium, from the scanner to the console, and says what it saw.
pub fn check(paths: &Paths, running: &mut Demo) -> Result<()> {
    let till = running.serve_till(paths)?;
    let script =
        told(paths, Node::ensure(paths)?.node()).arg(paths.root.join("xtask/src/demo/check.mjs"));
    running
        .tell(script)?
        .env("DEMO_TILL", till)
        .folder(&paths.root)
        .done()
        .context("the sale did not go the whole way")
}

fn introduce(running: &Demo, till: &str) {
    let shop = &running.shop;
    print_line(&format!(
        "\n{}: {} products, {} receipts",
        shop.company, shop.products, shop.receipts
    ));
    print_line(&format!(
        "  console   {}   {} / {}",
        running.console, shop.owner.email, shop.owner.password
    ));
    print_line(&format!("  REST API  {}api/docs", running.console));
    print_line(&format!("  till      {till}"));
    print_line("  PINs");
    for person in &shop.people {
        print_line(&format!(
            "    {}  {} ({})",
            person.pin, person.name, person.role
        ));
    }
    print_line(&format!("  receipts  {}", running.receipts.display()));
    print_line("  scale     type a weight in kg and Enter, such as 0.512");
    print_line("Ctrl-C ends the demo.");
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .into_iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn is_old(data: &Path) -> bool {
    let made = fs::metadata(data.join("demo.json")).and_then(|file| file.modified());
    // A folder without the file is of a demo that was never finished.
    made.map_or_else(
        |_| data.exists(),
        |made| {
            SystemTime::now()
                .duration_since(made)
                .is_ok_and(|age| age > FRESH_FOR)
        },
    )
}
