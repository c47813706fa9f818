//! An ATOL cash register behind the server of its driver, which registers nothing but keeps count.

mod http;
mod routes;
mod state;
mod tasks;

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use self::state::Shared;
pub use self::state::{FiscalCounts, FiscalFault, RegisteredDocument};

/// A running simulated fiscal device. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedFiscal {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
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
        let shared = Arc::new(Shared::new(now_ms, user));
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("simulated-fiscal".to_owned())
            .spawn(move || listen(&listener, &of_thread))?;
        Ok(Self {
            address,
            shared,
            listener: Some(thread),
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
        self.shared.lock().set_fault(fault);
    }

    /// Lets time pass on the device's clock.
    pub fn advance(&self, time: Duration) {
        let ms = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let mut state = self.shared.lock();
        state.now_ms = state.now_ms.saturating_add(ms);
    }

    /// The documents in the fiscal storage, in order.
    #[must_use]
    pub fn documents(&self) -> Vec<RegisteredDocument> {
        self.shared.lock().documents.clone()
    }

    /// What was printed without fiscal meaning.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.shared.lock().texts.clone()
    }

    /// How often it was asked for what.
    #[must_use]
    pub fn counts(&self) -> FiscalCounts {
        self.shared.lock().counts
    }

    /// Blocks until the device stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(listener) = self.listener.take() {
            // A thread that panicked has said so already.
            let _ = listener.join();
        }
    }
}

impl Drop for SimulatedFiscal {
    fn drop(&mut self) {
        self.shared.stop();
        let _ =
            TcpStream::connect_timeout(&super::reachable(self.address), Duration::from_millis(200));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept() {
        if shared.is_stopped() {
            return;
        }
        if shared.lock().fault == FiscalFault::Off {
            continue;
        }
        let shared = Arc::clone(shared);
        let spawned = thread::Builder::new()
            .name("simulated-fiscal-client".to_owned())
            .spawn(move || http::serve(stream, &shared));
        if let Err(error) = spawned {
            tracing::warn!(error = %error, "the simulated fiscal device cannot take another client");
        }
    }
}
