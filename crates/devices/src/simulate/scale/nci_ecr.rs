//! The scale's side of NCI and ECR.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that speaks it.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    form: Form,
}

/// What a make answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A weight at rest, else the status alone; an `S` before each status.
    Ecr,
    /// What the display shows, always, and a status of three characters.
    Nci,
}

/// Makes one.
#[must_use]
pub fn device() -> Device {
    Device::of(Form::Ecr)
}

impl Device {
    /// Makes one that answers so.
    #[must_use]
    pub fn of(form: Form) -> Self {
        Self {
            requests: Requests::default(),
            form,
        }
    }

    fn weight(&self, pan: &mut Pan) -> Vec<u8> {
        let status = self.status(pan);
        let shown = match (self.form, pan.show()) {
            (Form::Ecr, Shown::Net(grams)) if grams >= 0 && pan.stable && !pan.busy => {
                format!("{:0>6}KG", decimal::format(grams, -3))
            }
            (Form::Ecr, _) => return status,
            (Form::Nci, Shown::Net(grams)) => format!("{:>8}kg", decimal::format(grams, -3)),
            (Form::Nci, Shown::Over) => "^^^^^^kg".to_owned(),
            (Form::Nci, Shown::Under) => "______kg".to_owned(),
        };
        [b"\n", shown.as_bytes(), b"\r", &status].concat()
    }

    fn status(&self, pan: &mut Pan) -> Vec<u8> {
        let (mut first, mut second) = (b'0', b'0');
        if !pan.stable || pan.busy {
            first += 1;
        }
        match pan.show() {
            Shown::Over => second += 2,
            Shown::Under => second += 1,
            Shown::Net(grams) if grams < 0 => second += 1,
            Shown::Net(0) => first += 2,
            Shown::Net(_) => {}
        }
        match self.form {
            Form::Ecr => vec![b'\n', b'S', first, second, b'\r', 0x03],
            Form::Nci => {
                let third = if pan.tare() > 0 { b'4' } else { b'0' };
                vec![b'\n', first, second | 0x40, third, b'\r', 0x03]
            }
        }
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for request in self.requests.lines(bytes, b'\r') {
            let answer = match request.as_slice() {
                b"W" => self.weight(pan),
                b"S" => self.status(pan),
                b"Z" => {
                    pan.set_zero();
                    self.status(pan)
                }
                b"T" => {
                    pan.set_tare();
                    self.status(pan)
                }
                _ => b"\n?\r\x03".to_vec(),
            };
            answers.push(answer);
        }
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(b"\n?\r\x03".to_vec())
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.get_mut(2) {
            *byte = b'#';
        }
    }
}
