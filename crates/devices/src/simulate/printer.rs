//! A printer on TCP that keeps what it prints.

mod connection;
mod real_time;
mod state;

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use self::state::Shared;
use crate::printer::interpret::{Event, Rendering};
use crate::printer::profile::PrinterProfile;

/// What is wrong with the printer, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrinterFault {
    /// Nothing.
    #[default]
    None,
    /// It is switched off: connections are refused.
    Off,
    /// No paper: it says so when asked, keeps what fits its memory, and prints that when paper is there again.
    PaperOut,
    /// Paper for so many bytes of a job; then it is [`Self::PaperOut`].
    PaperOutAfter(usize),
    /// The cover is open; otherwise as without paper.
    CoverOpen,
    /// It prints but never answers a question, as many cheap printers do.
    NeverAnswers,
    /// It answers about its state, but never that a job is done: some do not know that question.
    NeverSaysDone,
    /// It takes so many bytes of a job and then no more, until the fault goes.
    StallsAfter(usize),
    /// It breaks the connection off after so many bytes of a job.
    ResetsAfter(usize),
}

/// A running virtual printer. It stops when this is dropped.
#[derive(Debug)]
pub struct VirtualPrinter {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

/// What the virtual printer calls after each receipt.
pub type OnReceipt = Box<dyn FnMut(&Rendering) + Send>;

impl VirtualPrinter {
    /// Starts a printer of this profile at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs, profile: &PrinterProfile) -> io::Result<Self> {
        Self::start_with(address, profile, None)
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
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(profile, on_receipt));
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("virtual-printer".to_owned())
            .spawn(move || listen(listener, address, &of_thread))?;
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

    /// The receipts so far: pieces of paper with something on them, each up to its cut or the end of its job.
    #[must_use]
    pub fn receipts(&self) -> Vec<Rendering> {
        self.shared.lock().receipts.clone()
    }

    /// All events so far, those between receipts included.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.shared.lock().events.clone()
    }

    /// How often the drawer was opened.
    #[must_use]
    pub fn kicks(&self) -> usize {
        self.shared.lock().kicks()
    }

    /// Waits until there are so many receipts, and gives those there are then.
    #[must_use]
    pub fn wait_for(&self, count: usize, limit: Duration) -> Vec<Rendering> {
        let deadline = Instant::now() + limit;
        let guard = self
            .shared
            .wait(deadline, |state| state.receipts.len() >= count);
        guard.receipts.clone()
    }

    /// Waits until the drawer was opened so often, and says how often it was.
    #[must_use]
    pub fn wait_for_kicks(&self, count: usize, limit: Duration) -> usize {
        let deadline = Instant::now() + limit;
        let guard = self.shared.wait(deadline, |state| state.kicks() >= count);
        guard.kicks()
    }

    /// Breaks or repairs the printer. What it kept in its memory is printed once it is whole again.
    pub fn set_fault(&self, fault: PrinterFault) {
        self.shared.set_fault(fault);
        self.wake_listener();
        if fault == PrinterFault::Off {
            // Only when nobody listens any more is the printer really off for whoever asks next.
            drop(
                self.shared
                    .wait(Instant::now() + Duration::from_secs(2), |state| {
                        !state.listening
                    }),
            );
        } else {
            drop(
                self.shared
                    .wait(Instant::now() + Duration::from_secs(2), |state| {
                        state.listening
                    }),
            );
        }
    }

    /// Blocks until the printer stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(listener) = self.listener.take() {
            // A thread that panicked has said so already.
            let _ = listener.join();
        }
    }

    /// Ends the blocking wait for the next connection.
    fn wake_listener(&self) {
        let _ =
            TcpStream::connect_timeout(&super::reachable(self.address), Duration::from_millis(200));
    }
}

impl Drop for VirtualPrinter {
    fn drop(&mut self) {
        self.shared.stop();
        self.wake_listener();
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

/// Serves one client at a time, as a real printer does; while it is off, nobody listens.
fn listen(listener: TcpListener, address: SocketAddr, shared: &Shared) {
    let mut listener = Some(listener);
    while !shared.stopped() {
        if shared.fault() == PrinterFault::Off {
            drop(listener.take());
            shared.set_listening(false);
            shared.wait_while_off();
            continue;
        }
        let Some(open) = &listener else {
            match TcpListener::bind(address) {
                Ok(bound) => {
                    listener = Some(bound);
                    shared.set_listening(true);
                }
                Err(error) => {
                    tracing::warn!(printer.address = %address, error = %error, "the virtual printer cannot listen again yet");
                    thread::sleep(Duration::from_millis(50));
                }
            }
            continue;
        };
        if let Ok((stream, _)) = open.accept() {
            if shared.stopped() || shared.fault() == PrinterFault::Off {
                continue;
            }
            connection::serve(stream, shared);
        }
    }
}

#[cfg(test)]
mod tests;
