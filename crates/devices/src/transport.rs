//! Ways to a device: TCP, serial, USB, print queues, HID and files. Each call blocks, and each has limits.

mod address;
mod conversation;
mod cups;
mod error;
#[cfg(test)]
mod fake;
mod file;
pub mod hid;
#[cfg(target_os = "linux")]
mod hidraw;
mod link;
pub mod ports;
pub mod printers;
mod serial;
mod tcp;
pub mod udev;
pub mod usb;
mod windows;
mod wire;

use std::time::Duration;

use self::ports::{PortLister, SystemPorts};
use crate::printer::status::PrinterStatus;

pub use self::address::{
    AddressError, PortAddress, RAW_PRINTING_PORT, SerialFlow, SerialParity, SerialSettings,
};
pub use self::error::TransportError;
pub use self::link::Link;
pub(crate) use self::serial::open as open_serial;
pub(crate) use self::tcp::connect as connect_tcp;
pub(crate) use self::wire::is_silence;

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the name to be found and the connection to stand, each.
    pub connect: Duration,
    /// For the printer to take more bytes, before it counts as stalled.
    pub stall: Duration,
    /// For an answer to a status request, before it counts as "does not answer".
    pub answer: Duration,
    /// For the printer to say that it is done with a job, as long as it answers otherwise that it is well. Some never
    /// say so.
    pub confirm: Duration,
    /// For the printer to answer anything at all after a job.
    pub done: Duration,
}

impl Limits {
    /// What suits a shop: a printer that is off is noticed in three seconds, one that is slow is waited for.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(3),
        stall: Duration::from_secs(10),
        answer: Duration::from_millis(500),
        confirm: Duration::from_secs(3),
        done: Duration::from_secs(20),
    };
}

/// What is known about a job that went out without an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The printer said that it worked through all of it.
    Confirmed,
    /// All bytes were handed over; the printer does not say what became of them.
    HandedOver,
}

/// A way to a printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterPort {
    address: PortAddress,
    limits: Limits,
    asks_status: bool,
}

impl PrinterPort {
    /// Makes a port. With `asks_status`, a printer on TCP, a serial line or USB is asked whether it is ready before a job and
    /// whether it is done after it (see [`crate::printer::profile::PrinterProfile::answers_status`]); queues and files never
    /// answer.
    #[must_use]
    pub const fn new(address: PortAddress, limits: Limits, asks_status: bool) -> Self {
        Self {
            address,
            limits,
            asks_status,
        }
    }

    /// Where it leads to.
    #[must_use]
    pub const fn address(&self) -> &PortAddress {
        &self.address
    }

    /// Sends a job and waits until the port has taken all of it.
    ///
    /// # Errors
    /// Says what is wrong and what to do; [`TransportError::may_have_printed`] tells whether some of it may be on paper.
    pub fn send(&self, job: &[u8]) -> Result<Delivery, TransportError> {
        self.send_if_admitted(job, &SystemPorts)
    }

    /// A port may be named like one that a fiscal device or a payment terminal is behind by now.
    fn send_if_admitted(
        &self,
        job: &[u8],
        lister: &dyn PortLister,
    ) -> Result<Delivery, TransportError> {
        ports::admit(&self.address, lister)?;
        match &self.address {
            PortAddress::Tcp { host, port } => {
                tcp::send(host, *port, &self.limits, self.asks_status, job)
            }
            PortAddress::Serial { path, settings } => {
                serial::send(path, settings, &self.limits, self.asks_status, job)
            }
            PortAddress::Usb { .. } => match usb::UsbPrinterId::of(&self.address) {
                Some(wanted) => usb::send(&wanted, &self.limits, self.asks_status, job),
                None => Err(self.wrong_way()),
            },
            PortAddress::Cups { queue } => {
                cups::send(&cups::Programs::default(), queue, &self.limits, job)
            }
            PortAddress::Windows { queue } => windows::send(queue, &self.limits, job),
            PortAddress::File { path } => file::send(path, &self.limits, job),
            PortAddress::Hidraw { .. } => Err(self.wrong_way()),
        }
    }

    fn wrong_way(&self) -> TransportError {
        TransportError::WrongWay {
            address: self.address.to_string(),
        }
    }

    /// Asks the printer how it is: the drawer's sensor, the cover, errors, paper. No answers mean that nothing is known: the
    /// printer does not answer, or the way leads in one direction only.
    ///
    /// # Errors
    /// The printer cannot be reached: says what is wrong and what to do.
    pub fn ask_status(&self) -> Result<Vec<PrinterStatus>, TransportError> {
        ports::admit(&self.address, &SystemPorts)?;
        match &self.address {
            PortAddress::Tcp { host, port } => tcp::ask(host, *port, &self.limits),
            PortAddress::Serial { path, settings } => serial::ask(path, settings, &self.limits),
            PortAddress::Usb { .. } => match usb::UsbPrinterId::of(&self.address) {
                Some(wanted) => usb::ask(&wanted, &self.limits),
                None => Err(self.wrong_way()),
            },
            PortAddress::Cups { .. } | PortAddress::Windows { .. } | PortAddress::File { .. } => {
                Ok(Vec::new())
            }
            PortAddress::Hidraw { .. } => Err(self.wrong_way()),
        }
    }

    /// Sends a command that a printer obeys at once, without asking whether it is ready and without waiting for it.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn send_now(&self, command: &[u8]) -> Result<(), TransportError> {
        let unasked = Self {
            asks_status: false,
            ..self.clone()
        };
        unasked.send(command).map(|_| ())
    }
}

#[cfg(test)]
mod tests;
