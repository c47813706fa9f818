//! A printer that keeps what it prints: on the network, or on a serial line (a pseudo-terminal).

mod answers;
mod connection;
mod fault;
mod real_time;
mod state;
mod wire;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use self::state::State;
use self::wire::Wire;
use super::playing::{Playing, Shared, TURN, prepared};
use crate::printer::interpret::{Event, Rendering};
use crate::printer::profile::PrinterProfile;

pub use self::fault::PrinterFault;

/// What the virtual printer calls after each receipt.
pub type OnReceipt = Box<dyn FnMut(&Rendering) + Send>;

/// How the drawer tells that it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DrawerSensor {
    /// The level of pin 3 is high while it is open.
    #[default]
    HighWhenOpen,
    /// The level of pin 3 is low while it is open.
    LowWhenOpen,
    /// It does not tell: the level is always low.
    None,
}

/// How a virtual printer is built.
#[derive(Default)]
pub struct PrinterOptions {
    /// Whether receipts come with their picture.
    pub draws: bool,
    /// How fast it prints; at once when nothing is said. Meanwhile 4 KB wait in its memory, and no more are taken.
    pub bytes_per_second: Option<usize>,
    /// The sensor of its drawer.
    pub sensor: DrawerSensor,
    /// What is called after each receipt.
    pub on_receipt: Option<OnReceipt>,
}

/// Something happened to a virtual printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrinterNews {
    /// It did something while printing: it cut, drew a code, opened the drawer.
    Event(Event),
    /// A receipt is ready, by a cut or by the end of its job.
    Receipt(Box<Rendering>),
    /// It broke or was repaired.
    Fault(PrinterFault),
    /// The drawer was opened or closed.
    Drawer {
        /// Whether it is open now.
        open: bool,
    },
    /// A client came or went; on a serial line one comes as the printer starts and stays.
    Client {
        /// Whether it is there now.
        connected: bool,
    },
}

/// Where a virtual printer is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrinterPlace {
    /// On the network.
    Network(SocketAddr),
    /// At a serial line with this path.
    Line(PathBuf),
}

/// A running virtual printer. It stops when this is dropped.
#[derive(Debug)]
pub struct VirtualPrinter {
    place: PrinterPlace,
    playing: Playing<State>,
}

/// What its thread is called.
const NAME: &str = "virtual-printer";

/// How long it takes at most to be switched on or off.
const SWITCHING: Duration = Duration::from_secs(2);

