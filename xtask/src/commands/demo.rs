//! `cargo xtask demo`.

use super::native_cargo;
use crate::demo::{Demo, Kept, Place};
use crate::ending::Ending;
use crate::paths::Paths;
use crate::progress::{Steps, print_line};
use crate::screens::{self, App, Finish};
use crate::suites::told;
use crate::tools::{apt, node::Node};
use anyhow::{Context, Result};
use clap::Args;
use std::env;
use std::process::ExitCode;

/// Where the console is unless another program is there already.
const USUAL_PORT: u16 = 8787;

/// What is made when nothing is kept.
const NEW_SHOP: &str = "A new shop: two stores, three tills, a month of sales (about 1 minute)";

/// Builds everything and starts a shop to try: server, console, a paired till with a printer and a scale without hardware.
///
/// With a display the till opens in its window, otherwise (or with --browser) it is served to a browser. Type a weight in
/// kilograms and Enter to put goods on the scale. The shop is kept for the day; --fresh makes a new one.
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
    /// Makes a new shop even when there is one of today.
    #[arg(long)]
    fresh: bool,
}

impl TryOut {
    /// Runs the command.
    pub fn run(self, paths: &Paths) -> Result<ExitCode> {
        // First of all, so that a second demo hears of the first before it has built anything.
        let place = self.place(paths)?;
        let window = !self.check && !self.browser && has_display();
        let mut steps =
            Steps::new(if self.built { 2 } else { screens::STEPS + 3 } + usize::from(self.check));
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
        let mut running = self.shop(paths, &mut steps, place)?;
        if self.check {
            steps.need(
                "One sale in Chromium, from the scanner to the console",
                || check(paths, &mut running),
            )?;
            print_line(
                "All is well: the sale went from the scanner onto paper and into the console.",
            );
            return Ok(ExitCode::SUCCESS);
        }
        let till = if window {
            running.open_window(paths)?;
            "in its window".to_owned()
        } else {
            let till = running.serve_till(paths)?;
            running.wait_for_touch(&till)?;
            till
        };
        let ending = Ending::listen()?;
        introduce(&running, &till);
        running.weigh_what_is_typed();
        running.wait_unless(|| ending.is_wished())?;
        print_line(if ending.is_wished() {
            "\nThe demo ends: first the till, then the server."
        } else {
            "The till was closed: the demo ends."
        });
        drop(running);
        print_line("The shop is kept for today; `cargo xtask demo` goes on with it.");
        Ok(ExitCode::SUCCESS)
    }

    fn shop(&self, paths: &Paths, steps: &mut Steps, place: Place) -> Result<Demo> {
        let kept = place.kept();
        let (goes_on, title) = match kept {
            _ if self.check => (false, NEW_SHOP.to_owned()),
            Kept::Nothing => (false, NEW_SHOP.to_owned()),
            Kept::Unfinished => (false, format!("{NEW_SHOP}; the last one was not finished")),
            Kept::Old { made } => (
                false,
                format!("{NEW_SHOP}; the one made {made} is of another day and goes"),
            ),
            Kept::Fresh { made } if self.fresh => {
                (false, format!("{NEW_SHOP}; the one made {made} goes"))
            }
            Kept::Fresh { made } => (
                true,
                format!(
                    "The shop of an earlier run goes on (made {made}); --fresh makes a new one"
                ),
            ),
        };
        steps.need(&title, || {
            if goes_on {
                Demo::start(paths, place).context(
                    "the shop of an earlier run cannot go on; `cargo xtask demo --fresh` makes a new one",
                )
            } else {
                place.forget()?;
                Demo::start(paths, place)
            }
        })
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
            Place::take(paths.cache.join("demo-check"), None)
        } else {
            Place::take(paths.cache.join("demo"), Some(USUAL_PORT))
        }
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
    print_line(&format!(
        "  data      {} (--tenant {})",
        running.folder().display(),
        shop.tenant_id
    ));
    print_line("  scale     type a weight in kg here, in this terminal, and Enter, such as 0.512");
    print_line("Ctrl-C ends the demo.");
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .into_iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
