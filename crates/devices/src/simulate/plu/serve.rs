//! Carries bytes between a simulated label scale and whoever talks to it.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpListener;
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

use super::device::{self, Asked};
use super::{PluFault, Shared, StoredPlu};
#[cfg(unix)]
use crate::simulate::line::Line;

/// How often a connection looks whether it is to stop.
const TURN: Duration = Duration::from_millis(10);

/// Takes one client after another until the scale is dropped.
pub(super) fn on_tcp(listener: &TcpListener, shared: &Shared) {
    while !shared.lock().stopped {
        let unplugged = shared.lock().fault == PluFault::Unplugged;
        match listener.accept() {
            Ok((stream, _)) if !unplugged => {
                let prepared = stream
                    .set_nonblocking(false)
                    .and_then(|()| stream.set_nodelay(true))
                    .and_then(|()| stream.set_read_timeout(Some(TURN)));
                if prepared.is_ok() {
                    converse(stream, shared);
                }
            }
            Ok(_) | Err(_) => shared.pause(TURN),
        }
    }
}

/// Serves a serial line until the scale is dropped; when the line breaks, it comes back as another one.
#[cfg(unix)]
pub(super) fn on_line(line: Line, link: &Path, shared: &Shared) {
    let mut line = Some(line);
    while !shared.lock().stopped {
        if shared.lock().fault == PluFault::Unplugged {
            drop(line.take());
            shared.pause(TURN);
            continue;
        }
        match line.take() {
            Some(port) => converse(port, shared),
            None => match Line::open(link) {
                Ok(opened) => line = Some(opened),
                Err(error) => {
                    tracing::warn!(error = %error, "the simulated label scale cannot be plugged in again");
                    shared.pause(Duration::from_millis(200));
                }
            },
        }
    }
}

/// Answers until the other side goes, the line breaks, or the scale is to stop.
fn converse(mut port: impl Read + Write, shared: &Shared) {
    let begun = shared.lock().times_unplugged;
    let mut waiting = Vec::new();
    let mut bytes = [0; 256];
    loop {
        {
            let state = shared.lock();
            if state.stopped || state.times_unplugged != begun {
                return;
            }
        }
        match port.read(&mut bytes) {
            Ok(0) => return,
            Ok(count) => waiting.extend(bytes.get(..count).unwrap_or_default()),
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                continue;
            }
            Err(_) => return,
        }
        if breaks_in_the_middle(shared, &waiting) {
            return;
        }
        while let Some(asked) = device::next(shared.scale, &mut waiting) {
            let Some(answer) = answered(asked, shared) else {
                return;
            };
            if port.write_all(&answer).is_err() {
                return;
            }
        }
    }
}

/// Whether the line breaks while a row is coming: once it is more than a greeting.
fn breaks_in_the_middle(shared: &Shared, waiting: &[u8]) -> bool {
    let mut state = shared.lock();
    let breaks = matches!(state.fault, PluFault::DropsAfter(rows) if state.rows >= rows)
        && waiting.len() > 2;
    if breaks {
        state.fault = PluFault::None;
    }
    breaks
}

/// What is said; nothing when the line breaks instead.
fn answered(asked: Asked, shared: &Shared) -> Option<Vec<u8>> {
    let mut state = shared.lock();
    match state.fault {
        PluFault::Silent | PluFault::Unplugged => return Some(Vec::new()),
        PluFault::Garbage => return Some(b"\x7f??".to_vec()),
        PluFault::None
        | PluFault::Refuses
        | PluFault::DropsAfter(_)
        | PluFault::DropsUnanswered(_)
        | PluFault::Full(_) => {}
    }
    let stored: StoredPlu = match asked {
        Asked::Ready(answer) => return Some(answer),
        Asked::Wrong(code) => return Some(device::answer(shared.scale, Some(code))),
        Asked::Write(stored) => stored,
    };
    let is_new = !state.list.contains_key(&stored.plu);
    let refused = match state.fault {
        PluFault::Refuses => true,
        PluFault::Full(room) => is_new && state.list.len() >= room,
        PluFault::None
        | PluFault::Silent
        | PluFault::Garbage
        | PluFault::DropsAfter(_)
        | PluFault::DropsUnanswered(_)
        | PluFault::Unplugged => false,
    };
    if refused {
        return Some(device::answer(shared.scale, Some(device::no_room())));
    }
    state.list.insert(stored.plu, stored);
    state.rows += 1;
    if matches!(state.fault, PluFault::DropsUnanswered(rows) if state.rows > rows) {
        state.fault = PluFault::None;
        return None;
    }
    Some(device::answer(shared.scale, None))
}
