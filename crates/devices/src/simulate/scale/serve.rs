//! Carries bytes between a simulated scale and whoever talks to it.

use std::io::{Read, Write};
use std::time::Instant;

use super::device;
use super::fault::Sent;
use super::{STREAM_TURN, State};
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::playing::{Kept, Shared, dribble, hear};

/// Answers until the other side goes, the scale is unplugged, or it is to stop.
pub(super) fn converse(
    mut port: impl Read + Write,
    protocol: ScaleProtocol,
    shared: &Shared<State>,
) {
    let mut device = device::of(protocol);
    let mut bytes = [0; 256];
    let mut streamed_at = Instant::now();
    while !shared.is_stopped() && !shared.lock().is_unplugged() {
        let Ok(asked) = hear(&mut port, &mut bytes) else {
            return;
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
            let sent = match fault.distort(&answer, asked, device.as_ref()) {
                Sent::Nothing => Ok(()),
                Sent::AtOnce(bytes) => port.write_all(&bytes),
                Sent::ByteByByte(bytes) => dribble(&mut port, &bytes),
            };
            if sent.is_err() {
                return;
            }
        }
    }
}
