//! Ohaus: lines of text, asked for with `IP` or `P`.
//!
//! A line is the number at the right edge of ten characters (nine to twelve, as the model is), a space, up to five letters of
//! the unit, then `?` while it moves and a legend, such as `NET`. `IP` prints at once what is shown, whether it rests or not; models
//! that do not know it print on `P`. `Z` and `T` are zero and tare, `100T` sets a tare of 100 g. Newer models answer them `OK!` and
//! what they do not know `ES`; older ones say nothing. Sources: Ohaus RS232 interface manual, page EN-3; Navigator NVT USB
//! interface manual, page EN-4; Defender 3000 manual, page EN-35; Ranger Count manual, page 36; Ranger manual, 5.1.1.

use std::time::Duration;

use crate::scale::conversation::{Asker, Effect, POLL};
use crate::scale::decimal::Decimal;
use crate::scale::line;
use crate::scale::protocol::{
    Facts, Protocol, ScaleCommand, ScaleOptions, Speaks, USUAL_ANSWER, USUAL_GAP,
};
use crate::scale::reading::{Observation, Obstacle, Refusal, RefusalReason, Status};
use crate::scale::said::{Junk, Parameters, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    title: [
        "Ohaus (Navigator, Scout, Ranger, Defender, Valor)",
        "Ohaus (Navigator, Scout, Ranger, Defender, Valor)",
    ],
    serial: &[
        SerialSettings::new(9600, 8, SerialParity::None, 1),
        SerialSettings::new(2400, 7, SerialParity::None, 2),
        SerialSettings::new(2400, 7, SerialParity::Even, 1),
    ],
    tcp_port: Some(9761),
    seven_bit: true,
    names_unit: true,
    names_decimals: true,
    speaks: Speaks::WhenAsked,
    longest: LONGEST,
    gap: USUAL_GAP,
    answer: USUAL_ANSWER,
};

/// Longer than each of the lines, so that the tail of something longer is none of them.
const LONGEST: usize = 60;

/// Twelve of the number, five of the unit, the marker, a legend, and the spaces between.
const LONGEST_WEIGHT: usize = 40;

/// Asks for what is shown now.
const AT_ONCE: &[u8] = b"IP\r\n";

/// Asks older models.
const PRINT: &[u8] = b"P\r\n";

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// After so many questions without an answer it is asked in the other way: the first one may have met the rest of another line.
const MOST_MISSES: u8 = 2;

