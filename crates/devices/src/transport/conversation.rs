//! A job and the questions around it: is there paper, and is it done?
//!
//! The same over TCP, a serial line and USB. A printer that answers is asked before the job (`DLE EOT`), and after it with a
//! question that waits its turn behind the job (`GS r 1`). One that never answers still prints.

use std::io;
use std::time::{Duration, Instant};

use super::usb::port_status::PortStatus;
use super::wire::{Wire, is_timeout};
use super::{Delivery, Limits, TransportError};
use crate::printer::status::{self, Paper, PrinterStatus, StatusRequest};

/// Bytes thrown away at most before the question at the end: what a line echoes of a long receipt.
const LEFTOVERS: usize = 64 * 1024;

/// How long to wait for more leftovers.
const LEFTOVER_PAUSE: Duration = Duration::from_millis(1);

/// A block of the automatic status (`GS a`) has so many bytes after the first.
const AUTOMATIC_STATUS_REST: u8 = 3;

/// Sends a job and gives the way back, so that it can be closed in its own manner.
pub(super) fn deliver<W: Wire>(
    wire: W,
    address: String,
    limits: &Limits,
    asks_status: bool,
    job: &[u8],
) -> Result<(Delivery, W), TransportError> {
    let mut conversation = Conversation::new(wire, address, limits);
    match conversation.run(asks_status, job) {
        Ok(delivery) => Ok((delivery, conversation.wire)),
        Err(error) => {
            conversation.wire.abandon();
            Err(error)
        }
    }
}

/// Asks everything that `DLE EOT` has an answer to. No answer to the first question is none to the others.
pub(super) fn ask<W: Wire>(
    wire: W,
    address: String,
    limits: &Limits,
) -> Result<Vec<PrinterStatus>, TransportError> {
    let mut conversation = Conversation::new(wire, address, limits);
    let mut answers = Vec::new();
    for request in [
        StatusRequest::Printer,
        StatusRequest::OfflineCause,
        StatusRequest::ErrorCause,
        StatusRequest::Paper,
    ] {
        match conversation.ask(request) {
            Ok(Some(status)) => answers.push(status),
            Ok(None) => break,
            Err(error) => {
                conversation.wire.abandon();
                return Err(error);
            }
        }
    }
    Ok(answers)
}

/// Tells whether a byte is an answer to `GS r 1`: bits 4 and 7 are clear, unlike in those to `DLE EOT`, and the two bits of each
/// paper sensor are the same, unlike in an echo of what was asked.
const fn says_done(byte: u8) -> bool {
    byte & 0x90 == 0 && matches!(byte & 0x03, 0 | 0x03) && matches!(byte & 0x0c, 0 | 0x0c)
}

struct Conversation<'a, W> {
    wire: W,
    address: String,
    limits: &'a Limits,
    sent: usize,
    /// A byte that was read and is still to be judged.
    held: Option<u8>,
    /// How many bytes of an automatic status are still to come.
    to_skip: u8,
}

impl<'a, W: Wire> Conversation<'a, W> {
    const fn new(wire: W, address: String, limits: &'a Limits) -> Self {
        Self {
            wire,
            address,
            limits,
            sent: 0,
            held: None,
            to_skip: 0,
        }
    }

    fn run(&mut self, asks_status: bool, job: &[u8]) -> Result<Delivery, TransportError> {
        if let (true, Some(status)) = (asks_status, self.wire.port_status()) {
            self.judge_port(status, false)?;
        }
        let answers = asks_status && self.check_ready()?;
        self.write(job)?;
        self.wire
            .drain(self.limits.stall)
            .map_err(|source| self.failed(source))?;
        if answers {
            self.wait_done()
        } else {
            Ok(Delivery::HandedOver)
        }
    }

    fn failed(&self, source: io::Error) -> TransportError {
        let ended = matches!(
            source.kind(),
            io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof
        );
        if ended && self.sent == 0 && self.wire.takes_one_client() {
            return TransportError::Occupied {
                address: self.address.clone(),
            };
        }
        TransportError::from_write(&self.address, source, self.sent)
    }

