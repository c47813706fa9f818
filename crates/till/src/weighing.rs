//! Keeps the scale of the settings connected, and tells the screens what it shows.

mod view;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bezmen_contract::till::{ScaleSettings, ScaleView};
use bezmen_devices::scale::codec::ScaleCodec;
use bezmen_devices::scale::poller::Poller;
use bezmen_devices::scale::protocol::{ScaleOptions, ScaleProtocol};
use bezmen_devices::scale::protocols::UnknownProtocol;
use bezmen_devices::transport::{AddressError, PortAddress};
use bezmen_domain::locale::Locale;
use tokio::sync::watch;

use crate::hooks::ScaleReader;
use crate::store::StoreError;

/// How soon it notices other settings or that it is to stop.
const TURN: Duration = Duration::from_millis(200);

/// What the weighing worker needs of the till.
pub trait WeighHost: Send + Sync + 'static {
    /// The scale in force, if there is one, and the language of the screens.
    ///
    /// # Errors
    /// The database refuses.
    fn scale(&self) -> Result<(Option<ScaleSettings>, Locale), StoreError>;
    /// Counts up when the settings may have changed.
    fn settings_changed(&self) -> watch::Receiver<u64>;
    /// Hears of every change of what the scale shows.
    fn weight_changed(&self, view: ScaleView);
}

/// Why the scale's settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScaleSetupError {
    /// There is no such protocol.
    #[error(transparent)]
    Protocol(#[from] UnknownProtocol),
    /// The address cannot be read.
    #[error(transparent)]
    Address(#[from] AddressError),
}

/// The scale as it is now.
#[derive(Debug)]
enum Scale {
    Absent,
    Unusable(String),
    Polled(Poller),
}

#[derive(Debug)]
struct Shared {
    scale: Mutex<(Scale, Locale)>,
    stopped: AtomicBool,
    bell: Condvar,
}

/// The running worker. It stops when this is dropped.
#[derive(Debug)]
pub struct Weighing {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Weighing {
    /// Connects to the scale of the settings and follows them.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(host: Arc<dyn WeighHost>) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared {
            scale: Mutex::new((Scale::Absent, Locale::Ru)),
            stopped: AtomicBool::new(false),
            bell: Condvar::new(),
        });
        let of_thread = Arc::clone(&shared);
        let spawned = thread::Builder::new()
            .name("bezmen-weighing".to_owned())
            .spawn(move || run(&of_thread, host.as_ref()));
        let failed = |error: std::io::Error| StoreError::File {
            path: "bezmen-weighing".to_owned(),
            reason: error.to_string(),
        };
        Ok(Self {
            shared,
            thread: Some(spawned.map_err(failed)?),
        })
    }

    /// A handle that reads the scale.
    pub fn reader(&self) -> Arc<dyn ScaleReader> {
        Arc::clone(&self.shared) as Arc<dyn ScaleReader>
    }
}

impl Drop for Weighing {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        self.shared.bell.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, (Scale, Locale)> {
        self.scale.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ScaleReader for Shared {
    fn view(&self) -> ScaleView {
        let (scale, locale) = &*self.lock();
        match scale {
            Scale::Absent => view::absent(*locale),
            Scale::Unusable(hint) => view::unusable(hint),
            Scale::Polled(poller) => view::of(&poller.snapshot(), *locale),
        }
    }
}

fn run(shared: &Shared, host: &dyn WeighHost) {
    let mut changed = host.settings_changed();
    changed.mark_changed();
    let mut in_force = None;
    let mut told = None;
    while !shared.stopped.load(Ordering::Relaxed) {
        match changed.has_changed() {
            Err(_) => return,
            Ok(true) => {
                changed.mark_unchanged();
                follow(shared, host, &mut in_force);
            }
            Ok(false) => {}
        }
        let view = shared.view();
        let seen = ScaleView {
            age_ms: 0,
            ..view.clone()
        };
        if told.as_ref() != Some(&seen) {
            told = Some(seen);
            host.weight_changed(view);
        }
        wait(shared);
    }
}

/// Connects to another scale when the settings name another.
fn follow(shared: &Shared, host: &dyn WeighHost, in_force: &mut Option<Option<ScaleSettings>>) {
    let (settings, locale) = match host.scale() {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(error = %error, "the scale's settings cannot be read");
            return;
        }
    };
    shared.lock().1 = locale;
    if in_force.as_ref() == Some(&settings) {
        return;
    }
    // The old connection ends before the new one begins: it may be the same port.
    let old = std::mem::replace(&mut shared.lock().0, Scale::Absent);
    drop(old);
    let scale = match &settings {
        None => Scale::Absent,
        Some(settings) => {
            connect(settings).unwrap_or_else(|error| Scale::Unusable(error.to_string()))
        }
    };
    shared.lock().0 = scale;
    *in_force = Some(settings);
}

fn connect(settings: &ScaleSettings) -> Result<Scale, ScaleSetupError> {
    let protocol: ScaleProtocol = settings.protocol.parse()?;
    let address = address_of(&settings.address, protocol)?;
    let codec = ScaleCodec::new(protocol, ScaleOptions::default());
    Ok(Poller::start(address, codec)
        .map_or_else(|error| Scale::Unusable(error.to_string()), Scale::Polled))
}

/// The port of scales behind a serial-to-network adapter, where the protocol has none of its own.
const ADAPTER_PORT: u16 = 4001;

/// `tcp://host:port`, `host:port`, or the name of a serial port, whose settings are then the protocol's usual ones.
fn address_of(text: &str, protocol: ScaleProtocol) -> Result<PortAddress, ScaleSetupError> {
    let text = text.trim();
    let tcp_port = protocol.facts().tcp_port.unwrap_or(ADAPTER_PORT);
    let is_network =
        text.starts_with("tcp:") || (text.contains(':') && !text.starts_with("serial:"));
    if is_network {
        return Ok(PortAddress::parse(text, tcp_port)?);
    }
    let line = text.strip_prefix("serial:").unwrap_or(text);
    let usual = protocol.facts().serial.first().copied().unwrap_or_default();
    let line = if line.contains('@') {
        format!("serial:{line}")
    } else {
        format!("serial:{line}@{usual}")
    };
    Ok(PortAddress::parse(&line, tcp_port)?)
}

/// Waits until the scale shows something else, or for a turn.
fn wait(shared: &Shared) {
    let guard = shared.lock();
    let waiter = match &guard.0 {
        Scale::Polled(poller) => Some(poller.waiter()),
        Scale::Absent | Scale::Unusable(_) => None,
    };
    match waiter {
        Some(waiter) => {
            drop(guard);
            waiter.wait(TURN);
        }
        None => drop(
            shared
                .bell
                .wait_timeout_while(guard, TURN, |_| !shared.stopped.load(Ordering::Relaxed)),
        ),
    }
}

#[cfg(test)]
mod tests;
