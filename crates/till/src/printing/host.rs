//! What the worker needs of the till, and how patient it is.

use std::sync::Arc;
use std::time::Duration;

use bezmen_contract::till::PrinterLamp;
use bezmen_devices::transport::Limits;
use rusqlite::Connection;
use tokio::sync::watch;

use super::in_force::InForce;
use super::station::Station;
use crate::store::{Store, StoreError};

/// How patient the worker is.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The pause after a first failure; it doubles with each further one.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// How long the printer may take for what.
    pub limits: Limits,
    /// How often an idle printer is asked how it is; never when there is nothing here.
    pub asks_every: Option<Duration>,
}

impl Pace {
    /// What suits a shop: a printer that was switched on again is used within ten seconds.
    pub const USUAL: Self = Self {
        first_pause: Duration::from_secs(1),
        longest_pause: Duration::from_secs(10),
        limits: Limits::USUAL,
        asks_every: Some(Duration::from_secs(15)),
    };
}

/// What the worker needs of the till.
pub trait PrintHost: Send + Sync + 'static {
    /// The database with the queue.
    fn store(&self) -> &Store;
    /// The moment, as the jobs' times are told.
    fn now_ms(&self) -> i64;
    /// The printer in force, if there is one, and its jobs, as the database says at this moment.
    ///
    /// # Errors
    /// The database refuses.
    fn printer(&self, connection: &Connection) -> Result<InForce, StoreError>;
    /// The printer as it is shared with the technician's bench.
    fn station(&self) -> Arc<Station>;
    /// Counts up when a job has come (after its commit) or the printer in force has changed.
    fn queue_grew(&self) -> watch::Receiver<u64>;
    /// Hears of every change of the lamp.
    fn lamp_changed(&self, lamp: PrinterLamp);
}
