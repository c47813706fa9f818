//! Keeps the scale of the settings connected, and tells the screens what it shows.

mod bench;
mod view;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bezmen_contract::till::{MassUnit, ScaleBenchView, ScaleOrder, ScaleSettings, ScaleView};
use bezmen_devices::scale::codec::ScaleCodec;
use bezmen_devices::scale::poller::Poller;
use bezmen_devices::scale::protocol::{ScaleCommand, ScaleOptions, ScaleProtocol};
use bezmen_devices::scale::protocols::UnknownProtocol;
use bezmen_devices::scale::reading::WeightUnit;
use bezmen_devices::transport::AddressError;
use bezmen_domain::locale::Locale;
use tokio::sync::watch;

use crate::bench::places;
use crate::hooks::{ScaleBench, ScaleReader};
use crate::store::StoreError;
use crate::worker_thread::WorkerThread;

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
    /// Hears of a barcode that came over the scale's line: a scale with a scanner in one housing sends both.
    fn label_came(&self, text: String);
}

/// Why the scale's settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScaleSetupError {
    /// There is no such protocol.
    #[error(transparent)]
    Protocol(#[from] UnknownProtocol),
    /// The password is not four digits.
    #[error("the scale's password is four digits, such as 0030")]
    Password,
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

/// Which scale is wanted, and which is connected.
#[derive(Debug)]
struct Pan {
    /// The till's own.
    own: Option<ScaleSettings>,
    /// The one that a technician tries.
    trial: Option<ScaleSettings>,
    /// For how many nothing may be connected now.
    holds: u32,
    /// For which settings the scale below was connected.
    in_force: Option<ScaleSettings>,
    scale: Scale,
    locale: Locale,
}

impl Pan {
    const fn wanted(&self) -> Option<&ScaleSettings> {
        if self.holds > 0 {
            return None;
        }
        match &self.trial {
            Some(trial) => Some(trial),
            None => self.own.as_ref(),
        }
    }
}

#[derive(Debug)]
struct Shared {
    pan: Mutex<Pan>,
    /// Held while one scale is exchanged for another, which may wait for the old one's port.
    exchange: Mutex<()>,
    stopped: AtomicBool,
    bell: Condvar,
}

/// The running worker. It stops when this is dropped.
#[derive(Debug)]
pub struct Weighing {
    shared: Arc<Shared>,
    _thread: WorkerThread,
}

impl Weighing {
    /// Connects to the scale of the settings and follows them.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(host: Arc<dyn WeighHost>) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared {
            pan: Mutex::new(Pan {
                own: None,
                trial: None,
                holds: 0,
                in_force: None,
                scale: Scale::Absent,
                locale: Locale::Ru,
            }),
            exchange: Mutex::new(()),
            stopped: AtomicBool::new(false),
            bell: Condvar::new(),
        });
        let of_thread = Arc::clone(&shared);
        let work = move || run(&of_thread, host.as_ref());
        let thread = WorkerThread::start("bezmen-weighing", work)?;
        Ok(Self {
            shared,
            _thread: thread,
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
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Pan> {
        self.pan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is wanted, and connects to it when it is another one than now.
    fn arrange(&self, change: impl FnOnce(&mut Pan)) {
        let _exchange = self.exchange.lock().unwrap_or_else(PoisonError::into_inner);
        let old = {
            let mut pan = self.lock();
            change(&mut pan);
            if pan.wanted() == pan.in_force.as_ref() {
                return;
            }
            pan.in_force = None;
            std::mem::replace(&mut pan.scale, Scale::Absent)
        };
        // The old connection ends before the new one begins: it may be the same port.
        drop(old);
        let wanted = self.lock().wanted().cloned();
        let scale = match &wanted {
            None => Scale::Absent,
            Some(settings) => {
                connect(settings).unwrap_or_else(|error| Scale::Unusable(error.to_string()))
            }
        };
        let mut pan = self.lock();
        pan.scale = scale;
        pan.in_force = wanted;
        drop(pan);
        self.bell.notify_all();
    }
}

impl ScaleReader for Shared {
    fn view(&self) -> ScaleView {
        let pan = self.lock();
        if pan.holds > 0 || pan.trial.is_some() {
            return view::on_trial(pan.locale);
        }
        view_of(&pan)
    }

    fn bench(&self) -> Option<&dyn ScaleBench> {
        Some(self)
    }
}

impl ScaleBench for Shared {
    fn look(&self, since: u64) -> ScaleBenchView {
        bench::of(&self.lock(), since)
    }

    fn begin_trial(&self, scale: ScaleSettings) {
        self.arrange(|pan| pan.trial = Some(scale));
    }

    fn end_trial(&self) {
        self.arrange(|pan| pan.trial = None);
    }

    fn hold(&self, holds: bool) {
        self.arrange(|pan| {
            pan.holds = if holds {
                pan.holds.saturating_add(1)
            } else {
                pan.holds.saturating_sub(1)
            };
        });
    }

    fn order(&self, order: ScaleOrder) -> bool {
        let command = match order {
            ScaleOrder::Zero => ScaleCommand::Zero,
            ScaleOrder::Tare => ScaleCommand::Tare,
            ScaleOrder::ClearTare => ScaleCommand::ClearTare,
        };
        match &self.lock().scale {
            Scale::Polled(poller) => poller.command(command),
            Scale::Absent | Scale::Unusable(_) => false,
        }
    }
}

fn view_of(pan: &Pan) -> ScaleView {
    match &pan.scale {
        Scale::Absent => view::absent(pan.locale),
        Scale::Unusable(hint) => view::unusable(hint),
        Scale::Polled(poller) => view::of(&poller.snapshot(), pan.locale),
    }
}

fn run(shared: &Shared, host: &dyn WeighHost) {
    let mut changed = host.settings_changed();
    changed.mark_changed();
    let (mut told, mut followed) = (None, true);
    while !shared.stopped.load(Ordering::Relaxed) {
        match changed.has_changed() {
            Err(_) => return,
            Ok(true) => {
                changed.mark_unchanged();
                let result = follow(shared, host);
                if let Err(error) = &result {
                    // What could not be read is a change that is not followed yet.
                    changed.mark_changed();
                    if followed {
                        tracing::error!(error = %error, "the scale's settings cannot be read");
                    }
                }
                followed = result.is_ok();
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
        for label in labels(shared) {
            host.label_came(label);
        }
        wait(shared);
    }
}

/// The barcodes that came over the line of the till's own scale; one on trial sells nothing.
fn labels(shared: &Shared) -> Vec<String> {
    let pan = shared.lock();
    match &pan.scale {
        Scale::Polled(poller) => {
            let labels = poller.take_labels().into_iter().map(|label| label.text);
            labels.filter(|_| pan.trial.is_none()).collect()
        }
        Scale::Absent | Scale::Unusable(_) => Vec::new(),
    }
}

/// Connects to another scale when the settings name another.
fn follow(shared: &Shared, host: &dyn WeighHost) -> Result<(), StoreError> {
    let (settings, locale) = host.scale()?;
    shared.arrange(|pan| {
        pan.own = settings;
        pan.locale = locale;
    });
    Ok(())
}

fn connect(settings: &ScaleSettings) -> Result<Scale, ScaleSetupError> {
    let protocol: ScaleProtocol = settings.protocol.parse()?;
    let address = places::scale_address(&settings.address, Some(protocol))?;
    let codec = ScaleCodec::new(protocol, options_of(settings)?);
    Ok(Poller::start(address, codec)
        .map_or_else(|error| Scale::Unusable(error.to_string()), Scale::Polled))
}

/// What the technician set where the protocol leaves it open.
fn options_of(settings: &ScaleSettings) -> Result<ScaleOptions, ScaleSetupError> {
    let usual = ScaleOptions::default();
    let password = match &settings.password {
        None => usual.password,
        Some(text) => <[u8; 4]>::try_from(text.as_bytes())
            .ok()
            .filter(|password| password.iter().all(u8::is_ascii_digit))
            .ok_or(ScaleSetupError::Password)?,
    };
    Ok(ScaleOptions {
        unit: settings.unit.map(|unit| match unit {
            MassUnit::Gram => WeightUnit::Gram,
            MassUnit::Kilogram => WeightUnit::Kilogram,
            MassUnit::Pound => WeightUnit::Pound,
            MassUnit::Ounce => WeightUnit::Ounce,
        }),
        decimals: settings.decimals,
        password,
        address: settings.number.unwrap_or(usual.address),
        ..usual
    })
}

/// Waits until the scale shows something else, or for a turn.
fn wait(shared: &Shared) {
    let guard = shared.lock();
    let waiter = match &guard.scale {
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
