//! A pair of bulk endpoints as a way to a printer.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use super::port_status::PortStatus;
use crate::transport::wire::Wire;

/// Bytes handed to the endpoint at once: small, so that a stall is noticed near where it happens.
const CHUNK: usize = 4096;

/// How long to wait after an empty packet: some printers answer every question for data with one at once.
const EMPTY_PAUSE: Duration = Duration::from_millis(5);

/// Why a transfer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BulkError {
    /// The limit passed.
    TimedOut,
    /// The endpoint halted.
    Stall,
    /// The device is gone.
    Gone,
    /// What the system said.
    Other(String),
}

/// What became of a transfer to the device: some bytes may have gone although it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) count: usize,
    pub(crate) error: Option<BulkError>,
}

/// Bulk OUT and, when the printer has one, bulk IN.
pub(crate) trait BulkPair {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> Moved;

    /// Reads a packet; nothing when the printer has no endpoint for that.
    fn read(&mut self, limit: Duration) -> Option<Result<Vec<u8>, BulkError>>;

    /// Makes halted endpoints work again.
    fn clear_halt(&mut self);

    /// The byte of GET_PORT_STATUS.
    fn port_status(&mut self) -> Option<u8>;
}

/// The way to a printer over such a pair.
#[derive(Debug)]
pub(crate) struct UsbWire<B> {
    pair: B,
    /// Bytes of packets that were longer than what was asked for.
    waiting: VecDeque<u8>,
}

impl<B: BulkPair> UsbWire<B> {
    pub(crate) const fn new(pair: B) -> Self {
        Self {
            pair,
            waiting: VecDeque::new(),
        }
    }

    #[cfg(test)]
    pub(crate) const fn pair(&self) -> &B {
        &self.pair
    }
}

impl<B: BulkPair> Wire for UsbWire<B> {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize> {
        let chunk = bytes.get(..CHUNK).unwrap_or(bytes);
        let mut moved = self.pair.write(chunk, limit);
        if moved.count == 0 && moved.error == Some(BulkError::Stall) {
            // A halt that a lost packet left behind is over once it is cleared; a second one means trouble.
            self.pair.clear_halt();
            moved = self.pair.write(chunk, limit);
        }
        match moved.error {
            Some(error) if moved.count == 0 => Err(error.into()),
            _ => Ok(moved.count),
        }
    }

    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize> {
        let deadline = Instant::now() + limit;
        while self.waiting.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            match self.pair.read(left) {
                None => return Err(io::ErrorKind::TimedOut.into()),
                Some(Ok(packet)) if packet.is_empty() => {
                    std::thread::sleep(EMPTY_PAUSE.min(left));
                }
                Some(Ok(packet)) => self.waiting.extend(packet),
                Some(Err(BulkError::Stall)) => {
                    self.pair.clear_halt();
                    std::thread::sleep(EMPTY_PAUSE.min(left));
                }
                Some(Err(error)) => return Err(error.into()),
            }
        }
        let count = bytes.len().min(self.waiting.len());
        for (place, byte) in bytes.iter_mut().zip(self.waiting.drain(..count)) {
            *place = byte;
        }
        Ok(count)
    }

    fn port_status(&mut self) -> Option<PortStatus> {
        PortStatus::read(self.pair.port_status()?)
    }
}

impl From<BulkError> for io::Error {
    fn from(error: BulkError) -> Self {
        match error {
            BulkError::TimedOut => io::ErrorKind::TimedOut.into(),
            BulkError::Stall => io::ErrorKind::BrokenPipe.into(),
            BulkError::Gone => Self::other("No such device"),
            BulkError::Other(said) => Self::other(said),
        }
    }
}

#[cfg(test)]
mod tests;
