//! What the system said, sorted out.

use std::io;

use super::TransportError;
use super::gone::is_gone;

impl TransportError {
    /// Sorts out what the system said about writing to a port or a file.
    pub(crate) fn from_write(address: &str, source: io::Error, sent: usize) -> Self {
        use io::ErrorKind as Kind;
        let address = address.to_owned();
        match source.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
                Self::DiskFull { path: address }
            }
            Kind::WouldBlock | Kind::TimedOut => Self::Stalled { address, sent },
            Kind::ConnectionReset
            | Kind::ConnectionAborted
            | Kind::BrokenPipe
            | Kind::UnexpectedEof
            | Kind::NotConnected => Self::Broken { address, sent },
            _ if is_gone(&source) => Self::Unplugged { address, sent },
            _ => Self::Other {
                address,
                source,
                sent,
            },
        }
    }

    /// Sorts out what the system said about opening a path.
    pub(crate) fn from_open(path: &str, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound
            | io::ErrorKind::IsADirectory
            | io::ErrorKind::NotADirectory => Self::NoSuchPort { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Permission { path }
            }
            io::ErrorKind::ResourceBusy => Self::Busy { path },
            io::ErrorKind::StorageFull => Self::DiskFull { path },
            _ if is_gone(&source) => Self::NoSuchPort { path },
            _ => Self::Other {
                address: path,
                source,
                sent: 0,
            },
        }
    }
}
