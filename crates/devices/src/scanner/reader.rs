//! A thread that listens to a scanner, calls back with each code, and connects again by itself.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use bezmen_domain::locale::Locale;

use super::event::ScanEvent;
use super::hid::HidPosScanner;
use super::layout::HidPosLayout;
use super::repeats::Repeats;
use super::serial::{ScannerSettings, SerialScanner};
use crate::transport::{Link, PortAddress, TransportError};

/// How long one read waits for bytes; also how soon the thread notices that it is to stop.
const TURN: Duration = Duration::from_millis(20);

/// How long to wait before connecting again: at first, and at most. A scanner that comes back is used within two seconds.
const RECONNECT: (Duration, Duration) = (Duration::from_millis(250), Duration::from_millis(1_000));

/// How long a connection that failed before has to last without a byte until it counts as one: a port may open and fail at
/// once, again and again.
const LASTS: Duration = Duration::from_secs(1);

/// For a name to be found and a connection to stand, each.
const CONNECT: Duration = Duration::from_secs(2);

/// How the connection to a scanner stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerState {
    /// The port is being opened.
    Connecting,
    /// The port is open. A scanner says nothing until it reads something.
    Listening,
    /// The port cannot be used.
    Failed {
        /// A word for programs.
        code: &'static str,
        /// What to do, in Russian and in English.
        words: [String; 2],
    },
}

impl ScannerState {
    /// A word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Listening => "listening",
            Self::Failed { code, .. } => code,
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        match self {
            Self::Connecting => locale.pick("соединяемся со сканером", "connecting to the scanner"),
            Self::Listening => locale.pick("сканер подключён", "the scanner is connected"),
            Self::Failed {
                words: [russian, english],
                ..
            } => locale.pick(russian, english),
        }
    }
}

/// What the reader calls back with, from its own thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderEvent {
    /// The connection stands differently.
    State(ScannerState),
    /// A code, or bytes that are none.
    Scan(ScanEvent),
}

/// What is called with each event.
pub type OnEvent = Box<dyn FnMut(ReaderEvent) + Send>;

/// A running reader. It stops when this is dropped.
#[derive(Debug)]
pub struct ScannerReader {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    link: ScannerState,
    stopped: bool,
}

impl ScannerReader {
    /// Starts to listen at an address: HID when that is `hidraw:`, bytes with an end otherwise. The same code sooner than
    /// `repeat_within` after itself is passed over; zero passes over none.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        address: PortAddress,
        settings: ScannerSettings,
        repeat_within: Duration,
        on_event: OnEvent,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                link: ScannerState::Connecting,
                stopped: false,
            }),
            changed: Condvar::new(),
        });
        let mut worker = Worker {
            shared: Arc::clone(&shared),
            address,
            settings,
            repeats: Repeats::new(repeat_within),
            started: Instant::now(),
            on_event,
        };
        let thread = thread::Builder::new()
            .name("scanner".to_owned())
            .spawn(move || worker.run())?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// How the connection stands now.
    #[must_use]
    pub fn state(&self) -> ScannerState {
        self.shared.lock().link.clone()
    }
}

impl Drop for ScannerReader {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stopped(&self) -> bool {
        self.lock().stopped
    }

    /// Waits so long, or until it is to stop.
    fn pause(&self, limit: Duration) {
        drop(
            self.changed
                .wait_timeout_while(self.lock(), limit, |state| !state.stopped),
        );
    }
}

/// The codec that fits the way.
enum Codec {
    Serial(SerialScanner),
    Hid(HidPosScanner),
}

impl Codec {
    fn receive(&mut self, bytes: &[u8], at: Duration) -> Vec<ScanEvent> {
        match self {
            Self::Serial(scanner) => scanner.receive(bytes, at),
            Self::Hid(scanner) if bytes.is_empty() => scanner.wait(at).into_iter().collect(),
            Self::Hid(scanner) => scanner.receive(bytes, at),
        }
    }

    fn disconnected(&mut self) -> Option<ScanEvent> {
        match self {
            Self::Serial(scanner) => scanner.disconnected(),
            Self::Hid(scanner) => scanner.disconnected(),
        }
    }
}

struct Worker {
    shared: Arc<Shared>,
    address: PortAddress,
    settings: ScannerSettings,
    repeats: Repeats,
    started: Instant,
    on_event: OnEvent,
}

impl Worker {
    fn run(&mut self) {
        let mut pause = RECONNECT.0;
        while !self.shared.stopped() {
            let opened = Link::open(&self.address, CONNECT, TURN);
            let ended = opened.and_then(|link| self.listen(link, &mut pause));
            let Err(error) = ended else {
                return;
            };
            self.report(&error);
            self.shared.pause(pause);
            pause = (pause * 2).min(RECONNECT.1);
        }
    }

    fn codec(&self) -> Codec {
        if let PortAddress::Hidraw { .. } = &self.address {
            let descriptor = Link::report_descriptor(&self.address);
            let layout = descriptor.and_then(|bytes| HidPosLayout::from_descriptor(&bytes));
            let layout = layout.unwrap_or(HidPosLayout::USUAL);
            return Codec::Hid(HidPosScanner::new(layout, self.settings.marks.clone()));
        }
        Codec::Serial(SerialScanner::new(self.settings.clone()))
    }

    /// Listens until it is to stop, or the connection breaks. The pause before the next attempt is short again once the
    /// connection has lasted.
    fn listen(&mut self, mut link: Link, pause: &mut Duration) -> Result<(), TransportError> {
        let mut codec = self.codec();
        let opened_at = self.started.elapsed();
        let mut lasted = false;
        if self.shared.lock().link == ScannerState::Connecting {
            self.show(ScannerState::Listening);
        }
        let mut bytes = [0; 1024];
        while !self.shared.stopped() {
            match link.receive(&mut bytes) {
                Ok(count) => {
                    let came = bytes.get(..count).unwrap_or_default();
                    let at = self.started.elapsed();
                    if !lasted && (count > 0 || at.saturating_sub(opened_at) >= LASTS) {
                        lasted = true;
                        *pause = RECONNECT.0;
                        if self.shared.lock().link != ScannerState::Listening {
                            self.show(ScannerState::Listening);
                        }
                    }
                    for event in codec.receive(came, at) {
                        self.tell(event, at);
                    }
                }
                Err(error) => {
                    let at = self.started.elapsed();
                    if let Some(event) = codec.disconnected() {
                        self.tell(event, at);
                    }
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn tell(&mut self, event: ScanEvent, at: Duration) {
        if let ScanEvent::Scanned(scan) = &event
            && self.repeats.is_repeat(&scan.text, at)
        {
            return;
        }
        (self.on_event)(ReaderEvent::Scan(event));
    }

    /// Says once what is wrong, not at every attempt.
    fn report(&mut self, error: &TransportError) {
        if self.shared.lock().link.code() == error.code() {
            return;
        }
        tracing::warn!(scanner.address = %self.address, error = %error, "the scanner cannot be reached");
        self.show(ScannerState::Failed {
            code: error.code(),
            words: [error.words(Locale::Ru), error.words(Locale::En)],
        });
    }

    fn show(&mut self, state: ScannerState) {
        self.shared.lock().link = state.clone();
        (self.on_event)(ReaderEvent::State(state));
    }
}

#[cfg(test)]
mod tests;
