//! The scale's side of SMA.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that speaks it.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
    repeating: bool,
    told: usize,
}

/// Makes one.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

/// What it says about itself, one line after another.
const ABOUT: [&str; 4] = ["SMA:2/1.1", "MFG:Bezmen", "MOD:Simulated 15 kg", "REV:1.0"];

impl Device {
    fn answer(&mut self, letter: u8, pan: &mut Pan) -> Vec<u8> {
        self.repeating = letter == b'R';
        match letter {
            b'W' | b'P' | b'R' => message(None, pan),
            b'Z' => {
                let error = (!pan.set_zero()).then_some('E');
                message(error, pan)
            }
            b'T' => {
                let error = (!pan.set_tare()).then_some('T');
                message(error, pan)
            }
            b'C' => {
                pan.clear_tare();
                message(None, pan)
            }
            b'M' => format!("\n 1T  {:>10}kg \r", decimal::format(pan.tare(), -3)).into_bytes(),
            b'A' | b'B' => {
                self.told = if letter == b'A' { 0 } else { self.told + 1 };
                let line = ABOUT.get(self.told).copied().unwrap_or("?");
                format!("\n{line}\r").into_bytes()
            }
            _ => b"\n?\r".to_vec(),
        }
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let lines = self.requests.lines(bytes, b'\r');
        lines
            .into_iter()
            .map(|line| match line.as_slice() {
                [.., b'\n', letter] => self.answer(*letter, pan),
                _ => b"\n?\r".to_vec(),
            })
            .collect()
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        self.repeating.then(|| message(None, pan))
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(b"\n?\r".to_vec())
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.get_mut(14) {
            *byte = b'x';
        }
    }
}

fn message(error: Option<char>, pan: &mut Pan) -> Vec<u8> {
    let moves = if pan.stable && !pan.busy { ' ' } else { 'M' };
    let kind = if pan.tare() > 0 { 'N' } else { 'G' };
    let (state, weight) = match (error, pan.show()) {
        (Some(error), _) => (error, "-".repeat(10)),
        (None, Shown::Over) => ('O', "99.999".to_owned()),
        (None, Shown::Under) => ('U', "-99.999".to_owned()),
        (None, Shown::Net(grams)) => {
            let state = if grams == 0 && pan.tare() == 0 {
                'Z'
            } else {
                ' '
            };
            (state, decimal::format(grams, -3))
        }
    };
    format!("\n{state}1{kind}{moves} {weight:>10}kg \r").into_bytes()
}
