//! Raw printing over TCP.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::wire::{Wire, at_least_a_moment};
use super::{Delivery, Limits, TransportError, conversation};
use crate::printer::status::PrinterStatus;

mod taken;

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

/// Sends a job to a printer on the network.
pub(super) fn send(
    host: &str,
    port: u16,
    limits: &Limits,
    asks_status: bool,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let (wire, address) = open(host, port, limits)?;
    let (delivery, wire) = conversation::deliver(wire, address.clone(), limits, asks_status, job)?;
    close(&wire.0, delivery)
        .map_err(|source| TransportError::from_write(&address, source, job.len()))?;
    Ok(delivery)
}

/// Asks a printer on the network how it is.
pub(super) fn ask(
    host: &str,
    port: u16,
    limits: &Limits,
) -> Result<Vec<PrinterStatus>, TransportError> {
    let (wire, address) = open(host, port, limits)?;
    conversation::ask(wire, address, limits)
}

fn open(host: &str, port: u16, limits: &Limits) -> Result<(TcpWire, String), TransportError> {
    let stream = connect(host, port, limits.connect)?;
    let address = format!("{host}:{port}");
    stream
        .set_nodelay(true)
        .map_err(|source| TransportError::from_write(&address, source, 0))?;
    Ok((TcpWire(stream), address))
}

struct TcpWire(TcpStream);

impl Wire for TcpWire {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize> {
        self.0.set_write_timeout(Some(at_least_a_moment(limit)))?;
        self.0.write(bytes)
    }

    fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize> {
        self.0.set_read_timeout(Some(at_least_a_moment(limit)))?;
        self.0.read(bytes)
    }

    fn takes_one_client(&self) -> bool {
        true
    }
}

/// Says that no more comes and waits for the printer to close, so that it reads all before the connection ends.
///
/// Some printers answer that with a reset. Where the printer has taken all bytes by then, the job went through: it would be
/// printed again and again.
fn close(stream: &TcpStream, delivery: Delivery) -> io::Result<()> {
    let is_through = delivery == Delivery::Confirmed || taken::is_all_taken(stream, DRAIN);
    if !is_through && let Some(error) = stream.take_error()? {
        return Err(error);
    }
    if stream.shutdown(Shutdown::Write).is_err() || stream.set_read_timeout(Some(DRAIN)).is_err() {
        return Ok(());
    }
    let deadline = Instant::now() + DRAIN;
    let (mut stream, mut waste) = (stream, [0; 64]);
    while Instant::now() < deadline {
        match stream.read(&mut waste) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset && !is_through => {
                return Err(error);
            }
            Err(_) => break,
        }
    }
    Ok(())
}
