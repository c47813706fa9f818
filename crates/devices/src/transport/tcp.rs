//! Raw printing over TCP.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::{Delivery, Limits, TransportError};
use crate::printer::status::{self, Paper, PrinterStatus, StatusRequest};

/// How long a printer may take to close its side after a job. Cheap ones never do, and then we close ours.
const DRAIN: Duration = Duration::from_secs(1);

/// Connects to a name or number, trying each address it stands for.
pub(crate) fn connect(host: &str, port: u16, limit: Duration) -> Result<TcpStream, TransportError> {
    let address = format!("{host}:{port}");
    let mut last = TransportError::Unreachable {
        address: address.clone(),
    };
    for candidate in resolve(host, port, limit)? {
        match TcpStream::connect_timeout(&candidate, limit) {
            Ok(stream) => return Ok(stream),
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                last = TransportError::Refused {
                    address: address.clone(),
                }
            }
            Err(_) => {}
        }
    }
    Err(last)
}

/// Looks a name up; the system's own look-up has no limit, so it runs aside.
fn resolve(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>, TransportError> {
    let (answer, wait) = mpsc::channel();
    let name = host.to_owned();
    let spawned = thread::Builder::new()
        .name("resolve".to_owned())
        .spawn(move || {
            let found = (name.as_str(), port)
                .to_socket_addrs()
                .map(Iterator::collect::<Vec<_>>);
            // Nobody listens any more when the limit has passed.
            let _ = answer.send(found);
        });
    spawned.map_err(|source| TransportError::Other {
        address: host.to_owned(),
        source,
        sent: 0,
    })?;
    match wait.recv_timeout(limit) {
        Ok(Ok(found)) if !found.is_empty() => Ok(found),
        _ => Err(TransportError::NameNotFound {
            host: host.to_owned(),
        }),
    }
}

pub(super) fn send(
    host: &str,
    port: u16,
    limits: &Limits,
    asks_status: bool,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let stream = connect(host, port, limits.connect)?;
    let address = format!("{host}:{port}");
    let mut conversation = Conversation {
        stream,
        address,
        limits,
        sent: 0,
    };
    conversation.prepare()?;
    let answers = asks_status && conversation.check_ready()?;
    conversation.write(job)?;
    let delivery = if answers {
        conversation.wait_done()?
    } else {
        Delivery::HandedOver
    };
    conversation.close(delivery)?;
    Ok(delivery)
}

struct Conversation<'a> {
    stream: TcpStream,
    address: String,
    limits: &'a Limits,
    sent: usize,
}

impl Conversation<'_> {
    fn prepare(&self) -> Result<(), TransportError> {
        let set = || {
            self.stream.set_nodelay(true)?;
            self.stream.set_write_timeout(Some(self.limits.stall))
        };
        set().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> TransportError {
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

    fn ask(&mut self, request: StatusRequest) -> Result<Option<PrinterStatus>, TransportError> {
        self.stream
            .write_all(&request.bytes())
            .map_err(|source| self.failed(source))?;
        let deadline = Instant::now() + self.limits.answer;
        while let Some(byte) = self.read_byte(deadline)? {
            if let Some(status) = status::read(request, byte) {
                return Ok(Some(status));
            }
        }
        Ok(None)
    }

    /// Reads one byte; nothing when the deadline passes first.
    fn read_byte(&mut self, deadline: Instant) -> Result<Option<u8>, TransportError> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        self.stream
            .set_read_timeout(Some(left))
            .map_err(|source| self.failed(source))?;
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(0) => Err(TransportError::Broken {
                address: self.address.clone(),
                sent: self.sent,
            }),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) if is_timeout(&error) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn write(&mut self, job: &[u8]) -> Result<(), TransportError> {
        while self.sent < job.len() {
            match self.stream.write(&job[self.sent..]) {
                Ok(0) => {
                    return Err(TransportError::Broken {
                        address: self.address.clone(),
                        sent: self.sent,
                    });
                }
                Ok(count) => self.sent += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
        Ok(())
    }

    /// Asks a question that waits its turn behind the job (`GS r 1`): its answer means the job is through. Meanwhile
    /// paper and cover are watched, so that a roll that ends in the middle is named. A printer that goes on saying that
    /// all is well, but never that it is done, does not know the question.
    fn wait_done(&mut self) -> Result<Delivery, TransportError> {
        self.stream
            .write_all(&[0x1d, 0x72, 1])
            .map_err(|source| self.failed(source))?;
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
                // The answer to GS r has bits 4 and 7 clear, unlike those to DLE EOT.
                Some(byte) if byte & 0x90 == 0 => return Ok(Delivery::Confirmed),
                Some(_) => continue,
                None => {}
            }
            let Some(request) = requests.next() else {
                break;
            };
            if let Some(status) = self.ask_or_done(request)? {
                self.complain(status, true)?;
                if Instant::now() >= patience {
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
        self.stream
            .write_all(&request.bytes())
            .map_err(|source| self.failed(source))?;
        self.stream
            .set_read_timeout(Some(self.limits.answer))
            .map_err(|source| self.failed(source))?;
        let mut byte = [0];
        match self.stream.peek(&mut byte) {
            Ok(1) if byte[0] & 0x90 != 0 => {
                let deadline = Instant::now() + self.limits.answer;
                Ok(self
                    .read_byte(deadline)?
                    .and_then(|byte| status::read(request, byte)))
            }
            Ok(_) => Ok(None),
            Err(error) if is_timeout(&error) => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Says that no more comes and waits for the printer to close, so that it reads all before the connection ends.
    fn close(mut self, delivery: Delivery) -> Result<(), TransportError> {
        if self.stream.shutdown(Shutdown::Write).is_err()
            || self.stream.set_read_timeout(Some(DRAIN)).is_err()
        {
            return Ok(());
        }
        let deadline = Instant::now() + DRAIN;
        let mut waste = [0; 64];
        while Instant::now() < deadline {
            match self.stream.read(&mut waste) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error)
                    if error.kind() == io::ErrorKind::ConnectionReset
                        && delivery == Delivery::HandedOver =>
                {
                    return Err(self.failed(error));
                }
                Err(_) => break,
            }
        }
        Ok(())
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
