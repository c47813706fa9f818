//! The pulse that opens a cash drawer.

use crate::printer::profile::{DrawerPin, DrawerPulse, PrinterProfile};

/// The bytes that open the cash drawer; empty when the printer has no drawer connector.
///
/// They come without `ESC @`: a kick must not disturb a receipt that is being printed.
#[must_use]
pub fn drawer_kick(profile: &PrinterProfile) -> Vec<u8> {
    profile.drawer.map_or_else(Vec::new, kick)
}

/// The bytes that open the drawer at another pin than the profile's, as where two drawers hang on one printer.
#[must_use]
pub fn drawer_kick_on(profile: &PrinterProfile, pin: DrawerPin) -> Vec<u8> {
    profile
        .drawer
        .map_or_else(Vec::new, |pulse| kick(DrawerPulse { pin, ..pulse }))
}

/// The bytes that open the cash drawer at once (`DLE DC4 1`), which a printer obeys also while it is out of paper or
/// open; empty when the printer has no drawer connector.
#[must_use]
pub fn drawer_kick_now(profile: &PrinterProfile) -> Vec<u8> {
    let Some(pulse) = profile.drawer else {
        return Vec::new();
    };
    // Here the time is in units of 100 ms, one at least.
    let tenths = (pulse.on_2ms / 50).clamp(1, 8);
    vec![0x10, 0x14, 0x01, pin(pulse.pin), tenths]
}

fn kick(pulse: DrawerPulse) -> Vec<u8> {
    vec![0x1b, 0x70, pin(pulse.pin), pulse.on_2ms, pulse.off_2ms]
}

const fn pin(pin: DrawerPin) -> u8 {
    match pin {
        DrawerPin::Pin2 => 0,
        DrawerPin::Pin5 => 1,
    }
}
