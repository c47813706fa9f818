//! Carries bytes between a simulated scale and whoever talks to it.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
#[cfg(unix)]
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::device;
use super::fault::{ScaleFault, Sent};
use super::{STREAM_TURN, Shared};
use crate::scale::protocol::ScaleProtocol;
#[cfg(unix)]
use crate::simulate::line::Line;

/// How often a connection looks whether it is to stop.
const TURN: Duration = Duration::from_millis(10);

/// Pause between bytes of an answer that dribbles.
const DRIBBLE: Duration = Duration::from_millis(2);

/// Takes clients until the scale is dropped.
pub(super) fn on_tcp(listener: &TcpListener, protocol: ScaleProtocol, shared: &Arc<Shared>) {
    if listener.set_nonblocking(true).is_err() {
        tracing::warn!("the simulated scale cannot listen without blocking");
        return;
    }
    while !shared.stopped() {
        match listener.accept() {
            Ok((stream, _)) => take_client(stream, protocol, shared),
            Err(_) => shared.pause(TURN),
        }
    }
}

fn take_client(stream: TcpStream, protocol: ScaleProtocol, shared: &Arc<Shared>) {
    let prepared = stream
        .set_nonblocking(false)
        .and_then(|()| stream.set_read_timeout(Some(TURN)))
        .and_then(|()| stream.set_nodelay(true));
    if prepared.is_err() || shared.fault() == ScaleFault::Unplugged {
        return;
    }
    let shared = Arc::clone(shared);
    let spawned = thread::Builder::new()
        .name("simulated-scale-client".to_owned())
        .spawn(move || {
            // The client is gone or the scale was unplugged; both are ordinary ends.
            let _ = converse(stream, protocol, &shared);
        });
    if let Err(error) = spawned {
        tracing::warn!(error = %error, "the simulated scale cannot take another client");
    }
}

/// Serves a serial line until the scale is dropped; unplugged, the line is gone, and it comes back as another one.
#[cfg(unix)]
pub(super) fn on_line(line: Line, link: &Path, protocol: ScaleProtocol, shared: &Arc<Shared>) {
    let mut line = Some(line);
    while !shared.stopped() {
        if shared.fault() == ScaleFault::Unplugged {
            drop(line.take());
            shared.pause(TURN);
            continue;
        }
        if line.is_none() {
            match Line::open(link) {
                Ok(opened) => line = Some(opened),
                Err(error) => {
                    tracing::warn!(error = %error, "the simulated scale cannot be plugged in again");
                    shared.pause(Duration::from_millis(200));
                }
            }
        }
        if let Some(port) = line.as_mut()
            && converse(port, protocol, shared).is_err()
        {
            drop(line.take());
        }
    }
}

/// Answers until the other side goes, the scale is unplugged, or it is to stop.
fn converse(
    mut port: impl Read + Write,
    protocol: ScaleProtocol,
    shared: &Shared,
) -> io::Result<()> {
    let mut device = device::of(protocol);
    let mut bytes = [0; 256];
    let mut streamed_at = Instant::now();
    loop {
        {
            let state = shared.lock();
            if state.stopped || state.fault == ScaleFault::Unplugged {
                return Ok(());
            }
        }
        let asked = match port.read(&mut bytes) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => &bytes[..count],
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                &[]
            }
            Err(error) => return Err(error),
        };
        let (mut answers, fault) = {
            let mut state = shared.lock();
            let fault = state.fault;
            (device.receive(asked, &mut state.pan), fault)
        };
        if streamed_at.elapsed() >= STREAM_TURN {
            streamed_at = Instant::now();
            answers.extend(device.stream(&mut shared.lock().pan));
        }
        for answer in answers {
            send(&mut port, fault.distort(&answer, asked, device.as_ref()))?;
        }
    }
}

fn send(port: &mut impl Write, sent: Sent) -> io::Result<()> {
    match sent {
        Sent::Nothing => Ok(()),
        Sent::AtOnce(bytes) => port.write_all(&bytes),
        Sent::ByteByByte(bytes) => bytes.iter().try_for_each(|byte| {
            thread::sleep(DRIBBLE);
            port.write_all(&[*byte])
        }),
    }
}
