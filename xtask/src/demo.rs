//! The demo: a server with a shop that has a month behind it, and one of its tills with a printer and a scale.

mod join;
mod shop;

pub use shop::Shop;

use crate::background::Background;
use crate::loopback::Peer;
use crate::paths::Paths;
use crate::progress::say;
use crate::run::{Run, run};
use crate::screens::App;
use crate::tools::postgres::free_port;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Everything that runs for the demo. It ends in the order of the fields: first the till, last the server.
#[derive(Debug)]
pub struct Demo {
    till: Option<Background>,
    _scale: Background,
    _printer: Background,
    server: Background,
    /// Who is who in the shop.
    pub shop: Shop,
    /// Where the console is.
    pub console: String,
    /// Where the printer's receipts are kept, one JSON a line.
    pub receipts: PathBuf,
    folder: PathBuf,
}

/// Where the demo lives, and on which port its server.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder for everything that it keeps.
    pub folder: PathBuf,
    /// The server's port on 127.0.0.1.
    pub server_port: u16,
}

impl Demo {
    /// Makes the shop, or takes the one of before, and starts everything but the till's screens.
    pub fn start(paths: &Paths, place: Place) -> Result<Self> {
        let Place {
            folder,
            server_port,
        } = place;
        let (data, logs) = (folder.join("server"), folder.join("logs"));
        let shop = Shop::seed(&program(paths, "bezmen-server"), &data)?;
        let address = format!("127.0.0.1:{server_port}");
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

        let printer = Background::start("printer", device(paths, "printer"), &logs)?;
        let scale = Background::start_with_terminal("scale", device(paths, "scale"), &logs)?;
        let receipts = logs.join("printer.log");
        let mut demo = Self {
            till: None,
            _scale: scale,
            _printer: printer,
            server,
            shop,
            console: format!("http://{address}/"),
            receipts,
            folder,
        };
        let printer_address = demo._printer.said(listening)?;
        let scale_address = demo._scale.said(listening)?;
        let till = demo.serve_till(paths)?;
        join::join(&till, &peer, &demo.shop, &printer_address, &scale_address)?;
        Ok(demo)
    }

    /// Serves the till's screens to a browser and answers their address.
    pub fn serve_till(&mut self, paths: &Paths) -> Result<String> {
        self.till = None;
        let line = run(program(paths, "bezmen-till"))
            .arg("--data")
            .arg(self.till_data())
            .args(["serve", "--listen", "127.0.0.1:0", "--ui"])
            .arg(paths.dist(App::Till.name()));
        let mut till = Background::start("till", line, &self.folder.join("logs"))?;
        let url = till.said(listening)?;
        self.till = Some(till);
        Ok(url)
    }

    /// Opens the till in its window instead.
    pub fn open_window(&mut self, paths: &Paths) -> Result<()> {
        self.till = None;
        let line = run(program(paths, "bezmen"))
            .arg("--in-a-hurry")
            .arg("--data")
            .arg(self.till_data());
        self.till = Some(Background::start(
            "window",
            line,
            &self.folder.join("logs"),
        )?);
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
            .env("DEMO_RECEIPTS", &self.receipts)
            .env("DEMO_TILL_DATA", self.till_data()))
    }

    /// Waits until the window is closed, or the browser till or the server ends.
    pub fn wait(&mut self) -> Result<()> {
        self.till.as_mut().unwrap_or(&mut self.server).wait()
    }

    fn till_data(&self) -> PathBuf {
        self.folder.join("till")
    }
}

/// Answers a port for the server: the usual one when it is free, so that a bookmark stays true.
pub fn usual_port(usual: u16) -> Result<u16> {
    if std::net::TcpListener::bind(("127.0.0.1", usual)).is_ok() {
        return Ok(usual);
    }
    let other = free_port()?;
    say(&format!(
        "port {usual} is taken by another program; taking {other}"
    ));
    Ok(other)
}

/// Removes what an earlier demo left.
pub fn forget(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove the earlier demo in {}", folder.display()))?;
    }
    Ok(())
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
