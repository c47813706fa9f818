//! An ATOL cash register behind the server of its driver, which registers nothing but keeps count.

mod fault;
mod http;
mod routes;
mod state;
mod tasks;

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub use self::fault::FiscalFault;
use self::state::State;
pub use self::state::{FiscalCounts, RegisteredDocument};
use super::playing::Playing;

/// A running simulated fiscal device. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedFiscal {
    address: SocketAddr,
    playing: Playing<State>,
}

impl SimulatedFiscal {
    /// Starts a device without a password, with a closed shift and an empty drawer; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs) -> io::Result<Self> {
        Self::start_with(address, None)
    }

    /// As [`Self::start`], and wants a user and a password.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start_with(
        address: impl ToSocketAddrs,
        user: Option<(String, String)>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let now_ms = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|now| i64::try_from(now.as_millis()).ok())
            .unwrap_or_default();
        let state = State::new(now_ms, user);
        Ok(Self {
            address,
            playing: Playing::at_once("simulated-fiscal", state, listener, http::serve)?,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.address
    }

    /// The address for [`crate::fiscal::atol::AtolConfig`].
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v2", super::reachable(self.address))
    }

    /// Breaks or repairs the device. What it could not finish is finished when it is whole again.
    pub fn set_fault(&self, fault: FiscalFault) {
        self.playing.lock().set_fault(fault);
    }

    /// Lets time pass on the device's clock.
    pub fn advance(&self, time: Duration) {
        let ms = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let mut state = self.playing.lock();
        state.now_ms = state.now_ms.saturating_add(ms);
    }

    /// The documents in the fiscal storage, in order.
    #[must_use]
    pub fn documents(&self) -> Vec<RegisteredDocument> {
        self.playing.lock().documents.clone()
    }

    /// What was printed without fiscal meaning.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.playing.lock().texts.clone()
    }

    /// How often it was asked for what.
    #[must_use]
    pub fn counts(&self) -> FiscalCounts {
        self.playing.lock().counts
    }

    /// Blocks until the device stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}
