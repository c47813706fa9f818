//! MT-SICS: lines of ASCII, ended by CR LF; the scale is asked and answers.
//!
//! `S S     100.00 g` is a weight at rest, `S D …` one that moves, `S I` "busy", `S +` and `S -` over- and underload,
//! `S L` a wrong parameter; `ES`, `ET` and `EL` are errors of the whole line. Some emulations repeat the command
//! (`SI A 1.234 g`). Source: MT-SICS reference manuals of Mettler-Toledo.

use std::time::Duration;

use crate::scale::conversation::{Asker, POLL};
use crate::scale::decimal;
use crate::scale::fields;
use crate::scale::line;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::{Observation, Obstacle, RefusalReason, Status};
use crate::scale::said::{Junk, Parameters, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    tcp_port: Some(4305),
    seven_bit: true,
    ..Facts::usual(
        [
            "Mettler Toledo и другие весы с MT-SICS",
            "Mettler Toledo and others with MT-SICS",
        ],
        &[
            SerialSettings::new(9600, 8, SerialParity::None, 1),
            SerialSettings::new(2400, 7, SerialParity::Even, 2),
            SerialSettings::new(19_200, 8, SerialParity::None, 1),
        ],
        64,
    )
};

/// The characters of a number with the spaces before it. Some emulations do not pad it at all.
const FIELD: usize = 10;

/// What the answers with a weight begin with.
const HEADS: [&[u8]; 8] = [
    b"S S ", b"S D ", b"S A ", b"SI A ", b"SI S ", b"SI D ", b"SIR S ", b"SIR D ",
];

/// MT-SICS at work.
#[derive(Debug)]
pub struct MtSics {
    asker: Asker,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> MtSics {
    MtSics {
        asker: Asker::new(POLL, USUAL_ANSWER),
    }
}

impl Protocol for MtSics {
    fn step(&self, bytes: &[u8]) -> Step {
        // A line without an end is found out by its length, so no more than that is searched.
        let within = bytes.get(..FACTS.longest + 1).unwrap_or(bytes);
        let Some(end) = within.iter().position(|byte| *byte == b'\n') else {
            return if within.len() > FACTS.longest {
                Step::skip(within.len(), Junk::Noise)
            } else {
                Step::Wait
            };
        };
        let length = end + 1;
        let step = match read_line(&bytes[..end]) {
            Some(said) => Step::Frame { length, said },
            None => Step::skip(length, Junk::Noise),
        };
        line::behind_noise(bytes, step, &HEADS)
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        if said.observation().is_some() {
            self.asker.answered();
        }
        None
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.asker.due(at, b"SI\r\n")
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let line = match command {
            ScaleCommand::Zero => "Z\r\n".to_owned(),
            ScaleCommand::Tare => "T\r\n".to_owned(),
            ScaleCommand::ClearTare => "TAC\r\n".to_owned(),
            ScaleCommand::SetTare(grams) => {
                format!("TA {} kg\r\n", decimal::format(i64::from(grams), -3))
            }
            ScaleCommand::Price(_) => return false,
        };
        self.asker.push(line.into_bytes());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
    }
}

/// Reads a line without its end; nothing when it is not a whole and valid line of the protocol.
fn read_line(line: &[u8]) -> Option<Said> {
    let text = std::str::from_utf8(line)
        .ok()
        .filter(|text| text.is_ascii())?;
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.starts_with(' ') || text.bytes().any(|byte| byte.is_ascii_control()) {
        return None;
    }
    if is_request(text) {
        return Some(Said::Request);
    }
    if let Some(model) = read_description(text) {
        return Some(Said::Parameters(Parameters {
            model: Some(model.to_owned()),
            ..Parameters::default()
        }));
    }
    read_answer(text).map(Said::Observation)
}

/// What a scale answers to a question about itself: `I2 A "XS204"`. A scale that was switched on says `I4` by itself.
fn read_description(text: &str) -> Option<&str> {
    let (command, said) = text.split_once(" A ")?;
    let is_about_itself = matches!(command, "I0" | "I1" | "I2" | "I3" | "I4" | "I5");
    let said = said.trim();
    let is_quoted = said.len() >= 2 && said.starts_with('"') && said.ends_with('"');
    (is_about_itself && is_quoted).then(|| said.trim_matches('"'))
}

/// Whether the till sends such a line.
fn is_request(text: &str) -> bool {
    matches!(
        text,
        "S" | "SI"
            | "SIR"
            | "Z"
            | "ZI"
            | "T"
            | "TI"
            | "TA"
            | "TAC"
            | "@"
            | "I0"
            | "I1"
            | "I2"
            | "I3"
            | "I4"
    )
}

fn read_answer(text: &str) -> Option<Observation> {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let words = (
        words.next()?,
        words.next(),
        words.next(),
        words.next(),
        words.next(),
    );
    let answer = match words {
        ("ES", None, ..) => Observation::refused(RefusalReason::Syntax),
        ("ET", None, ..) => Observation::refused(RefusalReason::Transmission),
        ("EL", None, ..) => Observation::refused(RefusalReason::Logical),
        ("S" | "SI" | "SIR" | "Z" | "ZI" | "T" | "TI" | "TA", Some("+"), None, ..) => {
            Observation::Status(Status::obstacle(Obstacle::Overload))
        }
        ("S" | "SI" | "SIR" | "Z" | "ZI" | "T" | "TI" | "TA", Some("-"), None, ..) => {
            Observation::Status(Status::obstacle(Obstacle::Underload))
        }
        ("S" | "SI" | "SIR", Some("I"), None, ..) => Observation::Status(Status::MOVING),
        // `S` waits for rest; what `SI` is answered with an `A` is only what the scale shows.
        ("S", Some("A"), Some(value), Some(unit), None)
        | ("S" | "SI" | "SIR", Some("S"), Some(value), Some(unit), None) => {
            weight(text, value, unit, Some(true))?
        }
        ("SI" | "SIR", Some("A"), Some(value), Some(unit), None) => {
            weight(text, value, unit, None)?
        }
        ("S" | "SI" | "SIR", Some("D"), Some(value), Some(unit), None) => {
            weight(text, value, unit, Some(false))?
        }
        ("Z" | "ZI" | "TAC", Some("A"), None, ..) | ("ZI" | "TI", Some("S" | "D"), None, ..) => {
            Observation::Done
        }
        ("T" | "TA" | "TI", Some("S" | "A" | "D"), Some(value), Some(_), None) => {
            decimal::parse(value).map(|_| Observation::Done)?
        }
        ("S" | "SI" | "SIR" | "Z" | "ZI" | "T" | "TI" | "TA" | "TAC", Some("L"), None, ..) => {
            Observation::refused(RefusalReason::Parameter)
        }
        ("Z" | "ZI" | "T" | "TI" | "TA" | "TAC", Some("I"), None, ..) => {
            Observation::refused(RefusalReason::Logical)
        }
        _ => return None,
    };
    Some(answer)
}

/// A number with a unit. What is counted or measured in anything but mass is no weight. A number that is padded in fewer
/// characters than its field has lost one.
fn weight(text: &str, value: &str, unit: &str, stable: Option<bool>) -> Option<Observation> {
    let number = decimal::parse(value)?;
    let (front, _) = text.split_once(value)?;
    let spaces = front.len() - front.trim_end_matches(' ').len();
    // One of them parts the number from what stands before it.
    let padding = spaces.saturating_sub(1);
    if padding > 0 && padding + value.len() < FIELD {
        return None;
    }
    fields::weighed(number, unit, stable)
}

#[cfg(test)]
mod tests;
