//! The wire between a simulated terminal and a till, with its faults.

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::TerminalFault;
use super::state::State;
use crate::simulate::playing::{Shared, hear};
use crate::terminal::zvt::apdu::{ACK, ApduReader, Control, Sender, encode};

/// How long a till may take to acknowledge a message.
const ACKNOWLEDGE: Duration = Duration::from_secs(5);

/// The till has gone, or the simulator is to stop.
pub(super) struct Gone;

pub(super) struct Line<'a> {
    stream: TcpStream,
    reader: ApduReader,
    pub(super) shared: &'a Shared<State>,
    held: Vec<u8>,
    /// Whether the till asked to abort.
    pub(super) aborted: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(stream: TcpStream, shared: &'a Shared<State>) -> Self {
        Self {
            stream,
            reader: ApduReader::new(Sender::Till),
            shared,
            held: Vec::new(),
            aborted: false,
        }
    }

    /// The next message of the till, with its data.
    pub(super) fn receive(&mut self, limit: Option<Duration>) -> Result<(Control, Vec<u8>), Gone> {
        let begun = Instant::now();
        let mut bytes = [0; 1024];
        loop {
            if let Some(apdu) = self.reader.read() {
                return Ok((apdu.control, apdu.data.to_vec()));
            }
            let is_late = limit.is_some_and(|limit| begun.elapsed() > limit);
            if is_late || self.shared.is_stopped() {
                return Err(Gone);
            }
            let heard = hear(&mut self.stream, &mut bytes).map_err(|_| Gone)?;
            self.reader.push(heard);
        }
    }

    /// Says that a request is understood.
    pub(super) fn acknowledge(&mut self) -> Result<(), Gone> {
        if self.shared.lock().fault == TerminalFault::Glued {
            self.held.extend(ACK);
            return Ok(());
        }
        self.write(&ACK)
    }

    /// Says something and waits until the till has acknowledged it.
    pub(super) fn say(&mut self, control: Control, data: &[u8]) -> Result<(), Gone> {
        let mut message = std::mem::take(&mut self.held);
        message.extend(encode(control, data).unwrap_or_default());
        self.write(&message)?;
        loop {
            match self.receive(Some(ACKNOWLEDGE))?.0 {
                [0x80, 0x00] | [0x84, _] => return Ok(()),
                [0x06, 0xb0] => {
                    self.aborted = true;
                    self.shared.lock().counts.aborts += 1;
                }
                _ => {}
            }
        }
    }

    /// Closes the connection at once.
    pub(super) fn close(&self) {
        // A connection that is gone already needs no closing.
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        let is_split = self.shared.lock().fault == TerminalFault::Split;
        let pieces = bytes.chunks(if is_split { 1 } else { bytes.len().max(1) });
        for piece in pieces {
            self.stream.write_all(piece).map_err(|_| Gone)?;
            if is_split {
                thread::sleep(Duration::from_millis(1));
            }
        }
        Ok(())
    }
}
