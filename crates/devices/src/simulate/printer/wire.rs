//! What the virtual printer is connected by.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::simulate::playing::{TURN, attended};
use crate::transport::is_silence;

/// A network connection or a serial line.
#[derive(Debug)]
pub(super) enum Wire {
    Network(TcpStream),
    #[cfg(unix)]
    Line {
        port: serialport::TTYPort,
        /// The other end; as long as it is open the line does not hang up between two clients.
        _other_end: serialport::TTYPort,
    },
}

/// What came over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    Bytes(usize),
    Silence,
    Gone,
}

impl Wire {
    /// Prepares a connection; nothing when it broke already.
    pub(super) fn network(stream: TcpStream) -> Option<Self> {
        attended(stream).map(Self::Network)
    }

    /// Opens a line. Gives it and the path that clients open.
    #[cfg(unix)]
    pub(super) fn line() -> std::io::Result<(Self, std::path::PathBuf)> {
        use serialport::SerialPort as _;
        let (mut port, other_end) = serialport::TTYPort::pair()?;
        port.set_timeout(TURN)?;
        let path = other_end.name().unwrap_or_default();
        let line = Self::Line {
            port,
            _other_end: other_end,
        };
        Ok((line, path.into()))
    }

    /// Whether clients come and go without a trace.
    pub(super) const fn is_line(&self) -> bool {
        match self {
            Self::Network(_) => false,
            #[cfg(unix)]
            Self::Line { .. } => true,
        }
    }

    /// Says something. The client may have gone; the job counts all the same.
    pub(super) fn send(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let sent = match self {
            Self::Network(stream) => stream.write_all(bytes),
            #[cfg(unix)]
            Self::Line { port, .. } => port.write_all(bytes),
        };
        if let Err(error) = sent {
            tracing::debug!(error = %error, "the virtual printer's answer was not taken");
        }
    }

    pub(super) fn hear(&mut self, bytes: &mut [u8]) -> Heard {
        let heard = match self {
            Self::Network(stream) => stream.read(bytes),
            #[cfg(unix)]
            Self::Line { port, .. } => port.read(bytes),
        };
        match heard {
            Ok(0) if self.is_line() => Heard::Silence,
            Ok(0) => Heard::Gone,
            Ok(count) => Heard::Bytes(count),
            Err(error) if is_silence(error.kind()) => Heard::Silence,
            Err(_) => Heard::Gone,
        }
    }

    /// Waits until bytes are there that will stay unread. Gives whether there are.
    pub(super) fn wait_for_more(&mut self, stopped: impl Fn() -> bool) -> bool {
        while !stopped() {
            let is_there = match self {
                Self::Network(stream) => match stream.peek(&mut [0]) {
                    Err(error) if is_silence(error.kind()) => false,
                    Ok(_) | Err(_) => true,
                },
                #[cfg(unix)]
                Self::Line { port, .. } => {
                    use serialport::SerialPort as _;
                    std::thread::sleep(TURN);
                    port.bytes_to_read().map_or(true, |count| count > 0)
                }
            };
            if is_there {
                return true;
            }
        }
        false
    }

    /// Throws away what has come.
    pub(super) fn drain(&mut self) {
        let mut bytes = [0; 2048];
        while matches!(self.hear(&mut bytes), Heard::Bytes(_)) {}
    }
}
