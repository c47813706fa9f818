//! A payment terminal on TCP that speaks ZVT and counts what it charges.

mod fault;
mod line;
mod session;
mod state;

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};

pub use self::fault::TerminalFault;
use self::state::State;
pub use self::state::TerminalCounts;
use super::playing::Playing;

/// A running simulated terminal. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedTerminal {
    address: SocketAddr,
    playing: Playing<State>,
}

impl SimulatedTerminal {
    /// Starts a terminal at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let state = State::default();
        Ok(Self {
            address,
            playing: Playing::at_once("simulated-terminal", state, listener, session::serve)?,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Breaks or repairs the terminal.
    pub fn set_fault(&self, fault: TerminalFault) {
        self.playing.lock().fault = fault;
    }

    /// What it has done so far.
    #[must_use]
    pub fn counts(&self) -> TerminalCounts {
        self.playing.lock().counts
    }

    /// Charges a card at the terminal itself, as a cashier could without the till.
    pub fn charge_by_hand(&self, minor: u64) {
        self.playing.lock().charge(minor);
    }

    /// Blocks until the terminal stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}
