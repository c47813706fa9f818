//! A thread that talks to a scale, keeps the latest reading, and connects again by itself.

mod link;

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use bezmen_domain::locale::Locale;
use bezmen_domain::quantity::Quantity;

use self::link::Link;
use super::codec::ScaleCodec;
use super::protocol::ScaleCommand;
use super::reading::Observation;
use super::said::{Heard, Label, Said};
use super::sellable::NotSellable;
use super::settle::Settling;
use crate::transport::{PortAddress, TransportError};

/// How long a scale may be silent before that is said.
const SILENCE: Duration = Duration::from_millis(1_500);

/// How long one read waits for bytes; also how soon the thread notices that it is to stop.
const TURN: Duration = Duration::from_millis(20);

/// How long to wait before connecting again: at first, and at most. A scale that comes back is used within two seconds.
const RECONNECT: (Duration, Duration) = (Duration::from_millis(250), Duration::from_millis(1_000));

/// For a name to be found and a connection to stand, each.
const CONNECT: Duration = Duration::from_secs(2);

/// How the conversation goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// The port is being opened.
    Connecting,
    /// The scale answers.
    Live,
    /// The port is open, but nothing comes.
    Silent,
    /// Something comes, but not this protocol.
    Garbled,
    /// The port cannot be used.
    Failed {
        /// A word for programs.
        code: &'static str,
        /// What to do, in Russian and in English.
        words: [String; 2],
    },
}

