//! A payment terminal on TCP that speaks ZVT and counts what it charges.

mod line;
mod session;
mod state;

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use self::state::Shared;
pub use self::state::{TerminalCounts, TerminalFault};

/// A running simulated terminal. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedTerminal {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

impl SimulatedTerminal {
    /// Starts a terminal at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("simulated-terminal".to_owned())
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

    /// Breaks or repairs the terminal.
    pub fn set_fault(&self, fault: TerminalFault) {
        self.shared.lock().fault = fault;
    }

    /// What it has done so far.
    #[must_use]
    pub fn counts(&self) -> TerminalCounts {
        self.shared.lock().counts
    }

    /// Charges a card at the terminal itself, as a cashier could without the till.
    pub fn charge_by_hand(&self, minor: u64) {
        self.shared.lock().charge(minor);
    }

    /// Blocks until the terminal stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(listener) = self.listener.take() {
            // A thread that panicked has said so already.
            let _ = listener.join();
        }
    }
}

impl Drop for SimulatedTerminal {
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
        if shared.lock().fault == TerminalFault::Off {
            continue;
        }
        let shared = Arc::clone(shared);
        let spawned = thread::Builder::new()
            .name("simulated-terminal-client".to_owned())
            .spawn(move || session::serve(stream, &shared));
        if let Err(error) = spawned {
            tracing::warn!(error = %error, "the simulated terminal cannot take another client");
        }
    }
}
