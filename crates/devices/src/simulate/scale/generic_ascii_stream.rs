//! A scale that sends lines of ASCII by itself, as Tiger TI-02-P does.

use super::device::DeviceSide;
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that listens to nothing.
#[derive(Debug, Clone, Copy)]
pub struct Device;

/// Makes one.
#[must_use]
pub const fn device() -> Device {
    Device
}

impl Device {
    /// What it sends again and again: `ST,GS-001.234,kg`.
    #[must_use]
    pub fn line(pan: &mut Pan) -> Vec<u8> {
        let rests = pan.stable && !pan.busy;
        let kind = if pan.tare() > 0 { "NT" } else { "GS" };
        let (state, sign, number) = match pan.show() {
            Shown::Net(grams) => {
                let number = format!("{:0>7}", decimal::format(grams.abs(), -3));
                let sign = if grams < 0 { '-' } else { ' ' };
                (if rests { "ST" } else { "US" }, sign, number)
            }
            Shown::Over => ("OL", ' ', "999.999".to_owned()),
            Shown::Under => ("OL", '-', "999.999".to_owned()),
        };
        format!("{state},{kind}{sign}{number},kg\r\n").into_bytes()
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, _bytes: &[u8], _pan: &mut Pan) -> Vec<Vec<u8>> {
        Vec::new()
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        Some(Self::line(pan))
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.get_mut(8) {
            *byte = b'x';
        }
    }
}
