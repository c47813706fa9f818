//! Serial lines.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use serialport::{ClearBuffer, DataBits, FlowControl, Parity, SerialPort, StopBits};

use super::address::{SerialFlow, SerialParity, SerialSettings};
use super::{Delivery, Limits, TransportError};

/// Bytes handed to the line at once: small, so that a stall is noticed near where it happens.
const CHUNK: usize = 256;

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
            SerialFlow::None => FlowControl::None,
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
        serialport::ErrorKind::NoDevice if error.description.contains("lock") => {
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

pub(super) fn send(
    path: &str,
    settings: &SerialSettings,
    limits: &Limits,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let mut port = open(path, settings, limits.stall)?;
    let mut sent = 0;
    while sent < job.len() {
        let end = job.len().min(sent + CHUNK);
        match port.write(&job[sent..end]) {
            Ok(0) => {
                return Err(TransportError::Broken {
                    address: path.to_owned(),
                    sent,
                });
            }
            Ok(count) => sent += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(TransportError::from_write(path, error, sent)),
        }
    }
    wait_sent(port.as_ref(), path, limits, sent)?;
    Ok(Delivery::HandedOver)
}

/// Waits until the line has carried everything; closing earlier would throw the rest away.
fn wait_sent(
    port: &dyn SerialPort,
    path: &str,
    limits: &Limits,
    sent: usize,
) -> Result<(), TransportError> {
    let mut deadline = Instant::now() + limits.stall;
    let mut waiting = u32::MAX;
    while Instant::now() < deadline {
        match port.bytes_to_write() {
            Ok(0) | Err(_) => return Ok(()),
            Ok(left) if left < waiting => {
                waiting = left;
                deadline = Instant::now() + limits.stall;
            }
            Ok(_) => {}
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Err(TransportError::Stalled {
        address: path.to_owned(),
        sent,
    })
}
