//! The scale's side of the CAS stream of 22 bytes.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that speaks it, with the number 1.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
}

/// Makes one.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

impl Device {
    /// What it sends again and again.
    #[must_use]
    pub fn frame(pan: &mut Pan) -> Vec<u8> {
        let rests = pan.stable && !pan.busy;
        let net = pan.tare() > 0;
        let (state, data, zero) = match pan.show() {
            Shown::Net(grams) => {
                let state = if rests { "ST" } else { "US" };
                let data = format!("{:>8}", decimal::format(grams, -3));
                (state, data, grams == 0)
            }
            Shown::Over => ("OL", " 99.999".to_owned() + " ", false),
            Shown::Under => ("OL", "-99.999".to_owned() + " ", false),
        };
        let mut lamps = 0x80;
        for (bit, lit) in [(6, rests), (2, !net), (1, net), (0, zero)] {
            lamps |= u8::from(lit) << bit;
        }
        let kind = if net { "NT" } else { "GS" };
        let mut frame = format!("{state},{kind},1").into_bytes();
        frame.push(lamps);
        frame.extend_from_slice(format!(",{data} kg\r\n").as_bytes());
        frame
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for line in self.requests.lines(bytes, b'\n') {
            match line.as_slice() {
                [1, b'W', b'T', b'\r'] => answers.push(Self::frame(pan)),
                [1, b'Z', b'E', b'\r'] => {
                    pan.set_zero();
                }
                [1, b'T', b'R', b'\r'] => {
                    pan.set_tare();
                }
                [1, b'K', b'T', digits @ .., b'\r'] => {
                    let text = std::str::from_utf8(digits).unwrap_or_default();
                    pan.set_tare_of(text.parse().unwrap_or(-1));
                }
                _ => {}
            }
        }
        answers
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        Some(Self::frame(pan))
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.get_mut(16) {
            *byte = b'x';
        }
    }
}
