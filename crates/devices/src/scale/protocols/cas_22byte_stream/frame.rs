//! The frames: 22 bytes, 18 or 10, and what the till tells.

use super::LONGEST;
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, Reading, Status, WeightUnit};
use crate::scale::said::{Junk, Said, Step};

/// The length of the frame without number and lamps.
const SHORT: usize = 18;

/// The characters of a weight that comes alone.
const BARE: usize = 8;

/// What the till may tell a scale by two letters: read the weight, zero, tare, hold, print, read the tare that was keyed.
const LETTERS: [[u8; 2]; 6] = [*b"WT", *b"ZE", *b"TR", *b"HD", *b"PR", *b"KT"];

/// The highest number of a scale.
const HIGHEST_NUMBER: u8 = 99;

/// Whether a byte can stand at a place of a frame of 22 bytes.
fn fits_long(place: usize, byte: u8) -> bool {
    match place {
        0..6 => fits_header(place, byte),
        6 => (b'0'..=b'0' + HIGHEST_NUMBER).contains(&byte),
        7 => byte & 0x80 != 0,
        8 => byte == b',',
        17 => byte == b' ',
        20 => byte == b'\r',
        21 => byte == b'\n',
        _ => fields::is_printable(byte),
    }
}

/// Whether a byte can stand at a place of a frame of 18 bytes.
fn fits_short(place: usize, byte: u8) -> bool {
    match place {
        0..6 => fits_header(place, byte),
        16 => byte == b'\r',
        17 => byte == b'\n',
        _ => fields::is_printable(byte) && byte != b',',
    }
}

fn fits_header(place: usize, byte: u8) -> bool {
    let characters: &[u8] = match place {
        0 => b"SUO",
        1 => b"TSL",
        3 => b"GN",
        4 => b"ST",
        _ => b",",
    };
    characters.contains(&byte)
}

/// Judges the front of bytes.
pub(super) fn step(bytes: &[u8]) -> Step {
    let fits = |fits: fn(usize, u8) -> bool, length: usize| {
        let mut front = bytes.iter().take(length).enumerate();
        front.all(|(place, byte)| fits(place, *byte))
    };
    let frame = if fits(fits_long, LONGEST) {
        LONGEST
    } else if fits(fits_short, SHORT) {
        SHORT
    } else {
        return step_number(bytes).unwrap_or_else(|| step_request(bytes));
    };
    let Some(whole) = bytes.get(..frame) else {
        return Step::Wait;
    };
    match read(whole) {
        Some(observation) => Step::observed(frame, observation),
        None => Step::NOISE,
    }
}

/// Reads a frame whose bytes are each where they can be.
fn read(frame: &[u8]) -> Option<Observation> {
    let (header, rest) = frame.split_first_chunk::<6>()?;
    let [first, second, _, third, fourth, _] = header;
    let net = match (third, fourth) {
        (b'G', b'S') => false,
        (b'N', b'T') => true,
        _ => return None,
    };
    let (lamps, data, unit) = match rest {
        [_, lamps, b',', data @ .., b' ', u1, u2, b'\r', b'\n'] => (Some(*lamps), data, [*u1, *u2]),
        [data @ .., u1, u2, b'\r', b'\n'] => (None, data, [*u1, *u2]),
        _ => return None,
    };
    let stable = match (first, second) {
        (b'S', b'T') => true,
        (b'U', b'S') => false,
        (b'O', b'L') => {
            let under = data.contains(&b'-');
            return Some(Observation::Status(Status::obstacle(if under {
                Obstacle::Underload
            } else {
                Obstacle::Overload
            })));
        }
        _ => return None,
    };
    let number = fields::number(data)?;
    let (unit, power) = fields::padded_unit(&unit)?;
    let exponent = number.exponent.checked_add(power)?;
    let mut reading = Reading::plain(number.raw, exponent, unit, Some(stable));
    reading.net = Some(net);
    reading.zero = lamps.map(|lamps| lamps & 0x01 != 0);
    Some(Observation::Weight(reading))
}

/// Eight characters of weight and nothing else; nothing when this is no number at all. A number of another length is
/// passed over as one: its end would be another number.
fn step_number(bytes: &[u8]) -> Option<Step> {
    let of_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'.' | b' ' | b'-' | b'+');
    let (number, end) = bytes.split_at(bytes.iter().take(LONGEST).take_while(of_number).count());
    let length = number.len();
    match end {
        _ if length == 0 => None,
        [] | [b'\r'] => Some(Step::Wait),
        [b'\r', b'\n', ..] if length == BARE => {
            let weight = fields::number(number)
                .and_then(|number| fields::weight(number, (WeightUnit::Unknown, 0), None));
            Some(Step::seen(BARE + 2, weight.map(Observation::Weight)))
        }
        _ if length == 1 => None,
        _ => Some(Step::skip(length, Junk::Noise)),
    }
}

/// What the till tells the scale: its number, two letters, perhaps five digits, CR LF.
fn step_request(bytes: &[u8]) -> Step {
    let Some((number, rest)) = bytes.split_first() else {
        return Step::Wait;
    };
    if !(1..=HIGHEST_NUMBER).contains(number) {
        return Step::NOISE;
    }
    let plain = LETTERS.map(|[one, two]| [one, two, b'\r', b'\n']);
    let tare = |(place, byte): (usize, &u8)| match place {
        0 => *byte == b'K',
        1 => *byte == b'T',
        2..7 => byte.is_ascii_digit(),
        7 => *byte == b'\r',
        _ => *byte == b'\n',
    };
    if plain.iter().any(|request| rest.starts_with(request)) {
        return Step::Frame {
            length: 5,
            said: Said::Request,
        };
    }
    let sets_tare = rest.iter().take(9).enumerate().all(tare);
    if sets_tare && rest.len() >= 9 {
        return Step::Frame {
            length: 10,
            said: Said::Request,
        };
    }
    if sets_tare || plain.iter().any(|request| request.starts_with(rest)) {
        Step::Wait
    } else {
        Step::NOISE
    }
}
