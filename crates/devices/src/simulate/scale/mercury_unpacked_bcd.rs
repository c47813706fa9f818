//! The scale's side of Mercury's protocol of unpacked digits.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};

/// The highest sum that six digits can show.
const HIGHEST_SUM: i64 = 999_999;

/// A scale that speaks the protocol.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    model: Model,
}

/// Which scale it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Six digits of the price.
    Mercury,
    /// Five digits of the price; it answers only when the question has its zeros.
    Shtrih5,
}

/// Makes one with six digits of the price.
#[must_use]
pub fn device() -> Device {
    of(Model::Mercury)
}

/// Makes one of a model.
#[must_use]
pub fn of(model: Model) -> Device {
    Device {
        requests: Requests::default(),
        model,
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        let model = self.model;
        self.requests.take(bytes, |request| match request {
            [1, ..] => {
                // The key of the tare: an empty pan forgets it.
                if pan.show() == Shown::Net(-pan.tare()) {
                    pan.clear_tare();
                } else {
                    pan.set_tare();
                }
                1
            }
            // What is no digit belongs to no price.
            [2, price @ ..] => match price.get(..6) {
                _ if price.iter().take(6).any(|digit| *digit > 9) => 1,
                Some(digits) => {
                    pan.price = digits
                        .iter()
                        .rev()
                        .fold(0, |price, digit| price * 10 + i64::from(*digit));
                    7
                }
                None => 0,
            },
            [3, 0, 0, 0, 0, 0, ..] if model == Model::Shtrih5 => {
                answers.extend(answer(5, pan));
                6
            }
            [3, rest @ ..] if model == Model::Shtrih5 && rest.iter().all(|byte| *byte == 0) => 0,
            [3, ..] if model == Model::Mercury => {
                answers.extend(answer(6, pan));
                1
            }
            _ => 1,
        });
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(digit) = frame.first_mut() {
            *digit |= 0xf0;
        }
    }
}

/// Weight, price and sum; the protocol has no word for what is no number, so the scale is silent then.
fn answer(price_digits: usize, pan: &mut Pan) -> Option<Vec<u8>> {
    let net = pan.net().filter(|net| *net >= 0)?;
    if pan.total(net) > HIGHEST_SUM {
        return None;
    }
    let mut answer = Vec::new();
    for (number, digits) in [(net, 6), (pan.price, price_digits), (pan.total(net), 6)] {
        let text = format!("{number:0digits$}");
        answer.extend(text.bytes().rev().take(digits).map(|digit| digit - b'0'));
    }
    Some(answer)
}
