//! A scale that prints labels and keeps the products it is told: on TCP, or on a serial line (a pseudo-terminal).

mod device;
mod fault;
mod serve;

use std::collections::BTreeMap;
use std::io;
use std::net::{TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde::Serialize;

pub use self::fault::{PluFault, UnknownPluFault};
use crate::plu::NetworkScale;

/// A product as the scale keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredPlu {
    /// Its number.
    pub plu: u32,
    /// Its name, line by line.
    pub name: Vec<String>,
    /// Its price in minor units.
    pub price_minor: i64,
    /// The number in its barcode, with the prefix where the scale keeps that.
    pub code: u64,
    /// The usual wrapping in grams.
    pub tare_grams: u32,
    /// How many days it keeps, where the scale keeps that.
    pub shelf_days: Option<u16>,
}

/// A running simulated label scale. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedLabelScale {
    endpoint: String,
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    scale: NetworkScale,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    list: BTreeMap<u32, StoredPlu>,
    fault: PluFault,
    /// Rows since the fault was set.
    rows: usize,
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

impl SimulatedLabelScale {
    /// Starts an empty scale at a TCP address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(scale: NetworkScale, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let endpoint = format!("tcp:{}", super::reachable(listener.local_addr()?));
        Self::start(scale, endpoint, move |shared| {
            serve::on_tcp(&listener, shared);
        })
    }

    /// Starts an empty scale on a serial line that is found at `link`, a symbolic link that is made and, when the scale is
    /// plugged in again, made anew.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(scale: NetworkScale, link: PathBuf) -> io::Result<Self> {
        let line = super::line::Line::open(&link)?;
        let endpoint = format!("serial:{}", link.display());
        Self::start(scale, endpoint, move |shared| {
            serve::on_line(line, &link, shared);
        })
    }

    fn start(
        scale: NetworkScale,
        endpoint: String,
        work: impl FnOnce(&Shared) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            scale,
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let of_thread = Arc::clone(&shared);
        let worker = thread::Builder::new()
            .name("simulated-label-scale".to_owned())
            .spawn(move || work(&of_thread))?;
        Ok(Self {
            endpoint,
            shared,
            worker: Some(worker),
        })
    }

    /// Where it is reached, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The products it has, by number.
    #[must_use]
    pub fn list(&self) -> Vec<StoredPlu> {
        self.shared.lock().list.values().cloned().collect()
    }

    /// Breaks or repairs the scale.
    pub fn set_fault(&self, fault: PluFault) {
        let mut state = self.shared.lock();
        state.fault = fault;
        state.rows = 0;
        state.times_unplugged += u64::from(fault == PluFault::Unplugged);
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Blocks until the scale stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(worker) = self.worker.take() {
            // A thread that panicked has said so already.
            let _ = worker.join();
        }
    }
}

impl Drop for SimulatedLabelScale {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}
