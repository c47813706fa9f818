//! The scale's side of Adam Equipment.

use super::device::{DeviceSide, Requests};
use super::pan::Pan;
use crate::scale::decimal;

/// A scale of Adam Equipment.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    model: Model,
    /// What it printed last, while it lies on it.
    printed: Option<i64>,
}

/// A family of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// It answers each letter.
    CpwPlus,
    /// It prints each weight once.
    AzExtra,
    /// It prints 16 characters.
    Highland,
}

/// Makes a CPWplus.
#[must_use]
pub fn device() -> Device {
    of(Model::CpwPlus)
}

/// Makes one of a family.
#[must_use]
pub fn of(model: Model) -> Device {
    Device {
        requests: Requests::default(),
        model,
        printed: None,
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let lines = self.requests.lines(bytes, b'\n');
        let mut answers = Vec::new();
        for line in lines {
            let answer = match (self.model, line.as_slice()) {
                (Model::CpwPlus, b"Z\r") => {
                    if !pan.set_zero() {
                        pan.set_tare();
                    }
                    None
                }
                (Model::CpwPlus, [letter @ (b'G' | b'N' | b'T'), b'\r']) => {
                    lettered(char::from(*letter), pan)
                }
                (Model::AzExtra | Model::Highland, b"T\r") => {
                    pan.set_tare();
                    None
                }
                (Model::AzExtra | Model::Highland, b"Z\r") => {
                    pan.set_zero();
                    None
                }
                (Model::Highland, b"P\r") => highland(pan),
                (Model::AzExtra, b"P\r") => self.az_extra(pan),
                _ => None,
            };
            answers.extend(answer.map(String::into_bytes));
        }
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }
}

impl Device {
    fn az_extra(&mut self, pan: &mut Pan) -> Option<String> {
        let weight = pan.net().filter(|grams| *grams != 0 && pan.stable);
        if weight == self.printed {
            return None;
        }
        self.printed = weight;
        weight.map(|grams| format!("{:>7}kg\r\n", decimal::format(grams, -3)))
    }
}

fn lettered(letter: char, pan: &mut Pan) -> Option<String> {
    let grams = match letter {
        'T' => pan.tare(),
        'G' => pan.net()? + pan.tare(),
        _ => pan.net()?,
    };
    let sign = if grams < 0 { '-' } else { '+' };
    let number = decimal::format(grams.abs(), -3);
    Some(format!("{letter} {sign}{number:>7} kg\r\n"))
}

fn highland(pan: &mut Pan) -> Option<String> {
    let grams = pan.net()?;
    let sign = if grams < 0 { '-' } else { ' ' };
    let number = decimal::format(grams.abs(), -3);
    Some(format!("{sign}{number:>12}kg \r\n"))
}
