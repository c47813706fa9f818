//! A scanner without a trigger: it sends the codes it is told, on TCP or on a serial line of its own.

mod fault;
mod lines;
mod serve;

use std::collections::VecDeque;
use std::io;
use std::net::{TcpListener, ToSocketAddrs};
#[cfg(unix)]
use std::path::PathBuf;

pub use self::fault::ScannerFault;
pub use self::lines::{UnknownScannerLine, drive, tell};
use super::playing::{Kept, Playing, prepared};

/// How the scanner is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannerSetup {
    /// What it sends after a code.
    pub end: Vec<u8>,
    /// What it sends before a code.
    pub prefix: Vec<u8>,
    /// What it sends in place of GS; nothing when it sends GS.
    pub gs: Option<String>,
    /// Whether it sends the identifier of the symbology (`]d2`) that stands before a code it is told.
    pub sends_aim: bool,
}

impl Default for ScannerSetup {
    fn default() -> Self {
        Self {
            end: b"\r\n".to_vec(),
            prefix: Vec::new(),
            gs: None,
            sends_aim: true,
        }
    }
}

/// A running simulated scanner. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedScanner {
    playing: Playing<State>,
}

/// What its thread is called.
const NAME: &str = "simulated-scanner";

#[derive(Debug, Default)]
struct State {
    setup: ScannerSetup,
    fault: ScannerFault,
    /// Codes that wait to be sent.
    waiting: VecDeque<String>,
}

impl Kept for State {
    fn is_unplugged(&self) -> bool {
        self.fault == ScannerFault::Unplugged
    }
}

impl SimulatedScanner {
    /// Starts a scanner at a TCP address; port 0 takes a free one. Codes wait until somebody listens.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let endpoint = prepared(&listener)?;
        let playing = Playing::start(NAME, endpoint, State::default(), move |shared| {
            serve::on_tcp(&listener, shared);
        })?;
        Ok(Self { playing })
    }

    /// Starts a scanner on a serial line (a pseudo-terminal) that is found at `link`, a symbolic link that is made and, when the
    /// scanner is plugged in again, made anew. A code that nobody listens to is lost, as on a cable.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(link: PathBuf) -> io::Result<Self> {
        let playing = Playing::on_line(NAME, State::default(), link, serve::on_line)?;
        Ok(Self { playing })
    }

    /// Where it is reached: `tcp:127.0.0.1:4001` or `serial:/path`, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.playing.endpoint()
    }

    /// Reads a code: with GS as U+001D, and with its identifier (`]d2`) before it, which is sent when the scanner is set so.
    pub fn scan(&self, code: &str) {
        self.playing
            .change(|state| state.waiting.push_back(code.to_owned()));
    }

    /// Sets the scanner.
    pub fn set_up(&self, setup: ScannerSetup) {
        self.playing.lock().setup = setup;
    }

    /// How it is set.
    #[must_use]
    pub fn setup(&self) -> ScannerSetup {
        self.playing.lock().setup.clone()
    }

    /// Breaks or repairs the scanner.
    pub fn set_fault(&self, fault: ScannerFault) {
        self.playing.change(|state| state.fault = fault);
    }

    /// Blocks until the scanner stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}