/// Ohaus at work.
#[derive(Debug)]
pub struct Ohaus {
    asker: Asker,
    /// Whether it is asked as older models are.
    prints: bool,
    /// What went out last and was not answered.
    asked: Asked,
    /// How many questions in a row were not answered.
    misses: u8,
    effect: Effect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Weight,
    Command,
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> Ohaus {
    Ohaus {
        asker: Asker::new(POLL, PATIENCE),
        prints: false,
        asked: Asked::Nothing,
        misses: 0,
        effect: Effect::NONE,
    }
}

impl Protocol for Ohaus {
    fn step(&self, bytes: &[u8]) -> Step {
        line::unless_whole(line::whole_line(bytes, LONGEST), |body, length| {
            match std::str::from_utf8(body).ok().and_then(read) {
                Some(said) => Step::Frame { length, said },
                None => Step::skip(length, Junk::Malformed),
            }
        })
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        self.asker.answered();
        let asked = std::mem::replace(&mut self.asked, Asked::Nothing);
        self.misses = 0;
        match observation {
            // It does not know how it was asked.
            Observation::Refused(_) if asked == Asked::Weight => {
                self.prints = !self.prints;
                None
            }
            // It answers commands itself, so that nothing is to be guessed.
            Observation::Done | Observation::Refused(_) => {
                self.effect = Effect::NONE;
                None
            }
            Observation::Weight(_) | Observation::Status(_) => self.effect.judge(&observation),
        }
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        let misses = self.misses >= MOST_MISSES;
        let prints = self.prints ^ misses;
        let sent = self.asker.due(at, if prints { PRINT } else { AT_ONCE })?;
        if sent == PRINT || sent == AT_ONCE {
            (self.prints, self.asked) = (prints, Asked::Weight);
            self.misses = if misses { 1 } else { self.misses + 1 };
        } else {
            self.asked = Asked::Command;
            // Older models do not answer; the next weight shows what came of it.
            if matches!(sent.as_slice(), b"Z\r\n" | b"T\r\n") {
                self.effect.expect();
            }
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let line = match command {
            ScaleCommand::Zero => "Z\r\n".to_owned(),
            ScaleCommand::Tare => "T\r\n".to_owned(),
            ScaleCommand::SetTare(grams) => format!("{grams}T\r\n"),
            ScaleCommand::ClearTare => "0T\r\n".to_owned(),
            ScaleCommand::Price(_) => return false,
        };
        self.asker.push(line.into_bytes());
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        (self.asked, self.misses) = (Asked::Nothing, 0);
        self.effect = Effect::NONE;
    }
}

/// Reads a line without its end; nothing when it is none of the protocol.
fn read(text: &str) -> Option<Said> {
    match text {
        "IP" | "P" | "SP" | "CP" | "0P" | "Z" | "T" | "?" | "0S" | "1S" => {
            return Some(Said::Request);
        }
        "OK!" => return Some(Said::Observation(Observation::Done)),
        "ES" => {
            return Some(Said::Observation(Observation::Refused(Refusal::new(
                RefusalReason::Unrecognized,
            ))));
        }
        _ => {}
    }
    let tare = text.strip_suffix('T').map(str::as_bytes);
    if tare.and_then(line::digits).is_some() {
        return Some(Said::Request);
    }
    trouble(text)
        .map(Said::Observation)
        .or_else(|| weight(text))
}

/// An error of the display, such as `Err 8.3`. The numbers are those of the manuals' lists of errors.
fn trouble(text: &str) -> Option<Observation> {
    let text = text.trim_matches(|letter| matches!(letter, ' ' | '[' | ']'));
    let number = text
        .strip_prefix("Error")
        .or_else(|| text.strip_prefix("Err"))?;
    let obstacle = match number.trim_matches(' ') {
        "8.1" | "8.2" => Obstacle::NoZero,
        "8.3" => Obstacle::Overload,
        "8.4" => Obstacle::Underload,
        number
            if number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.') =>
        {
            Obstacle::Fault
        }
        _ => return None,
    };
    Some(Observation::Status(Status::obstacle(obstacle)))
}

fn weight(text: &str) -> Option<Said> {
    let digits = text.find(|letter: char| letter.is_ascii_digit())?;
    let tail = text.get(digits..)?;
    let end = digits + tail.find(' ')?;
    let (number, rest) = text.split_at_checked(end)?;
    // A number that ends further left is the tail of a line.
    if !(9..=12).contains(&number.len()) || text.len() > LONGEST_WEIGHT || !rest.starts_with(' ') {
        return None;
    }
    let number = line::right_aligned(number.as_bytes())?;
    // The marker stands alone, or touches the unit before it or the legend behind it.
    let (front, moves, back) = match rest.split_once('?') {
        Some((front, back)) => (front, true, back),
        None => (rest, false, ""),
    };
    let mut words = front.split(' ').filter(|word| !word.is_empty());
    let unit = words.next()?;
    let mut words = words.chain(back.split(' ').filter(|word| !word.is_empty()));
    let legend = (words.next(), words.next());
    let observation = line::weighed(number, unit, Some(!moves))?;
    match legend {
        (None, _) => Some(Said::Observation(observation)),
        (Some("NET" | "Net" | "N"), None) => Some(with_net(observation, true)),
        (Some("G" | "GROSS" | "Gross" | "B/G" | "B"), None) => Some(with_net(observation, false)),
        (Some("T" | "TARE" | "Tare" | "PT"), None) => Some(Said::Parameters(Parameters {
            tare: Some(Decimal::new(number.0, number.1)),
            ..Parameters::default()
        })),
        // A print at fixed times has the time behind it.
        (Some(time), None) if is_time(time) => Some(Said::Observation(observation)),
        // The sum of several weighings, or the result of another mode.
        (Some(word), _) if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            Some(Said::Parameters(Parameters::default()))
        }
        _ => None,
    }
}

fn is_time(text: &str) -> bool {
    text.len() == 8
        && text.bytes().enumerate().all(|(place, byte)| {
            if place % 3 == 2 {
                byte == b':'
            } else {
                byte.is_ascii_digit()
            }
        })
}

const fn with_net(observation: Observation, net: bool) -> Said {
    match observation {
        Observation::Weight(mut reading) => {
            reading.net = Some(net);
            Said::weight(reading)
        }
        Observation::Status(_) | Observation::Done | Observation::Refused(_) => {
            Said::Observation(observation)
        }
    }
}

#[cfg(test)]
mod tests;
