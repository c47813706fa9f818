//! Keeps the customer display of the settings connected and shows on it what the buyer is to see.
//!
//! It has a thread of its own and always takes the newest view: a display that is slow, gone or stalled holds up nothing, and
//! shows what holds when it comes back.

mod desk;
mod model;
mod way;
mod worker;

use std::sync::Arc;

use bezmen_contract::till::{BuyerView, DisplaySettings, PrinterSettings};
use bezmen_domain::locale::Locale;
use tokio::sync::watch;

pub use desk::{DisplayDesk, DisplayLink, Trial};
pub use model::{display_view, test_view};
pub use way::Way;

use crate::printing::Station;
use crate::store::StoreError;
use crate::worker_thread::{self, WorkerThread};

/// What its thread is called.
const NAME: &str = "bezmen-display";

/// The display in force, and what is needed to reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The display, if there is one.
    pub display: Option<DisplaySettings>,
    /// The receipt printer, which may pass on what is for the display.
    pub printer: Option<PrinterSettings>,
    /// The language of the screens.
    pub locale: Locale,
}

/// What the worker needs of the till.
pub trait DisplayHost: Send + Sync + 'static {
    /// The display in force.
    ///
    /// # Errors
    /// The database refuses.
    fn wanted(&self) -> Result<Wanted, StoreError>;
    /// Counts up when the settings may have changed.
    fn settings_changed(&self) -> watch::Receiver<u64>;
    /// What the buyer sees.
    fn buyer(&self) -> watch::Receiver<BuyerView>;
    /// The printer as it is shared with whoever prints.
    fn station(&self) -> Arc<Station>;
    /// What is shared with the technician's bench.
    fn desk(&self) -> &DisplayDesk;
}

/// The running worker. It stops when this is dropped.
#[derive(Debug)]
pub struct Displaying {
    stop: watch::Sender<bool>,
    _thread: WorkerThread,
}

impl Displaying {
    /// Connects to the display of the settings and follows them.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(host: Arc<dyn DisplayHost>) -> Result<Self, StoreError> {
        let runtime = worker_thread::runtime(NAME)?;
        let (stop, stopped) = watch::channel(false);
        let work = move || worker::run(host.as_ref(), &runtime, stopped);
        let thread = WorkerThread::start(NAME, work)?;
        Ok(Self {
            stop,
            _thread: thread,
        })
    }
}

impl Drop for Displaying {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}
