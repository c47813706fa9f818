//! Keeps the scanner of the settings connected. Scanners that type as a keyboard are the screens' affair.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use bezmen_contract::till::ScannerSettings;
use bezmen_devices::scanner::event::ScanEvent;
use bezmen_devices::scanner::reader::{OnEvent, ReaderEvent, ScannerReader};
use bezmen_devices::scanner::serial::ScannerSettings as LineSettings;
use bezmen_domain::locale::Locale;
use tokio::sync::watch;

use crate::bench::places;
use crate::reads::ScannerLink;
use crate::store::StoreError;
use crate::worker_thread::WorkerThread;

/// How soon it notices other settings or that it is to stop.
const TURN: Duration = Duration::from_millis(200);

/// The same code again is a second piece, as with a scanner that types. A scanner that repeats by itself has a setting of
/// its own against that.
const REPEAT_WITHIN: Duration = Duration::ZERO;

/// What the worker needs of the till.
pub trait ScanHost: Send + Sync + 'static {
    /// The scanner in force, if there is one, and the language of the screens.
    ///
    /// # Errors
    /// The database refuses.
    fn scanner(&self) -> Result<(Option<ScannerSettings>, Locale), StoreError>;
    /// Counts up when the settings may have changed.
    fn settings_changed(&self) -> watch::Receiver<u64>;
    /// Hears how the scanner is.
    fn link_changed(&self, link: ScannerLink);
    /// Hears of every read.
    fn read(&self, event: ScanEvent);
}

#[derive(Debug, Default)]
struct Shared {
    stopped: AtomicBool,
    turn: Mutex<()>,
    bell: Condvar,
}

/// The running worker. It stops when this is dropped.
#[derive(Debug)]
pub struct Scanning {
    shared: Arc<Shared>,
    _thread: WorkerThread,
}

impl Scanning {
    /// Connects to the scanner of the settings and follows them.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(host: Arc<dyn ScanHost>) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let thread = WorkerThread::start("bezmen-scanning", move || run(&of_thread, &host))?;
        Ok(Self {
            shared,
            _thread: thread,
        })
    }
}

impl Drop for Scanning {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        self.shared.bell.notify_all();
    }
}

fn run(shared: &Shared, host: &Arc<dyn ScanHost>) {
    let mut changed = host.settings_changed();
    changed.mark_changed();
    let mut in_force = None;
    let mut reader = None;
    while !shared.stopped.load(Ordering::Relaxed) {
        match changed.has_changed() {
            Err(_) => break,
            Ok(true) => {
                changed.mark_unchanged();
                follow(host, &mut in_force, &mut reader);
            }
            Ok(false) => {}
        }
        let guard = shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let is_at_work = |_: &mut ()| !shared.stopped.load(Ordering::Relaxed);
        drop(shared.bell.wait_timeout_while(guard, TURN, is_at_work));
    }
    drop(reader);
    host.link_changed(ScannerLink::Absent);
}

/// Connects to another scanner when the settings name another.
fn follow(
    host: &Arc<dyn ScanHost>,
    in_force: &mut Option<ScannerSettings>,
    reader: &mut Option<ScannerReader>,
) {
    let (wanted, locale) = match host.scanner() {
        Ok(wanted) => wanted,
        Err(error) => {
            tracing::error!(error = %error, "the scanner's settings cannot be read");
            return;
        }
    };
    if wanted == *in_force {
        return;
    }
    // The old connection ends before the new one begins: it may be the same port.
    *reader = None;
    host.link_changed(ScannerLink::Absent);
    if let Some(settings) = &wanted {
        match connect(host, settings, locale) {
            Ok(connected) => *reader = Some(connected),
            Err(words) => host.link_changed(ScannerLink::Unusable(words)),
        }
    }
    *in_force = wanted;
}

fn connect(
    host: &Arc<dyn ScanHost>,
    settings: &ScannerSettings,
    locale: Locale,
) -> Result<ScannerReader, String> {
    let address =
        places::scale_address(&settings.address, None).map_err(|error| error.words(locale))?;
    let line = LineSettings {
        marks: settings.marks.read().map_err(|error| error.words(locale))?,
        ..LineSettings::default()
    };
    let hearing = Arc::clone(host);
    let on_event: OnEvent = Box::new(move |event| match event {
        ReaderEvent::State(state) => hearing.link_changed(ScannerLink::Connected(state)),
        ReaderEvent::Scan(event) => hearing.read(event),
    });
    ScannerReader::start(address, line, REPEAT_WITHIN, on_event).map_err(|error| error.to_string())
}
