//! Carries codes from a simulated scanner to whoever listens.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
#[cfg(unix)]
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::{ScannerFault, Shared};
#[cfg(unix)]
use crate::simulate::line::Line;

/// How often it looks whether somebody came or went.
const TURN: Duration = Duration::from_millis(5);

/// Pause between bytes of a code that dribbles.
const DRIBBLE: Duration = Duration::from_millis(2);

/// Takes clients, and sends each code to all of them, until the scanner is dropped.
pub(super) fn on_tcp(listener: &TcpListener, shared: &Shared) {
    let mut clients: Vec<TcpStream> = Vec::new();
    while !shared.stopped() {
        if let Ok((stream, _)) = listener.accept() {
            let prepared = stream
                .set_nonblocking(false)
                .and_then(|()| stream.set_read_timeout(Some(Duration::from_millis(1))))
                .and_then(|()| stream.set_nodelay(true));
            if prepared.is_ok() && !shared.is_unplugged() {
                clients.push(stream);
            }
        }
        if shared.is_unplugged() {
            clients.clear();
        }
        clients.retain_mut(is_there);
        if !clients.is_empty()
            && let Some((fault, bytes)) = next(shared)
        {
            clients.retain_mut(|client| send(client, fault, &bytes).is_ok());
            continue;
        }
        shared.pause(TURN);
    }
}

/// Sends each code down the line until the scanner is dropped; unplugged, the line is gone, and it comes back as another one.
#[cfg(unix)]
pub(super) fn on_line(line: Line, link: &Path, shared: &Shared) {
    let mut line = Some(line);
    while !shared.stopped() {
        if shared.is_unplugged() {
            drop(line.take());
            shared.pause(TURN);
            continue;
        }
        let Some(port) = line.as_mut() else {
            match Line::open(link) {
                Ok(opened) => line = Some(opened),
                Err(error) => {
                    tracing::warn!(error = %error, "the simulated scanner cannot be plugged in again");
                    shared.pause(Duration::from_millis(200));
                }
            }
            continue;
        };
        match next(shared) {
            Some((fault, bytes)) if send(port, fault, &bytes).is_err() => drop(line.take()),
            Some(_) => {}
            None => shared.pause(TURN),
        }
    }
}

/// The next code as bytes; nothing while there is none.
fn next(shared: &Shared) -> Option<(ScannerFault, Vec<u8>)> {
    let mut state = shared.lock();
    let code = state.waiting.pop_front()?;
    Some((state.fault, state.fault.bytes(&code, &state.setup)))
}

/// Tells whether the client still listens; what it says to a scanner means nothing.
fn is_there(client: &mut TcpStream) -> bool {
    match client.read(&mut [0; 64]) {
        Ok(0) => false,
        Ok(_) => true,
        Err(error) => matches!(
            error.kind(),
            ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
        ),
    }
}

fn send(port: &mut impl Write, fault: ScannerFault, bytes: &[u8]) -> io::Result<()> {
    if fault != ScannerFault::Dribbles {
        return port.write_all(bytes);
    }
    bytes.iter().try_for_each(|byte| {
        thread::sleep(DRIBBLE);
        port.write_all(&[*byte])
    })
}
