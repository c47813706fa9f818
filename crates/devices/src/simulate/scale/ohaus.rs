//! The scale's side of Ohaus.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale of Ohaus.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    model: Model,
    /// Whether it prints all the time.
    printing: bool,
}

/// A family of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// It answers each command.
    Navigator,
    /// It knows `P` alone to print, and answers no command.
    Scout,
}

/// Makes a Navigator.
#[must_use]
pub fn device() -> Device {
    of(Model::Navigator)
}

/// Makes one of a family.
#[must_use]
pub fn of(model: Model) -> Device {
    Device {
        requests: Requests::default(),
        model,
        printing: false,
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for line in self.requests.lines(bytes, b'\n') {
            let request = String::from_utf8_lossy(&line);
            let answer = match self.model {
                Model::Navigator => self.navigator(request.trim_end(), pan),
                Model::Scout => scout(request.trim_end(), pan),
            };
            answers.extend(answer.map(|line| format!("{line}\r\n").into_bytes()));
        }
        answers
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        self.printing
            .then(|| format!("{}\r\n", weight(pan)).into_bytes())
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(b"ES\r\n".to_vec())
    }
}

impl Device {
    fn navigator(&mut self, request: &str, pan: &mut Pan) -> Option<String> {
        let done = match request {
            _ if pan.busy => return None,
            "IP" | "P" => return Some(weight(pan)),
            // It waits until the weight rests; here the till asks again.
            "SP" => return pan.stable.then(|| weight(pan)),
            "CP" | "0P" => {
                self.printing = request == "CP";
                true
            }
            "Z" => pan.set_zero(),
            "T" => pan.set_tare(),
            _ => {
                let grams = request
                    .strip_suffix('T')
                    .and_then(|grams| grams.parse().ok());
                grams.is_some_and(|grams| pan.set_tare_of(grams))
            }
        };
        Some(if done { "OK!" } else { "ES" }.to_owned())
    }
}

fn scout(request: &str, pan: &mut Pan) -> Option<String> {
    let prints = request == "P" && !pan.busy;
    // Its one key for zero and tare does what it can.
    if request == "T" && !pan.set_zero() {
        pan.set_tare();
    }
    prints.then(|| weight(pan))
}

fn weight(pan: &mut Pan) -> String {
    match pan.show() {
        Shown::Over => "Err 8.3".to_owned(),
        Shown::Under => "Err 8.4".to_owned(),
        Shown::Net(grams) => {
            let marker = if pan.stable { ' ' } else { '?' };
            let legend = if pan.tare() > 0 { " NET" } else { "" };
            format!(
                "{:>10} {:<5} {marker}{legend}",
                decimal::format(grams, -3),
                "kg"
            )
        }
    }
}
