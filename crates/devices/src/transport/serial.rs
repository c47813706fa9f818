//! Serial lines.

use std::io;
use std::time::{Duration, Instant};

use serialport::{ClearBuffer, DataBits, FlowControl, Parity, SerialPort, StopBits};

use super::address::{SerialFlow, SerialParity, SerialSettings};
use super::wire::{Wire, at_least_a_moment};
use super::{Delivery, Limits, TransportError, conversation};
use crate::printer::status::PrinterStatus;

/// Bytes handed to the line at once: small, so that a stall is noticed near where it happens.
const CHUNK: usize = 256;

/// Bytes handed to the line at once when DSR is watched by hand: fewer than any printer has room for after it says stop.
const WATCHED_CHUNK: usize = 32;

/// How often a line is looked at while it carries bytes.
const LOOK: Duration = Duration::from_millis(5);

/// Opens a serial port for itself alone.
pub(crate) fn open(
    path: &str,
    settings: &SerialSettings,
    timeout: Duration,
) -> Result<Box<dyn SerialPort>, TransportError> {
    let builder = serialport::new(path, settings.baud)
        .data_bits(if settings.data_bits == 7 {
            DataBits::Seven
        } else {
            DataBits::Eight
        })
        .parity(match settings.parity {
            SerialParity::None => Parity::None,
            SerialParity::Even => Parity::Even,
            SerialParity::Odd => Parity::Odd,
        })
        .stop_bits(if settings.stop_bits == 2 {
            StopBits::Two
        } else {
            StopBits::One
        })
        .flow_control(match settings.flow {
            SerialFlow::None | SerialFlow::DtrDsr => FlowControl::None,
            SerialFlow::Hardware => FlowControl::Hardware,
            SerialFlow::Software => FlowControl::Software,
        })
        .timeout(timeout);
    let mut port = builder
        .open()
        .map_err(|error| opening_failed(path, settings, error))?;
    // Many devices speak only to a computer that is "ready"; a port without these lines says so, which does no harm.
    let _ = port.write_data_terminal_ready(true);
    if settings.flow != SerialFlow::Hardware {
        let _ = port.write_request_to_send(true);
    }
    let _ = port.clear(ClearBuffer::Input);
    Ok(port)
}

fn opening_failed(
    path: &str,
    settings: &SerialSettings,
    error: serialport::Error,
) -> TransportError {
    let name = path.to_owned();
    match error.kind() {
        serialport::ErrorKind::NoDevice if is_lock(&error.description) => {
            TransportError::Busy { path: name }
        }
        serialport::ErrorKind::NoDevice => TransportError::NoSuchPort { path: name },
        serialport::ErrorKind::InvalidInput => TransportError::Settings {
            path: name,
            settings: settings.to_string(),
        },
        serialport::ErrorKind::Io(kind) => {
            TransportError::from_open(path, io::Error::new(kind, error.description))
        }
        serialport::ErrorKind::Unknown => {
            TransportError::from_open(path, io::Error::other(error.description))
        }
    }
}

/// Another program has the port: it holds the lock on its file, or has told the system to keep others out.
fn is_lock(description: &str) -> bool {
    description.contains("lock") || description.contains("busy")
}

/// Sends a job to a printer on a serial line.
pub(super) fn send(
    path: &str,
    settings: &SerialSettings,
    limits: &Limits,
    asks_status: bool,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let wire = wire(path, settings, limits)?;
    conversation::deliver(wire, path.to_owned(), limits, asks_status, job)
        .map(|(delivery, _)| delivery)
}

/// Asks a printer on a serial line how it is.
pub(super) fn ask(
    path: &str,
    settings: &SerialSettings,
    limits: &Limits,
) -> Result<Vec<PrinterStatus>, TransportError> {
    conversation::ask(wire(path, settings, limits)?, path.to_owned(), limits)
}

fn wire(
    path: &str,
    settings: &SerialSettings,
    limits: &Limits,
) -> Result<SerialWire<Box<dyn SerialPort>>, TransportError> {
    Ok(SerialWire {
        line: open(path, settings, limits.stall)?,
        watches_dsr: settings.flow == SerialFlow::DtrDsr,
    })
}

/// What the wire needs of a port.
trait Line {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize>;
    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize>;
    /// Bytes that wait to go out; nothing when the port does not tell.
    fn waiting(&mut self) -> Option<u32>;
    /// Whether the device sets DSR; nothing when the port does not tell.
    fn data_set_ready(&mut self) -> Option<bool>;
    /// Throws away what waits to go out.
    fn forget_waiting(&mut self);
}

impl Line for Box<dyn SerialPort> {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize> {
        self.set_timeout(at_least_a_moment(limit))?;
        io::Write::write(self, bytes)
    }

    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize> {
        self.set_timeout(at_least_a_moment(limit))?;
        io::Read::read(self, bytes)
    }

    fn waiting(&mut self) -> Option<u32> {
        self.bytes_to_write().ok()
    }

    fn data_set_ready(&mut self) -> Option<bool> {
        self.read_data_set_ready().ok()
    }

    fn forget_waiting(&mut self) {
        // A port that cannot is only slower to close.
        let _ = self.clear(ClearBuffer::Output);
    }
}

struct SerialWire<L> {
    line: L,
    watches_dsr: bool,
}

impl<L: Line> SerialWire<L> {
    /// Waits until all written before is out and the device sets DSR. A port that does not tell DSR is only paced.
    fn wait_ready(&mut self, limit: Duration) -> io::Result<()> {
        self.drain(limit)?;
        let deadline = Instant::now() + limit;
        while self.line.data_set_ready() == Some(false) {
            if Instant::now() >= deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            std::thread::sleep(LOOK);
        }
        Ok(())
    }
}

impl<L: Line> Wire for SerialWire<L> {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize> {
        let mut most = CHUNK;
        if self.watches_dsr {
            self.wait_ready(limit)?;
            most = WATCHED_CHUNK;
        }
        let chunk = bytes.get(..most).unwrap_or(bytes);
        self.line.write(chunk, limit)
    }

    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize> {
        self.line.read(bytes, limit)
    }

    /// Waits until the line has carried everything; closing earlier would throw the rest away.
    fn drain(&mut self, limit: Duration) -> io::Result<()> {
        let mut deadline = Instant::now() + limit;
        let mut before = u32::MAX;
        while Instant::now() < deadline {
            match self.line.waiting() {
                Some(0) | None => return Ok(()),
                Some(left) if left < before => {
                    before = left;
                    deadline = Instant::now() + limit;
                }
                Some(_) => {}
            }
            std::thread::sleep(LOOK);
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    /// Closing a line that does not move would wait half a minute for it.
    fn abandon(&mut self) {
        self.line.forget_waiting();
    }
}

#[cfg(test)]
mod tests;
