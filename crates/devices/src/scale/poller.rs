//! A thread that talks to a scale, keeps the latest reading, and connects again by itself.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use bezmen_domain::quantity::Quantity;

use super::codec::ScaleCodec;
use super::protocol::{ScaleCommand, ScaleProtocol};
use super::reading::Observation;
use super::said::Label;
use super::sellable::NotSellable;
use super::traffic::Passed;
use super::watch::Watch;
use crate::transport::ports::{PortLister, SystemPorts, admit};
use crate::transport::{Link, PortAddress, TransportError};

pub use super::watch::LinkState;

/// How long one read waits for bytes; also how soon the thread notices that it is to stop.
const TURN: Duration = Duration::from_millis(20);

/// How long to wait before connecting again: at first, and at most. A scale that comes back is used within two seconds.
const RECONNECT: (Duration, Duration) = (Duration::from_millis(250), Duration::from_millis(1_000));

/// For a name to be found and a connection to stand, each.
const CONNECT: Duration = Duration::from_secs(2);

/// How long a connection over the network may bring nothing before it is made anew: the other end may have forgotten it
/// without a word, and the system would find that out only after many minutes.
const SILENT_CONNECTION: Duration = Duration::from_secs(3);

/// What is known about a scale at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// How the conversation goes.
    pub state: LinkState,
    /// What the scale said last about the weight; nothing when that is too long ago or the connection broke since.
    pub observation: Option<Observation>,
    /// How old that is.
    pub age: Duration,
    /// Grows with every change that a person would see.
    pub version: u64,
    /// How the scale took the last command, `Done` or `Refused`.
    pub last_answer: Option<Observation>,
}

impl Snapshot {
    /// The weight that may be sold now.
    ///
    /// # Errors
    /// Says why nothing may be sold, and what to do.
    pub fn sellable(&self) -> Result<Quantity, NotSellable> {
        self.observation
            .ok_or(NotSellable::NoReading)?
            .sellable(self.age)
    }
}

#[derive(Debug)]
struct State {
    watch: Watch,
    version: u64,
    stopped: bool,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    started: Instant,
}

/// A running poller. It stops when this is dropped.
#[derive(Debug)]
pub struct Poller {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Poller {
    /// Starts to talk to the scale at an address.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(address: PortAddress, codec: ScaleCodec) -> io::Result<Self> {
        Self::start_among(address, codec, Box::new(SystemPorts))
    }

    /// As [`Self::start`], with the ports that there are. One that belongs to a fiscal device or a payment terminal is not even
    /// opened.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start_among(
        address: PortAddress,
        codec: ScaleCodec,
        lister: Box<dyn PortLister>,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                watch: Watch::new(codec),
                version: 0,
                stopped: false,
            }),
            changed: Condvar::new(),
            started: Instant::now(),
        });
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("scale".to_owned())
            .spawn(move || run(&of_thread, &address, lister.as_ref()))?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// What is known now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.shared.snapshot(&self.shared.lock())
    }

    /// Waits until something changed since `seen` (a snapshot's version) or the limit passes, and says what is known then.
    #[must_use]
    pub fn wait_change(&self, seen: u64, limit: Duration) -> Snapshot {
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), limit, |state| state.version == seen);
        let state = waited.unwrap_or_else(PoisonError::into_inner).0;
        self.shared.snapshot(&state)
    }

    /// A handle to wait with, apart from the poller, for the next change after now.
    #[must_use]
    pub fn waiter(&self) -> Waiter {
        Waiter {
            seen: self.shared.lock().version,
            shared: Arc::clone(&self.shared),
        }
    }

    /// Takes the barcodes that came over the scale's line since the last call, in order.
    #[must_use]
    pub fn take_labels(&self) -> Vec<Label> {
        self.shared.lock().watch.take_labels()
    }

    /// Tells the scale to do something; says whether its protocol has that. [`Snapshot::last_answer`] says later how the scale
    /// took it.
    pub fn command(&self, command: ScaleCommand) -> bool {
        self.shared.lock().watch.command(command)
    }

    /// What went over the line, from the entry of this number on.
    #[must_use]
    pub fn traffic(&self, since: u64) -> Vec<Passed> {
        self.shared.lock().watch.traffic().since(since)
    }

    /// Which protocol is spoken.
    #[must_use]
    pub fn protocol(&self) -> ScaleProtocol {
        self.shared.lock().watch.codec().protocol()
    }
}

