//! An open connection to a device that talks: a scale, a scanner.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serialport::SerialPort;

#[cfg(target_os = "linux")]
use super::hidraw::{self, Hidraw};
use super::{PortAddress, SerialSettings, TransportError, connect_tcp, is_silence, open_serial};

/// An open connection, read in turns.
pub struct Link {
    port: Port,
    address: String,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Link")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

enum Port {
    Tcp(TcpStream),
    Serial(Box<dyn SerialPort>),
    #[cfg(target_os = "linux")]
    Hid(Hidraw),
}

impl Link {
    /// Opens a connection whose reads wait for at most a turn; `limit` is for finding the name and for connecting, each.
    ///
    /// # Errors
    /// Says what is wrong and what to do.
    pub fn open(
        address: &PortAddress,
        limit: Duration,
        turn: Duration,
    ) -> Result<Self, TransportError> {
        let port = match address {
            PortAddress::Tcp { host, port } => {
                let stream = connect_tcp(host, *port, limit)?;
                let prepared = stream
                    .set_read_timeout(Some(turn))
                    .and_then(|()| stream.set_write_timeout(Some(limit)));
                prepared
                    .and_then(|()| stream.set_nodelay(true))
                    .map_err(|source| {
                        TransportError::from_write(&address.to_string(), source, 0)
                    })?;
                Port::Tcp(stream)
            }
            PortAddress::Serial { path, settings } => {
                Port::Serial(open_serial(path, settings, turn)?)
            }
            // A path alone is a serial line with the usual settings.
            PortAddress::File { path } => Port::Serial(open_serial(
                &path.display().to_string(),
                &SerialSettings::default(),
                turn,
            )?),
            #[cfg(target_os = "linux")]
            PortAddress::Hidraw { path } => Port::Hid(
                Hidraw::open(path, turn).map_err(|error| hidraw::opening_failed(path, error))?,
            ),
            #[cfg(not(target_os = "linux"))]
            PortAddress::Hidraw { .. } => return Err(wrong_way(address)),
            PortAddress::Usb { .. } | PortAddress::Cups { .. } | PortAddress::Windows { .. } => {
                return Err(wrong_way(address));
            }
        };
        Ok(Self {
            port,
            address: address.to_string(),
        })
    }

    /// Sends bytes.
    ///
    /// # Errors
    /// The connection is broken.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        let written = match &mut self.port {
            Port::Tcp(stream) => stream.write_all(bytes),
            Port::Serial(port) => port.write_all(bytes),
            #[cfg(target_os = "linux")]
            Port::Hid(device) => device.write(bytes),
        };
        written.map_err(|source| match source.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => TransportError::NotTaken {
                address: self.address.clone(),
            },
            _ => TransportError::from_write(&self.address, source, 0),
        })
    }

    /// What the device says about the layout of its reports; nothing when it is not HID or does not say.
    #[must_use]
    pub fn report_descriptor(address: &PortAddress) -> Option<Vec<u8>> {
        match address {
            #[cfg(target_os = "linux")]
            PortAddress::Hidraw { path } => hidraw::descriptor(path).ok(),
            _ => None,
        }
    }

    /// Reads what is there (one report of a HID device); nothing when the turn passes without a byte.
    ///
    /// # Errors
    /// The connection is broken.
    pub fn receive(&mut self, bytes: &mut [u8]) -> Result<usize, TransportError> {
        let read = match &mut self.port {
            Port::Tcp(stream) => stream.read(bytes),
            Port::Serial(port) => port.read(bytes),
            #[cfg(target_os = "linux")]
            Port::Hid(device) => device.read(bytes),
        };
        match read {
            Ok(0) => Err(TransportError::Broken {
                address: self.address.clone(),
                sent: 0,
            }),
            Ok(count) => Ok(count),
            Err(error) if is_silence(error.kind()) => Ok(0),
            Err(error) => Err(TransportError::from_write(&self.address, error, 0)),
        }
    }
}

/// The way leads to printers only.
fn wrong_way(address: &PortAddress) -> TransportError {
    TransportError::WrongWay {
        address: address.to_string(),
    }
}
