//! Carries bytes to a simulated display.

use std::io::Read;
use std::time::Duration;

use super::{DisplayFault, State};
use crate::simulate::playing::{Shared, TURN, hear};

/// The pause between bytes of a slow display.
const SLOWNESS: Duration = Duration::from_millis(2);

/// Reads until the other side goes, the display is unplugged, or it is to stop.
pub(super) fn listen(mut port: impl Read, shared: &Shared<State>) {
    let mut bytes = [0; 256];
    let begun = shared.lock().times_unplugged;
    while !shared.is_stopped() {
        let fault = {
            let state = shared.lock();
            if state.times_unplugged != begun {
                return;
            }
            state.fault
        };
        if fault == DisplayFault::Stalls {
            shared.pause(TURN);
            continue;
        }
        let most = if fault == DisplayFault::Slow { 1 } else { 256 };
        let Ok(heard) = hear(&mut port, bytes.get_mut(..most).unwrap_or_default()) else {
            return;
        };
        if heard.is_empty() {
            continue;
        }
        if fault == DisplayFault::Slow {
            shared.pause(SLOWNESS);
        }
        shared.change(|state| {
            if state.fault != DisplayFault::Dark {
                state.reader.feed(heard);
            }
        });
    }
}