/// Waits for a change of what is known about a scale.
#[derive(Debug)]
pub struct Waiter {
    shared: Arc<Shared>,
    seen: u64,
}

impl Waiter {
    /// Waits until something changed since this was made, or the limit passes.
    pub fn wait(&self, limit: Duration) {
        let unchanged = |state: &mut State| state.version == self.seen && !state.stopped;
        drop(
            self.shared
                .changed
                .wait_timeout_while(self.shared.lock(), limit, unchanged),
        );
    }
}

impl Drop for Poller {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

/// What a person would see of a scale.
type Seen = (LinkState, Option<Observation>, Option<Observation>, usize);

fn seen(watch: &Watch) -> Seen {
    (
        watch.link().clone(),
        watch.latest().map(|(observation, _)| observation),
        watch.last_answer(),
        watch.waiting_labels(),
    )
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn snapshot(&self, state: &State) -> Snapshot {
        let now = self.started.elapsed();
        let latest = state.watch.latest();
        Snapshot {
            state: state.watch.link().clone(),
            observation: latest.map(|(observation, _)| observation),
            age: latest.map_or(Duration::ZERO, |(_, at)| now.saturating_sub(at)),
            version: state.version,
            last_answer: state.watch.last_answer(),
        }
    }

    /// Changes what is known; counts and tells it when a person would see a difference.
    fn change<T>(&self, change: impl FnOnce(&mut Watch, Duration) -> T) -> T {
        let mut state = self.lock();
        let before = seen(&state.watch);
        let result = change(&mut state.watch, self.started.elapsed());
        if before != seen(&state.watch) {
            state.version += 1;
            self.changed.notify_all();
        }
        result
    }

    /// Waits so long, or until it is to stop.
    fn pause(&self, limit: Duration) {
        drop(
            self.changed
                .wait_timeout_while(self.lock(), limit, |state| !state.stopped),
        );
    }
}

/// Why a conversation ended without an error.
enum Ended {
    /// It is to stop.
    Stopped,
    /// Nothing came over the network for long.
    Silent,
}

fn run(shared: &Shared, address: &PortAddress, lister: &dyn PortLister) {
    let mut pause = RECONNECT.0;
    while !shared.lock().stopped {
        let opened = admit(address, lister).and_then(|()| Link::open(address, CONNECT, TURN));
        let is_network = matches!(address, PortAddress::Tcp { .. });
        let ended = opened.and_then(|link| {
            pause = RECONNECT.0;
            converse(shared, link, is_network)
        });
        let error = match ended {
            Ok(Ended::Stopped) => return,
            Ok(Ended::Silent) => continue,
            Err(error) => error,
        };
        report(shared, address, &error);
        shared.pause(pause);
        pause = (pause * 2).min(RECONNECT.1);
    }
}

/// Says once what is wrong, not at every attempt.
fn report(shared: &Shared, address: &PortAddress, error: &TransportError) {
    let is_new = shared.lock().watch.link().code() != error.code();
    if is_new {
        tracing::warn!(scale.address = %address, error = %error, "the scale cannot be reached");
    }
    shared.change(|watch, _| watch.broken(error));
}

/// Talks until it is to stop, the connection breaks, or nothing comes over the network for long.
fn converse(shared: &Shared, mut link: Link, is_network: bool) -> Result<Ended, TransportError> {
    let mut bytes = [0; 256];
    let mut heard_at = Instant::now();
    shared.change(Watch::connected);
    while !shared.lock().stopped {
        while let Some(request) = shared.change(Watch::due) {
            link.send(&request)?;
        }
        let count = link.receive(&mut bytes)?;
        let came = bytes.get(..count).unwrap_or_default();
        shared.change(|watch, at| watch.received(came, at));
        if count > 0 {
            heard_at = Instant::now();
        } else if is_network && heard_at.elapsed() >= SILENT_CONNECTION {
            return Ok(Ended::Silent);
        }
    }
    Ok(Ended::Stopped)
}

#[cfg(test)]
mod tests;
