//! The scale's side of 8217.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that speaks 8217.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
}

/// Makes one.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        self.requests.take(bytes, |request| match request {
            [b'W', ..] => {
                answers.push(weight(pan));
                1
            }
            [b'Z', ..] => {
                pan.set_zero();
                answers.push(status(pan));
                1
            }
            [b'T', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit) => {
                let Some(end) = digits.iter().position(|byte| *byte == b'\r') else {
                    return 0;
                };
                let grams = std::str::from_utf8(&digits[..end])
                    .ok()
                    .and_then(|text| text.parse().ok());
                pan.set_tare_of(grams.unwrap_or(-1));
                answers.push(status(pan));
                end + 2
            }
            [b'T', ..] => {
                pan.set_tare();
                answers.push(status(pan));
                1
            }
            [b'C', ..] => {
                pan.clear_tare();
                answers.push(status(pan));
                1
            }
            [b'A', ..] => {
                answers.push(b"\x02\r".to_vec());
                1
            }
            [b'B', ..] => {
                answers.push(b"\x02?@\r".to_vec());
                1
            }
            [b'E', text @ ..] => match text.iter().position(|byte| *byte == b'F') {
                Some(end) => {
                    answers.push([b"\x02E\r", &text[..end]].concat());
                    end + 2
                }
                // The echo goes on until F; what has come so far is repeated at once.
                None if text.len() >= 5 => {
                    answers.push([b"\x02E\r", text].concat());
                    text.len() + 1
                }
                None => 0,
            },
            _ => 1,
        });
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        // The protocol has no refusal; a scale that cannot weigh says that its zero is out of reach.
        Some(b"\x02?H\r".to_vec())
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.get_mut(2) {
            *byte = b'#';
        }
    }
}

fn weight(pan: &mut Pan) -> Vec<u8> {
    match pan.show() {
        Shown::Net(grams) if grams >= 0 && pan.stable && !pan.busy => {
            let net = if pan.tare() > 0 { "N" } else { "" };
            format!("\x02{:0>6}{net}\r", decimal::format(grams, -3)).into_bytes()
        }
        _ => status(pan),
    }
}

fn status(pan: &mut Pan) -> Vec<u8> {
    let mut byte = 0x40;
    if !pan.stable || pan.busy {
        byte |= 0x01;
    }
    match pan.show() {
        Shown::Over => byte |= 0x02,
        Shown::Under => byte |= 0x04,
        Shown::Net(grams) if grams < 0 => byte |= 0x04,
        Shown::Net(0) => byte |= 0x10,
        Shown::Net(_) => {}
    }
    if pan.tare() > 0 {
        byte |= 0x20;
    }
    vec![0x02, b'?', byte, b'\r']
}
