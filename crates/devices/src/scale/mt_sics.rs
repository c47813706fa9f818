//! MT-SICS: lines of ASCII, ended by CR LF; the scale is asked and answers.
//!
//! `S S     100.00 g` is a weight at rest, `S D …` one that moves, `S I` "busy", `S +` and `S -` over- and underload,
//! `S L` a wrong parameter; `ES`, `ET` and `EL` are errors of the whole line. Some emulations repeat the command
//! (`SI A 1.234 g`).

use std::collections::VecDeque;
use std::time::Duration;

use super::codec::{ScaleCodec, ScaleCommand};
use super::decimal;
use super::reading::{Observation, Reading, Refusal, WeightUnit};
use crate::transport::SerialSettings;

/// The protocol's name.
pub const NAME: &str = "mt_sics";

/// The usual port on TCP.
pub const TCP_PORT: u16 = 4305;

/// How often it is asked for the weight.
const POLL: Duration = Duration::from_millis(200);

/// How long to wait for an answer before asking again.
const ANSWER: Duration = Duration::from_millis(1_000);

/// The longest line of the protocol; more without an end is garbage.
const LONGEST_LINE: usize = 64;

/// The codec of MT-SICS.
#[derive(Debug, Default)]
pub struct MtSics {
    line: Vec<u8>,
    /// The line has grown too long and is dropped up to its end.
    overlong: bool,
    commands: VecDeque<ScaleCommand>,
    asked_at: Option<Duration>,
    next_at: Duration,
}

impl MtSics {
    /// Makes a codec that asks at once.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn end_line(&mut self, at: Duration) -> Option<Observation> {
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.overlong) {
            return None;
        }
        let observation = parse_line(&line)?;
        self.asked_at = None;
        self.next_at = self.next_at.max(at);
        Some(observation)
    }
}

impl ScaleCodec for MtSics {
    fn name(&self) -> &'static str {
        NAME
    }

    fn serial_settings(&self) -> SerialSettings {
        SerialSettings::default()
    }

    fn receive(&mut self, bytes: &[u8], at: Duration) -> Vec<Observation> {
        let mut observations = Vec::new();
        for byte in bytes {
            match byte {
                b'\n' => observations.extend(self.end_line(at)),
                _ if self.line.len() < LONGEST_LINE => self.line.push(*byte),
                _ => self.overlong = true,
            }
        }
        observations
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let waits = self.asked_at.is_some_and(|asked| at < asked + ANSWER);
        if waits || (at < self.next_at && self.commands.is_empty()) {
            return None;
        }
        self.asked_at = Some(at);
        self.next_at = at + POLL;
        let request = match self.commands.pop_front() {
            None => "SI",
            Some(ScaleCommand::Zero) => "Z",
            Some(ScaleCommand::Tare) => "T",
            Some(ScaleCommand::ClearTare) => "TAC",
        };
        Some(format!("{request}\r\n").into_bytes())
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        self.commands.push_back(command);
        true
    }

    fn reset(&mut self) {
        *self = Self {
            commands: std::mem::take(&mut self.commands),
            ..Self::default()
        };
    }
}

/// Reads a line without its end; nothing when it is not a whole and valid answer.
fn parse_line(line: &[u8]) -> Option<Observation> {
    let text = std::str::from_utf8(line)
        .ok()
        .filter(|text| text.is_ascii())?;
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.starts_with(' ') || text.bytes().any(|byte| byte.is_ascii_control()) {
        return None;
    }
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let answer = match (
        words.next()?,
        words.next(),
        words.next(),
        words.next(),
        words.next(),
    ) {
        ("ES", None, ..) => refused(Refusal::Syntax),
        ("ET", None, ..) => refused(Refusal::Transmission),
        ("EL", None, ..) => refused(Refusal::Logical),
        ("S" | "SI" | "SIR", Some("+"), None, ..) => Observation::Overload,
        ("S" | "SI" | "SIR", Some("-"), None, ..) => Observation::Underload,
        ("S" | "SI" | "SIR", Some("I"), None, ..) => Observation::Moving,
        ("S" | "SI" | "SIR", Some("S" | "A"), Some(value), Some(unit), None) => {
            weight(value, unit, true)?
        }
        ("S" | "SI" | "SIR", Some("D"), Some(value), Some(unit), None) => {
            weight(value, unit, false)?
        }
        ("Z" | "ZI" | "TAC", Some("A"), None, ..) | ("ZI" | "TI", Some("S" | "D"), ..) => {
            Observation::Done
        }
        ("T" | "TA" | "TI", Some("S" | "A" | "D"), Some(value), Some(_), None) => {
            decimal::parse(value).map(|_| Observation::Done)?
        }
        ("S" | "SI" | "SIR" | "Z" | "ZI" | "T" | "TI" | "TA" | "TAC", Some("L"), None, ..) => {
            refused(Refusal::Parameter)
        }
        ("Z" | "ZI" | "T" | "TI" | "TA" | "TAC", Some("I"), None, ..) => refused(Refusal::Logical),
        ("Z" | "ZI" | "T" | "TI" | "TA", Some("+"), None, ..) => Observation::Overload,
        ("Z" | "ZI" | "T" | "TI" | "TA", Some("-"), None, ..) => Observation::Underload,
        _ => return None,
    };
    Some(answer)
}

const fn refused(reason: Refusal) -> Observation {
    Observation::Refused { reason }
}

fn weight(value: &str, unit: &str, stable: bool) -> Option<Observation> {
    let (raw, exponent) = decimal::parse(value)?;
    let (unit, shift) = match unit {
        "g" => (WeightUnit::Gram, 0),
        "mg" => (WeightUnit::Gram, -3),
        "kg" => (WeightUnit::Kilogram, 0),
        "t" => (WeightUnit::Kilogram, 3),
        "lb" => (WeightUnit::Pound, 0),
        "oz" => (WeightUnit::Ounce, 0),
        other
            if other
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'%') =>
        {
            (WeightUnit::Unknown, 0)
        }
        _ => return None,
    };
    Some(Observation::Weight(Reading::plain(
        raw,
        exponent + shift,
        unit,
        Some(stable),
    )))
}

#[cfg(test)]
mod tests;
