//! A USB scale of the HID page 0x8D, whose reports go over a line instead of a bus.

use super::device::DeviceSide;
use super::pan::{Pan, Shown};

/// A scale that sends reports.
#[derive(Debug, Default)]
pub struct Device;

/// Makes one that counts thousandths of a kilogram.
#[must_use]
pub const fn device() -> Device {
    Device
}

impl DeviceSide for Device {
    fn receive(&mut self, _bytes: &[u8], _pan: &mut Pan) -> Vec<Vec<u8>> {
        Vec::new()
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        let (status, digits) = match pan.show() {
            _ if pan.busy => (8, 0),
            Shown::Over => (6, 0),
            Shown::Under => (5, 0),
            Shown::Net(net) if net < 0 => (5, net.unsigned_abs()),
            Shown::Net(net) if !pan.stable => (3, net.unsigned_abs()),
            Shown::Net(0) if pan.tare() == 0 => (2, 0),
            Shown::Net(net) => (4, net.unsigned_abs()),
        };
        Some(vec![
            3,
            status,
            3,
            0xfd,
            (digits % 256) as u8,
            (digits / 256) as u8,
        ])
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(vec![3, 1, 3, 0xfd, 0, 0])
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(status) = frame.get_mut(1) {
            *status = 0xff;
        }
    }
}
