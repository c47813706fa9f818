//! Carries codes from a simulated scanner to whoever listens.

use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use super::{ScannerFault, State};
#[cfg(unix)]
use crate::simulate::line::Line;
use crate::simulate::playing::{Kept, Shared, TURN, accept, dribble, hear};

/// How long it looks whether a client is still there; each waits for the others.
const LOOK: Duration = Duration::from_millis(1);

/// Takes clients, and sends each code to all of them, until the scanner is dropped.
pub(super) fn on_tcp(listener: &TcpListener, shared: &Shared<State>) {
    let mut clients: Vec<TcpStream> = Vec::new();
    while !shared.is_stopped() {
        if let Some(stream) = accept(listener, shared)
            && stream.set_read_timeout(Some(LOOK)).is_ok()
        {
            clients.push(stream);
        }
        if shared.lock().is_unplugged() {
            clients.clear();
        }
        // What a client says to a scanner means nothing.
        clients.retain_mut(|client| hear(client, &mut [0; 64]).is_ok());
        if !clients.is_empty()
            && let Some((fault, bytes)) = next(shared)
        {
            clients.retain_mut(|client| send(client, fault, &bytes).is_ok());
            continue;
        }
        shared.pause(TURN);
    }
}

/// Sends each code down the line until it breaks, the scanner is unplugged, or it is to stop.
#[cfg(unix)]
pub(super) fn on_line(line: &mut Line, shared: &Shared<State>) {
    while !shared.is_stopped() && !shared.lock().is_unplugged() {
        match next(shared) {
            Some((fault, bytes)) if send(line, fault, &bytes).is_err() => return,
            Some(_) => {}
            None => shared.pause(TURN),
        }
    }
}

/// The next code as bytes; nothing while there is none.
fn next(shared: &Shared<State>) -> Option<(ScannerFault, Vec<u8>)> {
    let mut state = shared.lock();
    let code = state.waiting.pop_front()?;
    Some((state.fault, state.fault.bytes(&code, &state.setup)))
}

fn send(port: &mut impl Write, fault: ScannerFault, bytes: &[u8]) -> io::Result<()> {
    if fault == ScannerFault::Dribbles {
        dribble(port, bytes)
    } else {
        port.write_all(bytes)
    }
}
