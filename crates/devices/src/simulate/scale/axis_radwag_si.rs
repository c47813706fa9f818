//! The scale's side of AXIS and Radwag.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown, grams_of};
use crate::scale::decimal;

/// A scale of AXIS or Radwag.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
    radwag: bool,
}

/// Makes one of AXIS.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

/// Makes one of Radwag.
#[must_use]
pub fn radwag() -> Device {
    Device {
        radwag: true,
        ..Device::default()
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for line in self.requests.lines(bytes, b'\n') {
            let request = String::from_utf8_lossy(&line);
            let request = request.trim_end_matches('\r');
            if self.radwag {
                answers.extend(of_radwag(request, pan));
            } else {
                answers.extend(of_axis(request, pan));
            }
        }
        answers
            .into_iter()
            .map(|line| format!("{line}\r\n").into_bytes())
            .collect()
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        self.radwag.then(|| b"ES\r\n".to_vec())
    }
}

fn signed(grams: i64) -> (char, String) {
    let sign = if grams < 0 { '-' } else { ' ' };
    (sign, decimal::format(grams.abs(), -3))
}

fn of_axis(request: &str, pan: &mut Pan) -> Vec<String> {
    match request {
        "SI" => {
            let shown = pan.net().map(signed);
            let line = shown.map(|(sign, number)| format!("{sign} {number:>8} kg "));
            line.into_iter().collect()
        }
        "SJ" => vec!["MJ".to_owned()],
        "ST" => {
            pan.set_tare();
            Vec::new()
        }
        "SZ" => {
            pan.set_zero();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn of_radwag(request: &str, pan: &mut Pan) -> Vec<String> {
    let (command, argument) = request.split_once(' ').unwrap_or((request, ""));
    let lines: &[String] = match command {
        "SI" if pan.busy => &["SI I".to_owned()],
        "S" if pan.busy || !pan.stable => &["S A".to_owned(), "S E".to_owned()],
        "SI" => &[weight("SI", pan)],
        "S" => &["S A".to_owned(), weight("S", pan)],
        "Z" | "T" if pan.busy => &[format!("{command} I")],
        "Z" | "T" if !pan.stable => &[format!("{command} A"), format!("{command} E")],
        "Z" => &[
            "Z A".to_owned(),
            if pan.set_zero() { "Z D" } else { "Z ^" }.to_owned(),
        ],
        "T" => &[
            "T A".to_owned(),
            if pan.set_tare() { "T D" } else { "T v" }.to_owned(),
        ],
        "OT" => &[format!("OT {:>9} kg  ", decimal::format(pan.tare(), -3))],
        "UT" => match grams_of(argument) {
            Some(grams) if pan.set_tare_of(grams) => &["UT OK".to_owned()],
            _ => &["ES".to_owned()],
        },
        _ => &["ES".to_owned()],
    };
    lines.to_vec()
}

fn weight(command: &str, pan: &mut Pan) -> String {
    let (marker, grams) = match pan.show() {
        Shown::Over => ('^', 15_001),
        Shown::Under => ('v', -501),
        Shown::Net(grams) => (if pan.stable { ' ' } else { '?' }, grams),
    };
    let (sign, number) = signed(grams);
    format!("{command:<3}{marker} {sign}{number:>9} kg ")
}