    /// Asks for paper, cover and errors. Answers whether the printer answers at all: no answer is no reason not to
    /// print.
    fn check_ready(&mut self) -> Result<bool, TransportError> {
        for request in [StatusRequest::Paper, StatusRequest::OfflineCause] {
            match self.ask(request)? {
                Some(status) => self.complain(status, false)?,
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Turns a bad status into the error that it is.
    fn complain(&self, status: PrinterStatus, begun: bool) -> Result<(), TransportError> {
        let address = self.address.clone();
        match status {
            PrinterStatus::Paper { paper: Paper::End }
            | PrinterStatus::OfflineCause {
                paper_end: true, ..
            } => Err(TransportError::PaperOut { address, begun }),
            PrinterStatus::OfflineCause {
                cover_open: true, ..
            } => Err(TransportError::CoverOpen { address, begun }),
            PrinterStatus::OfflineCause { error: true, .. } => {
                Err(TransportError::Faulty { address, begun })
            }
            PrinterStatus::Paper { .. }
            | PrinterStatus::OfflineCause { .. }
            | PrinterStatus::Printer { .. }
            | PrinterStatus::ErrorCause { .. } => Ok(()),
        }
    }

    /// Turns what the port says into the error that it is.
    fn judge_port(&self, status: PortStatus, begun: bool) -> Result<(), TransportError> {
        let address = self.address.clone();
        if status.paper_empty {
            Err(TransportError::PaperOut { address, begun })
        } else if status.error {
            Err(TransportError::Faulty { address, begun })
        } else {
            Ok(())
        }
    }

    fn say(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.wire.write(rest, self.limits.stall) {
                Ok(0) => return Err(self.failed(io::ErrorKind::UnexpectedEof.into())),
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.stopped(error)),
            }
        }
        Ok(())
    }

    fn ask(&mut self, request: StatusRequest) -> Result<Option<PrinterStatus>, TransportError> {
        self.say(&request.bytes())?;
        let deadline = Instant::now() + self.limits.answer;
        while let Some(byte) = self.read_byte(deadline)? {
            if let Some(status) = status::read(request, byte) {
                return Ok(Some(status));
            }
        }
        Ok(None)
    }

    /// Reads one byte that belongs to no automatic status; nothing when the deadline passes first.
    fn read_byte(&mut self, deadline: Instant) -> Result<Option<u8>, TransportError> {
        if let Some(byte) = self.held.take() {
            return Ok(Some(byte));
        }
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            let mut byte = [0];
            match self.wire.read(&mut byte, left) {
                Ok(0) => return Err(self.failed(io::ErrorKind::UnexpectedEof.into())),
                // An answer does not wait for the end of a block; its bit 4 tells it from the rest of one.
                Ok(_) if self.to_skip > 0 && byte[0] & 0x90 == 0 => self.to_skip -= 1,
                Ok(_) if byte[0] & 0x93 == 0x10 => self.to_skip = AUTOMATIC_STATUS_REST,
                Ok(_) => return Ok(Some(byte[0])),
                Err(error) if is_timeout(&error) => return Ok(None),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
    }

    fn write(&mut self, job: &[u8]) -> Result<(), TransportError> {
        while let Some(rest) = job.get(self.sent..).filter(|rest| !rest.is_empty()) {
            match self.wire.write(rest, self.limits.stall) {
                Ok(0) => return Err(self.failed(io::ErrorKind::UnexpectedEof.into())),
                Ok(count) => self.sent += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.stopped(error)),
            }
        }
        Ok(())
    }

    /// Names the cause of a write that stalled, when the port knows it.
    fn stopped(&mut self, error: io::Error) -> TransportError {
        if is_timeout(&error)
            && let Some(status) = self.wire.port_status()
            && let Err(named) = self.judge_port(status, self.sent > 0)
        {
            return named;
        }
        self.failed(error)
    }

    /// Throws away what came while the job went out: an echo of it would be taken for an answer.
    fn forget_leftovers(&mut self) -> Result<(), TransportError> {
        let (mut waste, mut count) = ([0; 256], 0);
        while count < LEFTOVERS {
            match self.wire.read(&mut waste, LEFTOVER_PAUSE) {
                Ok(0) => return Err(self.failed(io::ErrorKind::UnexpectedEof.into())),
                Ok(some) => count += some,
                Err(error) if is_timeout(&error) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
        (self.held, self.to_skip) = (None, 0);
        Ok(())
    }

    /// Asks a question that waits its turn behind the job (`GS r 1`): its answer means the job is through. Meanwhile
    /// paper and cover are watched, so that a roll that ends in the middle is named. A printer that goes on saying that
    /// all is well, but never that it is done, does not know the question.
    fn wait_done(&mut self) -> Result<Delivery, TransportError> {
        self.forget_leftovers()?;
        self.say(&[0x1d, 0x72, 1])?;
        let (patience, deadline) = (
            Instant::now() + self.limits.confirm,
            Instant::now() + self.limits.done,
        );
        let mut requests = [StatusRequest::Paper, StatusRequest::OfflineCause]
            .into_iter()
            .cycle();
        while Instant::now() < deadline {
            let turn = deadline.min(Instant::now() + self.limits.answer);
            match self.read_byte(turn)? {
                Some(byte) if says_done(byte) => return Ok(Delivery::Confirmed),
                Some(_) => continue,
                None => {}
            }
            let Some(request) = requests.next() else {
                break;
            };
            if let Some(status) = self.ask_or_done(request)? {
                self.complain(status, true)?;
                // It is well only when it has neither trouble with its paper nor another one.
                if request == StatusRequest::OfflineCause && Instant::now() >= patience {
                    return Ok(Delivery::HandedOver);
                }
            }
        }
        Err(TransportError::Stalled {
            address: self.address.clone(),
            sent: self.sent,
        })
    }

    /// As [`Self::ask`], but leaves an answer to `GS r` that comes instead to be read next.
    fn ask_or_done(
        &mut self,
        request: StatusRequest,
    ) -> Result<Option<PrinterStatus>, TransportError> {
        self.say(&request.bytes())?;
        let deadline = Instant::now() + self.limits.answer;
        match self.read_byte(deadline)? {
            Some(byte) if says_done(byte) => {
                self.held = Some(byte);
                Ok(None)
            }
            Some(byte) => Ok(status::read(request, byte)),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests;
