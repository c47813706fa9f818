//! What a conversation with a printer needs of the way to it.

use std::io;
use std::time::Duration;

use super::usb::port_status::PortStatus;

/// A way to a printer that can be written to and read from, each call with a limit.
pub(super) trait Wire {
    /// Hands over some of the bytes and says how many; `WouldBlock` or `TimedOut` when none is taken within the limit.
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize>;

    /// Reads what is there, waiting for it up to the limit; `WouldBlock` or `TimedOut` when nothing comes, no bytes when
    /// nothing can come any more.
    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize>;

    /// Waits until what was written has left this machine, as long as it moves at least once within the limit.
    fn drain(&mut self, limit: Duration) -> io::Result<()> {
        let _ = limit;
        Ok(())
    }

    /// Throws away what was written and has not left yet: nobody will wait for it.
    fn abandon(&mut self) {}

    /// What the way itself knows about the printer without asking it in its own language.
    fn port_status(&mut self) -> Option<PortStatus> {
        None
    }

    /// Whether a connection that ends before anything was sent means that another computer has the printer.
    fn takes_one_client(&self) -> bool {
        false
    }
}

/// Tells a call whose limit passed from one that failed.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// Tells a read that found nothing yet from one that failed.
pub(crate) const fn is_silence(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}

/// Sockets and ports take no limit of nothing.
pub(super) fn at_least_a_moment(limit: Duration) -> Duration {
    limit.max(Duration::from_millis(1))
}
