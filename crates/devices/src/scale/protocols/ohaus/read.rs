//! The lines of Ohaus.

use crate::scale::decimal::Decimal;
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, RefusalReason, Status};
use crate::scale::said::{Parameters, Said};

/// Twelve of the number, five of the unit, the marker, a legend, and the spaces between.
const LONGEST_WEIGHT: usize = 40;

/// Reads a line without its end; nothing when it is none of the protocol.
pub(super) fn read(text: &str) -> Option<Said> {
    match text {
        "IP" | "P" | "SP" | "CP" | "0P" | "Z" | "T" | "?" | "0S" | "1S" => {
            return Some(Said::Request);
        }
        "OK!" => return Some(Said::Observation(Observation::Done)),
        "ES" => {
            return Some(Said::Observation(Observation::refused(
                RefusalReason::Unrecognized,
            )));
        }
        _ => {}
    }
    let tare = text.strip_suffix('T').map(str::as_bytes);
    if tare.and_then(fields::digits).is_some() {
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

/// How many characters a number takes with the spaces before it.
pub(super) fn width(text: &str) -> Option<usize> {
    let digits = text.find(|letter: char| letter.is_ascii_digit())?;
    Some(digits + text.get(digits..)?.find(' ')?)
}

fn weight(text: &str) -> Option<Said> {
    let (number, rest) = text.split_at_checked(width(text)?)?;
    // A number that ends further left is the tail of a line.
    if !(9..=12).contains(&number.len()) || text.len() > LONGEST_WEIGHT || !rest.starts_with(' ') {
        return None;
    }
    let number = fields::right_aligned(number.as_bytes())?;
    // The marker stands alone, or touches the unit before it or the legend behind it.
    let (front, moves, back) = match rest.split_once('?') {
        Some((front, back)) => (front, true, back),
        None => (rest, false, ""),
    };
    let mut words = front.split(' ').filter(|word| !word.is_empty());
    let unit = words.next()?;
    let mut words = words.chain(back.split(' ').filter(|word| !word.is_empty()));
    let legend = (words.next(), words.next());
    let observation = fields::weighed(number, unit, Some(!moves))?;
    match legend {
        (None, _) => Some(Said::Observation(observation)),
        (Some("NET" | "Net" | "N"), None) => Some(Said::Observation(observation.with_net(true))),
        (Some("G" | "GROSS" | "Gross" | "B/G" | "B"), None) => {
            Some(Said::Observation(observation.with_net(false)))
        }
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
