//! The scale's side of DIGI.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale of DIGI.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// It speaks by itself, with a status byte and with heads as it is set.
    Stream { status: bool, heads: bool },
    /// It answers tills of Siemens Nixdorf.
    Nixdorf,
}

/// Makes one that speaks by itself and says whether the weight rests.
#[must_use]
pub fn device() -> Device {
    stream(true, false)
}

/// Makes one that speaks by itself.
#[must_use]
pub fn stream(status: bool, heads: bool) -> Device {
    Device {
        requests: Requests::default(),
        form: Form::Stream { status, heads },
    }
}

/// Makes one that answers tills of Siemens Nixdorf.
#[must_use]
pub fn nixdorf() -> Device {
    Device {
        requests: Requests::default(),
        form: Form::Nixdorf,
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        if !matches!(self.form, Form::Nixdorf) {
            return answers;
        }
        self.requests.take(bytes, |request| match request {
            [0x02, b'W', 0x03, ..] => {
                answers.extend(answer(pan));
                3
            }
            [0x02] | [0x02, b'W'] => 0,
            _ => 1,
        });
        answers
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        let Form::Stream { status, heads } = self.form else {
            return None;
        };
        let rests = pan.stable && !pan.busy;
        // The manual does not say what is sent then; dashes are what the display shows.
        let net = match pan.show() {
            Shown::Net(grams) => format!("{:>7}", decimal::format(grams, -3)),
            Shown::Over | Shown::Under => "-".repeat(7),
        };
        let tare = format!("{:>7}", decimal::format(pan.tare(), -3));
        let status = match (status, rests) {
            (false, _) => "",
            (true, true) => "\0\r",
            (true, false) => "\x01\r",
        };
        let (first, second) = if heads { ("0", "4") } else { ("", "") };
        Some(format!("{status}{first}{net}\r{second}{tare}\r\n").into_bytes())
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        match self.form {
            Form::Stream { .. } => {
                if let Some(point) = frame.iter_mut().find(|byte| **byte == b'.') {
                    *point = b'x';
                }
            }
            Form::Nixdorf => {
                if let Some(sum) = frame.get_mut(13) {
                    *sum ^= 0x55;
                }
            }
        }
    }
}

/// Goods that rest are answered; otherwise the till waits and asks again.
fn answer(pan: &mut Pan) -> Option<Vec<u8>> {
    let grams = pan.net().filter(|grams| *grams >= 0 && pan.stable)?;
    let body = format!("w{:03}.{:03}0000", grams / 1_000, grams % 1_000);
    let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
    let mut frame = vec![0x02];
    frame.extend_from_slice(body.as_bytes());
    frame.extend([sum, 0x03]);
    Some(frame)
}
