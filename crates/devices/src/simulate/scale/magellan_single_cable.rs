//! The scale's and scanner's side of Magellan single cable.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};

/// A scanner with a scale, in kilograms.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
    /// Whether a weight is to be sent as soon as one rests.
    awaited: bool,
}

/// Makes one.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for line in self.requests.lines(bytes, b'\r') {
            // A command begins with its S, whatever stood on the line before.
            let begin = line.iter().rposition(|byte| *byte == b'S').unwrap_or(0);
            match line.get(begin..).unwrap_or_default() {
                b"S11" => {
                    self.awaited = true;
                    answers.extend(self.awaited_weight(pan));
                }
                b"S14" => answers.push(state(pan)),
                b"S10" => pan.restart(),
                // A beep, or what it does not know: it says nothing.
                _ => {}
            }
        }
        answers
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        match pan.scanned.pop_front() {
            Some(label) => Some(format!("S08{label}\r").into_bytes()),
            None => self.awaited_weight(pan),
        }
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        // The protocol has no refusal; a scale that cannot weigh says that it finds no zero.
        Some(b"S140\r".to_vec())
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.get_mut(3) {
            *byte = b'?';
        }
    }
}

impl Device {
    fn awaited_weight(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        let grams = pan.net().filter(|grams| *grams > 0 && pan.stable)?;
        std::mem::take(&mut self.awaited).then(|| format!("S11{grams:05}\r").into_bytes())
    }
}

fn state(pan: &mut Pan) -> Vec<u8> {
    let state = match pan.show() {
        _ if pan.busy => "0".to_owned(),
        Shown::Over => "2".to_owned(),
        Shown::Under => "5".to_owned(),
        Shown::Net(_) if !pan.stable => "1".to_owned(),
        Shown::Net(0) => "3".to_owned(),
        Shown::Net(grams) if grams < 0 => "5".to_owned(),
        Shown::Net(grams) => format!("4{grams:05}"),
    };
    format!("S14{state}\r").into_bytes()
}
