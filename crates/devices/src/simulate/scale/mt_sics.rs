//! The scale's side of MT-SICS.
//!
//! Besides the protocol it takes one command of its own, `SIM 1.234 S` (or `D` for a weight that moves), so that a
//! demo or a test in another process can put goods on it.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown, grams_of};
use crate::scale::decimal;

/// A scale that speaks MT-SICS.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
    repeating: bool,
}

/// Makes one.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let lines = self.requests.lines(bytes, b'\n');
        let mut answers = Vec::new();
        for line in lines {
            let request = String::from_utf8_lossy(&line).trim().to_owned();
            self.repeating = request == "SIR";
            answers.push(answer(&request, pan));
        }
        answers
    }

    fn stream(&mut self, pan: &mut Pan) -> Option<Vec<u8>> {
        self.repeating.then(|| answer("SI", pan))
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(b"EL\r\n".to_vec())
    }
}

fn answer(request: &str, pan: &mut Pan) -> Vec<u8> {
    let (command, argument) = request.split_once(' ').unwrap_or((request, ""));
    let text = match command {
        "S" | "SI" | "SIR" if pan.busy => "S I".to_owned(),
        "S" if !pan.stable => "S I".to_owned(),
        "S" | "SI" | "SIR" => weight(pan),
        "Z" | "ZI" => zero(command, pan),
        "T" | "TI" => tare(command, pan),
        "TA" if argument.is_empty() => format!("TA A {} kg", number(pan.tare())),
        "TA" => set_tare(argument, pan),
        "TAC" => {
            pan.clear_tare();
            "TAC A".to_owned()
        }
        "@" => {
            pan.restart();
            "I4 A \"SIM-0001\"".to_owned()
        }
        "I0" => "I0 A \"S SI SIR Z ZI T TI TA TAC @ I0 I1 I2 I3 I4\"".to_owned(),
        "I1" => "I1 A \"01\" \"2.30\" \"2.22\" \"\" \"\"".to_owned(),
        "I2" => "I2 A \"Simulated scale 15.000 kg\"".to_owned(),
        "I3" => "I3 A \"1.0\"".to_owned(),
        "I4" => "I4 A \"SIM-0001\"".to_owned(),
        "SIM" => put(argument, pan),
        _ => "ES".to_owned(),
    };
    format!("{text}\r\n").into_bytes()
}

fn number(grams: i64) -> String {
    decimal::format(grams, -3)
}

fn weight(pan: &mut Pan) -> String {
    match pan.show() {
        Shown::Over => "S +".to_owned(),
        Shown::Under => "S -".to_owned(),
        Shown::Net(grams) => format!(
            "S {} {:>10} kg",
            if pan.stable { 'S' } else { 'D' },
            number(grams)
        ),
    }
}

fn zero(command: &str, pan: &mut Pan) -> String {
    if !pan.stable || pan.busy {
        return format!("{command} I");
    }
    match (pan.set_zero(), pan.grams > 0) {
        (true, _) => format!("{command} {}", if command == "Z" { "A" } else { "S" }),
        (false, true) => format!("{command} +"),
        (false, false) => format!("{command} -"),
    }
}

fn tare(command: &str, pan: &mut Pan) -> String {
    if !pan.stable || pan.busy {
        return format!("{command} I");
    }
    if pan.set_tare() {
        format!("{command} S {:>10} kg", number(pan.tare()))
    } else {
        format!("{command} -")
    }
}

fn set_tare(argument: &str, pan: &mut Pan) -> String {
    let grams = argument.strip_suffix(" kg").and_then(grams_of);
    match grams {
        Some(grams) if pan.set_tare_of(grams) => format!("TA A {} kg", number(grams)),
        _ => "TA L".to_owned(),
    }
}

fn put(argument: &str, pan: &mut Pan) -> String {
    let (weight, state) = argument.split_once(' ').unwrap_or((argument, "S"));
    match (grams_of(weight), state) {
        (Some(grams), "S" | "D") => {
            (pan.grams, pan.stable) = (grams, state == "S");
            "SIM A".to_owned()
        }
        _ => "SIM L".to_owned(),
    }
}
