//! The scale's side of Dibal "98".

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};

/// A scale that speaks Dibal "98".
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
        self.requests.take(bytes, |request| {
            if !b"98".iter().zip(request).all(|(a, b)| a == b) {
                return 1;
            }
            let Some(question) = request.get(..10) else {
                return 0;
            };
            answers.push(answer(question, pan));
            10
        });
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(summed("991000000000000".to_owned()))
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(sum) = frame.iter().position(|byte| *byte == b'\r')
            && let Some(byte) = frame.get_mut(sum.saturating_sub(1))
        {
            *byte ^= 0x55;
        }
    }
}

fn answer(question: &[u8], pan: &mut Pan) -> Vec<u8> {
    let price = std::str::from_utf8(&question[2..7]).unwrap_or_default();
    let sum = question[..7].iter().copied().reduce(|sum, byte| sum ^ byte);
    match price.parse() {
        Ok(price) if sum == Some(question[7]) => pan.price = price,
        _ => return summed("991000000000000".to_owned()),
    }
    summed(match pan.show() {
        Shown::Over => "99000.000000000".to_owned(),
        Shown::Under => "990-00.00000000".to_owned(),
        Shown::Net(grams) if grams < 0 => "990-00.00000000".to_owned(),
        Shown::Net(_) if !pan.stable || pan.busy => "99U     0000000".to_owned(),
        Shown::Net(grams) => format!("990{grams:05}{:07}", pan.total(grams)),
    })
}

fn summed(text: String) -> Vec<u8> {
    let sum = text.bytes().fold(0, |sum, byte| sum ^ byte);
    let mut frame = text.into_bytes();
    frame.extend([sum, b'\r', b'\n']);
    frame
}