impl VirtualPrinter {
    /// Starts a printer of this profile at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs, profile: &PrinterProfile) -> io::Result<Self> {
        Self::start_network(address, profile, PrinterOptions::default())
    }

    /// As [`Self::start`], and calls back with each receipt as it is cut off.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start_with(
        address: impl ToSocketAddrs,
        profile: &PrinterProfile,
        on_receipt: Option<OnReceipt>,
    ) -> io::Result<Self> {
        let options = PrinterOptions {
            on_receipt,
            ..PrinterOptions::default()
        };
        Self::start_network(address, profile, options)
    }

    /// Starts a printer on the network. It serves one client at a time; the others wait.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start_network(
        address: impl ToSocketAddrs,
        profile: &PrinterProfile,
        options: PrinterOptions,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let endpoint = prepared(&listener)?;
        let address = listener.local_addr()?;
        let state = State::new(profile, options);
        Ok(Self {
            place: PrinterPlace::Network(address),
            playing: Playing::start(NAME, endpoint, state, move |shared| {
                listen(listener, address, shared);
            })?,
        })
    }

    /// Starts a printer on a serial line of its own; [`Self::place`] has the path to open.
    ///
    /// # Errors
    /// The system gives no pseudo-terminal.
    #[cfg(unix)]
    pub fn start_line(profile: &PrinterProfile, options: PrinterOptions) -> io::Result<Self> {
        let (wire, path) = Wire::line()?;
        let endpoint = format!("serial:{}", path.display());
        let state = State::new(profile, options);
        Ok(Self {
            place: PrinterPlace::Line(path),
            playing: Playing::start(NAME, endpoint, state, move |shared| attend(wire, shared))?,
        })
    }

    /// Where it is reached.
    #[must_use]
    pub const fn place(&self) -> &PrinterPlace {
        &self.place
    }

    /// Where it listens; an address that nobody has when it is on a serial line.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        match &self.place {
            PrinterPlace::Network(address) => *address,
            PrinterPlace::Line(_) => {
                SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0)
            }
        }
    }

    /// The receipts so far: pieces of paper with something on them, each up to its cut or the end of its job.
    #[must_use]
    pub fn receipts(&self) -> Vec<Rendering> {
        self.playing.lock().receipts.clone()
    }

    /// All events so far, those between receipts included.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.playing.lock().events.clone()
    }

    /// How often the drawer was opened.
    #[must_use]
    pub fn kicks(&self) -> usize {
        self.playing.lock().kicks()
    }

    /// Hears of everything that happens from now on.
    #[must_use]
    pub fn subscribe(&self) -> Receiver<PrinterNews> {
        self.playing.change(State::subscribe)
    }

    /// Waits until there are so many receipts, and gives those there are then.
    #[must_use]
    pub fn wait_for(&self, count: usize, limit: Duration) -> Vec<Rendering> {
        let guard = self
            .playing
            .wait(limit, |state| state.receipts.len() >= count);
        guard.receipts.clone()
    }

    /// Waits until the drawer was opened so often, and says how often it was.
    #[must_use]
    pub fn wait_for_kicks(&self, count: usize, limit: Duration) -> usize {
        let guard = self.playing.wait(limit, |state| state.kicks() >= count);
        guard.kicks()
    }

    /// Breaks or repairs the printer. Without paper or with an open cover it keeps what it has in its memory and prints
    /// that later; switched off or started anew it loses it.
    pub fn set_fault(&self, fault: PrinterFault) {
        self.playing.change(|state| state.set_fault(fault));
        // Only when nobody listens any more is the printer really off for whoever asks next.
        let listens = fault != PrinterFault::Off;
        drop(
            self.playing
                .wait(SWITCHING, |state| state.listening == listens),
        );
    }

    /// What is wrong with it.
    #[must_use]
    pub fn fault(&self) -> PrinterFault {
        self.playing.lock().fault
    }

    /// Puts a new roll in, if it lacks paper or soon will.
    pub fn insert_paper(&self) {
        let fault = self.fault();
        if matches!(
            fault,
            PrinterFault::PaperOut | PrinterFault::PaperOutAfter(_) | PrinterFault::PaperNearEnd
        ) {
            self.set_fault(PrinterFault::None);
        }
    }

    /// Opens the cover.
    pub fn open_cover(&self) {
        self.set_fault(PrinterFault::CoverOpen);
    }

    /// Closes the cover, if it is open.
    pub fn close_cover(&self) {
        if self.fault() == PrinterFault::CoverOpen {
            self.set_fault(PrinterFault::None);
        }
    }

    /// Opens the drawer with its key.
    pub fn open_drawer(&self) {
        self.playing.change(|state| state.set_drawer(true));
    }

    /// Pushes the drawer shut.
    pub fn close_drawer(&self) {
        self.playing.change(|state| state.set_drawer(false));
    }

    /// Whether the drawer is open.
    #[must_use]
    pub fn drawer_is_open(&self) -> bool {
        self.playing.lock().drawer_open
    }

    /// Changes how fast it prints; nothing means at once.
    pub fn set_speed(&self, bytes_per_second: Option<usize>) {
        self.playing
            .change(|state| state.set_speed(bytes_per_second));
    }

    /// Blocks until the printer stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}

/// Serves one client at a time, as a real printer does; while it is off, nobody listens.
fn listen(listener: TcpListener, address: SocketAddr, shared: &Shared<State>) {
    let mut listener = Some(listener);
    while !shared.is_stopped() {
        if shared.lock().fault == PrinterFault::Off {
            drop(listener.take());
            shared.change(|state| state.listening = false);
            drop(shared.wait(SWITCHING, |state| state.fault != PrinterFault::Off));
            continue;
        }
        if listener.is_none() {
            listener = listen_again(address, shared);
        }
        let client = listener.as_ref().and_then(|open| open.accept().ok());
        if let Some(mut wire) = client.and_then(|(stream, _)| Wire::network(stream)) {
            connection::serve(&mut wire, shared);
        } else {
            idle(shared);
        }
    }
}

fn listen_again(address: SocketAddr, shared: &Shared<State>) -> Option<TcpListener> {
    let bound = TcpListener::bind(address)
        .and_then(|listener| listener.set_nonblocking(true).map(|()| listener));
    match bound {
        Ok(listener) => {
            shared.change(|state| state.listening = true);
            Some(listener)
        }
        Err(error) => {
            tracing::warn!(printer.address = %address, error = %error, "the virtual printer cannot listen again yet");
            None
        }
    }
}

/// Goes on printing while no client is there.
fn idle(shared: &Shared<State>) {
    if shared.lock().is_waiting() {
        // Nobody is there to hear the answers.
        let _ = shared.change(State::print_waiting);
    }
    shared.pause(TURN);
}

/// Attends a serial line, on which nobody says hello or goodbye.
#[cfg(unix)]
fn attend(mut wire: Wire, shared: &Shared<State>) {
    while !shared.is_stopped() {
        if shared.lock().fault == PrinterFault::Off {
            wire.drain();
            shared.change(|state| state.listening = false);
            shared.pause(TURN);
        } else {
            shared.change(|state| state.listening = true);
            connection::serve(&mut wire, shared);
        }
    }
}

#[cfg(test)]
mod tests;
