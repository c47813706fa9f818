//! Carries bytes to a simulated display.

use std::io::{ErrorKind, Read};
use std::net::TcpListener;
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

use super::{DisplayFault, Shared};
#[cfg(unix)]
use crate::simulate::line::Line;

/// How often a connection looks whether it is to stop.
const TURN: Duration = Duration::from_millis(10);

/// The pause between bytes of a slow display.
const SLOWNESS: Duration = Duration::from_millis(2);

/// Takes one client after another until the display is dropped.
pub(super) fn on_tcp(listener: &TcpListener, shared: &Shared) {
    while !shared.lock().stopped {
        let unplugged = shared.lock().fault == DisplayFault::Unplugged;
        match listener.accept() {
            // One that comes to an unplugged display finds nobody.
            Ok((stream, _)) if !unplugged => {
                let prepared = stream
                    .set_nonblocking(false)
                    .and_then(|()| stream.set_read_timeout(Some(TURN)));
                if prepared.is_ok() {
                    listen(stream, shared);
                }
            }
            Ok(_) | Err(_) => shared.pause(TURN),
        }
    }
}

/// Serves a serial line until the display is dropped; unplugged, the line is gone, and it comes back as another one.
#[cfg(unix)]
pub(super) fn on_line(line: Line, link: &Path, shared: &Shared) {
    let mut line = Some(line);
    while !shared.lock().stopped {
        if shared.lock().fault == DisplayFault::Unplugged {
            drop(line.take());
            shared.pause(TURN);
            continue;
        }
        match &mut line {
            Some(port) => {
                listen(port, shared);
                drop(line.take());
            }
            None => match Line::open(link) {
                Ok(opened) => line = Some(opened),
                Err(error) => {
                    tracing::warn!(error = %error, "the simulated display cannot be plugged in again");
                    shared.pause(Duration::from_millis(200));
                }
            },
        }
    }
}

/// Reads until the other side goes, the display is unplugged, or it is to stop.
fn listen(mut port: impl Read, shared: &Shared) {
    let mut bytes = [0; 256];
    let begun = shared.lock().times_unplugged;
    loop {
        let fault = {
            let state = shared.lock();
            if state.stopped || state.times_unplugged != begun {
                return;
            }
            state.fault
        };
        if fault == DisplayFault::Stalls {
            shared.pause(TURN);
            continue;
        }
        let most = if fault == DisplayFault::Slow { 1 } else { 256 };
        match port.read(bytes.get_mut(..most).unwrap_or_default()) {
            Ok(0) => return,
            Ok(count) => {
                if fault == DisplayFault::Slow {
                    shared.pause(SLOWNESS);
                }
                let mut state = shared.lock();
                if state.fault != DisplayFault::Dark {
                    state.reader.feed(bytes.get(..count).unwrap_or_default());
                }
                drop(state);
                shared.changed.notify_all();
            }
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) => {}
            Err(_) => return,
        }
    }
}
