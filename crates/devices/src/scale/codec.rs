//! What every scale protocol can do. A codec owns no port and no clock: it is given bytes and the time.

use std::time::Duration;

use super::reading::Observation;
use crate::transport::SerialSettings;

/// What a scale can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleCommand {
    /// Take what is on the pan now as zero.
    Zero,
    /// Take what is on the pan now as the wrapping.
    Tare,
    /// Forget the wrapping.
    ClearTare,
}

/// A scale protocol.
pub trait ScaleCodec: Send {
    /// The protocol's name, as in settings and on the command line.
    fn name(&self) -> &'static str;

    /// How its serial line is usually set.
    fn serial_settings(&self) -> SerialSettings;

    /// Reads bytes that came at a time (since some fixed moment) and gives what they say. Bytes that say nothing are
    /// skipped, and the next whole frame is read again.
    fn receive(&mut self, bytes: &[u8], at: Duration) -> Vec<Observation>;

    /// Gives bytes that are due to be sent, if any: the next question, or a command.
    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>>;

    /// Queues a command; says whether the protocol has it.
    fn command(&mut self, command: ScaleCommand) -> bool;

    /// Starts anew after the connection was made again.
    fn reset(&mut self);
}

/// Finds a codec by its name.
#[must_use]
pub fn by_name(name: &str) -> Option<Box<dyn ScaleCodec>> {
    match name {
        super::mt_sics::NAME => Some(Box::new(super::mt_sics::MtSics::new())),
        _ => None,
    }
}
