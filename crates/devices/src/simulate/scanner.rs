//! A scanner without a trigger: it sends the codes it is told, on TCP or on a serial line of its own.

mod fault;
mod lines;
mod serve;

use std::collections::VecDeque;
use std::io;
use std::net::{TcpListener, ToSocketAddrs};
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use self::fault::ScannerFault;
pub use self::lines::{UnknownScannerLine, drive, tell};

/// How the scanner is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannerSetup {
    /// What it sends after a code.
    pub end: Vec<u8>,
    /// What it sends before a code.
    pub prefix: Vec<u8>,
    /// Whether it sends the identifier of the symbology (`]d2`) that stands before a code it is told.
    pub sends_aim: bool,
}

impl Default for ScannerSetup {
    fn default() -> Self {
        Self {
            end: b"\r\n".to_vec(),
            prefix: Vec::new(),
            sends_aim: true,
        }
    }
}

/// A running simulated scanner. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedScanner {
    endpoint: String,
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    setup: ScannerSetup,
    fault: ScannerFault,
    /// Codes that wait to be sent.
    waiting: VecDeque<String>,
    stopped: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stopped(&self) -> bool {
        self.lock().stopped
    }

    fn is_unplugged(&self) -> bool {
        self.lock().fault == ScannerFault::Unplugged
    }

    /// Waits so long, or until something is told to it.
    fn pause(&self, limit: Duration) {
        drop(
            self.changed
                .wait_timeout(self.lock(), limit)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }
}

impl SimulatedScanner {
    /// Starts a scanner at a TCP address; port 0 takes a free one. Codes wait until somebody listens.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let endpoint = format!("tcp:{}", super::reachable(listener.local_addr()?));
        Self::start(endpoint, move |shared| serve::on_tcp(&listener, shared))
    }

    /// Starts a scanner on a serial line (a pseudo-terminal) that is found at `link`, a symbolic link that is made and, when the
    /// scanner is plugged in again, made anew. A code that nobody listens to is lost, as on a cable.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(link: PathBuf) -> io::Result<Self> {
        let line = super::line::Line::open(&link)?;
        let endpoint = format!("serial:{}", link.display());
        Self::start(endpoint, move |shared| serve::on_line(line, &link, shared))
    }

    fn start(
        endpoint: String,
        work: impl FnOnce(&Arc<Shared>) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        });
        let of_thread = Arc::clone(&shared);
        let worker = thread::Builder::new()
            .name("simulated-scanner".to_owned())
            .spawn(move || work(&of_thread))?;
        Ok(Self {
            endpoint,
            shared,
            worker: Some(worker),
        })
    }

    /// Where it is reached: `tcp:127.0.0.1:4001` or `serial:/path`, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Reads a code: with GS as U+001D, and with its identifier (`]d2`) before it, which is sent when the scanner is set so.
    pub fn scan(&self, code: &str) {
        self.shared.lock().waiting.push_back(code.to_owned());
        self.shared.changed.notify_all();
    }

    /// Sets the scanner.
    pub fn set_up(&self, setup: ScannerSetup) {
        self.shared.lock().setup = setup;
    }

    /// How it is set.
    #[must_use]
    pub fn setup(&self) -> ScannerSetup {
        self.shared.lock().setup.clone()
    }

    /// Breaks or repairs the scanner.
    pub fn set_fault(&self, fault: ScannerFault) {
        self.shared.lock().fault = fault;
        self.shared.changed.notify_all();
    }

    /// Blocks until the scanner stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(worker) = self.worker.take() {
            // A thread that panicked has said so already.
            let _ = worker.join();
        }
    }
}

impl Drop for SimulatedScanner {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}
