//! The demo: a server with a shop that has a month behind it, and one of its tills with a printer and a scale.

mod join;
mod pan;
mod paper;
mod place;
mod shop;

pub use place::{Kept, Place, forget};
pub use shop::Shop;

use crate::background::Background;
use crate::loopback::Peer;
use crate::paths::Paths;
use crate::run::{Run, run};
use crate::screens::App;
use anyhow::{Context, Result};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Everything that runs for the demo. It ends in the order of the fields: first the till, last the server.
#[derive(Debug)]
pub struct Demo {
    till: Option<Background>,
    scale: Background,
    _printer: Background,
    server: Background,
    /// Who is who in the shop.
    pub shop: Shop,
    /// Where the console is.
    pub console: String,
    /// Where the printer's receipts are kept as plain text.
    pub receipts: PathBuf,
    /// Where the printer's own words are kept, one JSON a line.
    printed: PathBuf,
    place: Place,
}

impl Demo {
    /// Makes the shop, or takes the one of before, and starts everything but the till's screens.
    pub fn start(paths: &Paths, place: Place) -> Result<Self> {
        let (data, logs) = (place.folder.join("server"), place.folder.join("logs"));
        let shop = Shop::seed(&program(paths, "bezmen-server"), &data)?;
        let address = format!("127.0.0.1:{}", place.port(paired_with(paths, &place)?)?);
        let mut server = Background::start(
            "server",
            run(program(paths, "bezmen-server"))
                .args([
                    "serve",
                    "--listen",
                    &address,
                    "--metrics-listen",
                    "none",
                    "--data",
                ])
                .arg(&data)
                .arg("--ui")
                .arg(paths.dist(App::Console.name())),
            &logs,
        )?;
        let peer = Peer {
            address: address.clone(),
            header: None,
        };
        server.ready_when(|| peer.get("/healthz").is_ok())?;

        let mut printer = Background::start("printer", device(paths, "printer"), &logs)?;
        let mut scale = Background::start_with_input("scale", device(paths, "scale"), &logs)?;
        let (printer_address, scale_address) = (printer.said(listening)?, scale.said(listening)?);
        let receipts = place.folder.join("receipts.txt");
        let paper = File::options().create(true).append(true).open(&receipts);
        paper::keep(
            printer.lines(),
            paper.with_context(|| format!("cannot write {}", receipts.display()))?,
        );
        let mut demo = Self {
            till: None,
            scale,
            _printer: printer,
            server,
            shop,
            console: format!("http://{address}/"),
            receipts,
            printed: logs.join("printer.log"),
            place,
        };
        let till = demo.serve_till(paths)?;
        join::join(&till, &peer, &demo.shop, &printer_address, &scale_address)?;
        demo.place.tell(&demo.console)?;
        Ok(demo)
    }

    /// Where everything of the demo is kept.
    pub fn folder(&self) -> &Path {
        &self.place.folder
    }

    /// Puts what is typed at this terminal on the scale from now on.
    pub fn weigh_what_is_typed(&mut self) {
        if let Some(scale) = self.scale.input() {
            pan::watch(scale);
        }
    }

    /// Waits until the till at this address is in touch with the server and level with it.
    pub fn wait_for_touch(&self, till: &str) -> Result<()> {
        join::wait_for_touch(till)
    }

    /// Serves the till's screens to a browser and answers their address.
    pub fn serve_till(&mut self, paths: &Paths) -> Result<String> {
        self.till = None;
        let (till, url) = serve(paths, &self.place)?;
        self.till = Some(till);
        Ok(url)
    }

    /// Opens the till in its window instead.
    pub fn open_window(&mut self, paths: &Paths) -> Result<()> {
        self.till = None;
        let line = run(program(paths, "bezmen"))
            .arg("--in-a-hurry")
            .arg("--data")
            .arg(till_data(&self.place));
        let logs = self.place.folder.join("logs");
        self.till = Some(Background::start("window", line, &logs)?);
        Ok(())
    }

    /// Ends the till that is served to a browser, so that another program can have its data folder.
    pub fn stop_till(&mut self) {
        self.till = None;
    }

    /// Tells a script where everything of the shop is.
    pub fn tell(&self, script: Run) -> Result<Run> {
        let owner = &self.shop.owner;
        Ok(script
            .env("DEMO_CONSOLE", &self.console)
            .env("DEMO_OWNER", format!("{}\n{}", owner.email, owner.password))
            .env("DEMO_PEOPLE", serde_json::to_string(&self.shop.people)?)
            .env("DEMO_RECEIPTS", &self.printed)
            .env("DEMO_TILL_DATA", till_data(&self.place)))
    }

    /// Waits until the window is closed, the browser till or the server ends, or the demo is to end.
    pub fn wait_unless(&mut self, is_enough: impl Fn() -> bool) -> Result<()> {
        self.till
            .as_mut()
            .unwrap_or(&mut self.server)
            .wait_unless(is_enough)
    }
}

/// Asks a till that an earlier demo has left for the port of its server: it will look for it nowhere else.
fn paired_with(paths: &Paths, place: &Place) -> Result<Option<u16>> {
    if !till_data(place).join("till.db").is_file() {
        return Ok(None);
    }
    let (_till, url) = serve(paths, place)?;
    join::port_of_server(&url)
}

/// Serves the screens of the demo's till; answers their address too.
fn serve(paths: &Paths, place: &Place) -> Result<(Background, String)> {
    let line = run(program(paths, "bezmen-till"))
        .arg("--data")
        .arg(till_data(place))
        .args(["serve", "--in-a-hurry", "--listen", "127.0.0.1:0", "--ui"])
        .arg(paths.dist(App::Till.name()));
    let mut till = Background::start("till", line, &place.folder.join("logs"))?;
    let url = till.said(listening)?;
    Ok((till, url))
}

fn till_data(place: &Place) -> PathBuf {
    place.folder.join("till")
}

fn program(paths: &Paths, name: &str) -> PathBuf {
    paths.native_programs().join(name)
}

fn device(paths: &Paths, kind: &str) -> Run {
    run(program(paths, "bezmen-till")).args([kind, "serve", "--listen", "127.0.0.1:0"])
}

/// Reads `listening ADDRESS`, as all our programs say when they are ready.
fn listening(line: &str) -> Option<String> {
    line.strip_prefix("listening ")
        .map(|address| address.trim().to_owned())
}
