//! A customer display that keeps what it shows: on TCP, or on a serial line (a pseudo-terminal).

mod fault;
mod glass;
mod reader;
mod serve;

use std::io;
use std::net::{TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use self::fault::{DisplayFault, UnknownDisplayFault};
pub use self::reader::DisplayReader;
use crate::display::DisplayProfile;

/// A running simulated display. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedDisplay {
    endpoint: String,
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    profile: DisplayProfile,
    reader: DisplayReader,
    fault: DisplayFault,
    /// How often it was unplugged: a connection of another time has ended.
    times_unplugged: u64,
    stopped: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause(&self, limit: Duration) {
        drop(
            self.changed
                .wait_timeout(self.lock(), limit)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }
}

impl SimulatedDisplay {
    /// Starts an empty display at a TCP address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(profile: &DisplayProfile, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let endpoint = format!("tcp:{}", super::reachable(listener.local_addr()?));
        Self::start(profile, endpoint, move |shared| {
            serve::on_tcp(&listener, shared);
        })
    }

    /// Starts an empty display on a serial line that is found at `link`, a symbolic link that is made and, when the display
    /// is plugged in again, made anew.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(profile: &DisplayProfile, link: PathBuf) -> io::Result<Self> {
        let line = super::line::Line::open(&link)?;
        let endpoint = format!("serial:{}", link.display());
        Self::start(profile, endpoint, move |shared| {
            serve::on_line(line, &link, shared);
        })
    }

    fn start(
        profile: &DisplayProfile,
        endpoint: String,
        work: impl FnOnce(&Shared) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                profile: profile.clone(),
                reader: DisplayReader::new(profile),
                fault: DisplayFault::None,
                times_unplugged: 0,
                stopped: false,
            }),
            changed: Condvar::new(),
        });
        let of_thread = Arc::clone(&shared);
        let worker = thread::Builder::new()
            .name("simulated-display".to_owned())
            .spawn(move || work(&of_thread))?;
        Ok(Self {
            endpoint,
            shared,
            worker: Some(worker),
        })
    }

    /// Where it is reached: `tcp:127.0.0.1:9200` or `serial:/path`, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The two lines as they are now.
    #[must_use]
    pub fn lines(&self) -> [String; 2] {
        self.shared.lock().reader.lines()
    }

    /// How bright it shines, from 1 to 4.
    #[must_use]
    pub fn brightness(&self) -> u8 {
        self.shared.lock().reader.brightness()
    }

    /// Waits until it shows these lines, and gives those it shows then.
    #[must_use]
    pub fn wait_for(&self, lines: &[String; 2], limit: Duration) -> [String; 2] {
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), limit, |state| {
                state.reader.lines() != *lines
            });
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.reader.lines()
    }

    /// Breaks or repairs the display. Unplugged, it loses what it showed.
    pub fn set_fault(&self, fault: DisplayFault) {
        let mut state = self.shared.lock();
        state.fault = fault;
        if fault == DisplayFault::Unplugged {
            state.reader = DisplayReader::new(&state.profile);
            state.times_unplugged += 1;
        }
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Blocks until the display stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(worker) = self.worker.take() {
            // A thread that panicked has said so already.
            let _ = worker.join();
        }
    }
}

impl Drop for SimulatedDisplay {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}
