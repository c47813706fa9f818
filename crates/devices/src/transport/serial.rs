//! Serial lines.

use std::io;
use std::time::{Duration, Instant};

use serialport::{ClearBuffer, DataBits, FlowControl, Parity, SerialPort, StopBits};

use super::address::{SerialFlow, SerialParity, SerialSettings};
use super::wire::{Wire, at_least_a_moment};
use super::{Delivery, Limits, TransportError, conversation};

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
    let wire = SerialWire {
        port: open(path, settings, limits.stall)?,
        watches_dsr: settings.flow == SerialFlow::DtrDsr,
    };
    conversation::deliver(wire, path.to_owned(), limits, asks_status, job)
        .map(|(delivery, _)| delivery)
}

struct SerialWire {
    port: Box<dyn SerialPort>,
    watches_dsr: bool,
}

impl SerialWire {
    /// Waits until all written before is out and the device sets DSR. A port that does not tell DSR is only paced.
    fn wait_ready(&mut self, limit: Duration) -> io::Result<()> {
        self.drain(limit)?;
        let deadline = Instant::now() + limit;
        while !self.port.read_data_set_ready().unwrap_or(true) {
            if Instant::now() >= deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            std::thread::sleep(LOOK);
        }
        Ok(())
    }
}

impl Wire for SerialWire {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize> {
        let mut most = CHUNK;
        if self.watches_dsr {
            self.wait_ready(limit)?;
            most = WATCHED_CHUNK;
        }
        self.port
            .set_timeout(at_least_a_moment(limit))
            .map_err(io::Error::from)?;
        let chunk = bytes.get(..most).unwrap_or(bytes);
        io::Write::write(&mut self.port, chunk)
    }

    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize> {
        self.port
            .set_timeout(at_least_a_moment(limit))
            .map_err(io::Error::from)?;
        io::Read::read(&mut self.port, bytes)
    }

    /// Waits until the line has carried everything; closing earlier would throw the rest away.
    fn drain(&mut self, limit: Duration) -> io::Result<()> {
        let mut deadline = Instant::now() + limit;
        let mut waiting = u32::MAX;
        while Instant::now() < deadline {
            match self.port.bytes_to_write() {
                Ok(0) | Err(_) => return Ok(()),
                Ok(left) if left < waiting => {
                    waiting = left;
                    deadline = Instant::now() + limit;
                }
                Ok(_) => {}
            }
            std::thread::sleep(LOOK);
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    /// Closing a line that does not move would wait half a minute for it.
    fn abandon(&mut self) {
        let _ = self.port.clear(ClearBuffer::Output);
    }
}