impl LinkState {
    /// A word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Silent => "silent",
            Self::Garbled => "garbled",
            Self::Failed { code, .. } => code,
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        match self {
            Self::Connecting => locale.pick("соединяемся с весами", "connecting to the scale"),
            Self::Live => locale.pick("весы на связи", "the scale answers"),
            Self::Silent => locale.pick(
                "весы молчат: проверьте питание, кабель и протокол",
                "the scale is silent: check its power, cable and protocol",
            ),
            Self::Garbled => locale.pick(
                "весы говорят непонятно: проверьте протокол и скорость порта",
                "the scale speaks something else: check the protocol and the speed of the port",
            ),
            Self::Failed {
                words: [russian, english],
                ..
            } => locale.pick(russian, english),
        }
    }

    fn failed(error: &TransportError) -> Self {
        Self::Failed {
            code: error.code(),
            words: [error.words(Locale::Ru), error.words(Locale::En)],
        }
    }
}

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
    link: LinkState,
    latest: Option<(Observation, Instant)>,
    last_answer: Option<Observation>,
    /// Barcodes that came over the line and were not taken yet.
    labels: Vec<Label>,
    version: u64,
    commands: Vec<ScaleCommand>,
    stopped: bool,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
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
        let state = State {
            link: LinkState::Connecting,
            latest: None,
            last_answer: None,
            labels: Vec::new(),
            version: 0,
            commands: Vec::new(),
            stopped: false,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("scale".to_owned())
            .spawn(move || {
                Worker {
                    shared: of_thread,
                    address,
                    codec,
                    settling: Settling::default(),
                    started: Instant::now(),
                }
                .run()
            })?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// What is known now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        snapshot(&self.shared.lock())
    }

    /// Waits until something changed since `seen` (a snapshot's version) or the limit passes, and says what is known then.
    #[must_use]
    pub fn wait_change(&self, seen: u64, limit: Duration) -> Snapshot {
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), limit, |state| state.version == seen);
        snapshot(&waited.unwrap_or_else(PoisonError::into_inner).0)
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
        std::mem::take(&mut self.shared.lock().labels)
    }

    /// Tells the scale to do something; [`Snapshot::last_answer`] says later how it took it.
    pub fn command(&self, command: ScaleCommand) {
        let mut state = self.shared.lock();
        state.last_answer = None;
        state.commands.push(command);
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
        self.shared.change(|state| state.stopped = true);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

fn snapshot(state: &State) -> Snapshot {
    Snapshot {
        state: state.link.clone(),
        observation: state.latest.map(|(observation, _)| observation),
        age: state.latest.map_or(Duration::ZERO, |(_, at)| at.elapsed()),
        version: state.version,
        last_answer: state.last_answer,
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state; counts and tells it when a person would see a difference.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        let before = (
            state.link.clone(),
            state.latest.map(|(observation, _)| observation),
            state.last_answer,
            state.labels.len(),
            state.stopped,
        );
        change(&mut state);
        if before
            != (
                state.link.clone(),
                state.latest.map(|(observation, _)| observation),
                state.last_answer,
                state.labels.len(),
                state.stopped,
            )
        {
            state.version += 1;
            self.changed.notify_all();
        }
    }

    /// Waits so long, or until it is to stop.
    fn pause(&self, limit: Duration) {
        drop(
            self.changed
                .wait_timeout_while(self.lock(), limit, |state| !state.stopped),
        );
    }
}

struct Worker {
    shared: Arc<Shared>,
    address: PortAddress,
    codec: ScaleCodec,
    settling: Settling,
    started: Instant,
}

impl Worker {
    fn run(mut self) {
        let mut pause = RECONNECT.0;
        while !self.shared.lock().stopped {
            let error = match Link::open(&self.address, CONNECT, TURN) {
                Ok(link) => {
                    pause = RECONNECT.0;
                    self.codec.reset();
                    self.settling.forget();
                    match self.converse(link) {
                        Ok(()) => return,
                        Err(error) => error,
                    }
                }
                Err(error) => error,
            };
            self.report(&error);
            self.shared.pause(pause);
            pause = (pause * 2).min(RECONNECT.1);
        }
    }

    /// Says once what is wrong, not at every attempt.
    fn report(&self, error: &TransportError) {
        let failed = LinkState::failed(error);
        if self.shared.lock().link != failed {
            tracing::warn!(scale.address = %self.address, error = %error, "the scale cannot be reached");
        }
        self.shared.change(|state| {
            state.link = failed;
            state.latest = None;
        });
    }

    /// Talks until it is to stop, or the connection breaks.
    fn converse(&mut self, mut link: Link) -> Result<(), TransportError> {
        let mut last_understood = Instant::now();
        let mut garbled = false;
        let mut bytes = [0; 256];
        loop {
            let commands = {
                let mut state = self.shared.lock();
                if state.stopped {
                    return Ok(());
                }
                std::mem::take(&mut state.commands)
            };
            for command in commands {
                self.codec.command(command);
            }
            while let Some(request) = self.codec.to_send(self.started.elapsed()) {
                link.send(&request)?;
            }
            let count = link.receive(&mut bytes)?;
            let came = bytes.get(..count).unwrap_or_default();
            let mut heard = Vec::new();
            self.codec.receive(came, self.started.elapsed(), &mut heard);
            garbled |= count > 0;
            if self.keep(heard) {
                last_understood = Instant::now();
                garbled = false;
            } else if last_understood.elapsed() > SILENCE {
                let link = if garbled {
                    LinkState::Garbled
                } else {
                    LinkState::Silent
                };
                self.shared.change(|state| {
                    state.link = link;
                    state.latest = None;
                });
            }
        }
    }

    /// Keeps what was heard; says whether the scale said anything about itself.
    fn keep(&mut self, heard: Vec<Heard>) -> bool {
        let at = self.started.elapsed();
        let said: Vec<Said> = heard
            .into_iter()
            .filter_map(|piece| piece.said.ok())
            .collect();
        let mut understood = false;
        for said in said {
            match said {
                Said::Observation(Observation::Weight(reading)) => {
                    let watched = self.settling.watch(reading, at);
                    self.keep_latest(Observation::Weight(watched));
                    understood = true;
                }
                Said::Observation(status @ Observation::Status(_)) => {
                    self.settling.forget();
                    self.keep_latest(status);
                    understood = true;
                }
                Said::Observation(answer @ (Observation::Done | Observation::Refused(_))) => {
                    self.shared.change(|state| {
                        state.link = LinkState::Live;
                        state.last_answer = Some(answer);
                    });
                    understood = true;
                }
                Said::Label(label) => {
                    self.shared.change(|state| {
                        state.link = LinkState::Live;
                        state.labels.push(label);
                    });
                    understood = true;
                }
                // They move the conversation on and say nothing about the weight.
                Said::Parameters(_) | Said::Control(_) | Said::Probe | Said::Request => {}
            }
        }
        understood
    }

    fn keep_latest(&self, observation: Observation) {
        let now = Instant::now();
        self.shared.change(|state| {
            state.link = LinkState::Live;
            state.latest = Some((observation, now));
        });
    }
}

#[cfg(test)]
mod tests;
