//! The scale's side of Massa-K protocol 100.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};
use super::search::SERIAL;

/// What every frame begins with.
const HEADER: &[u8] = b"\xf8\x55\xce";

/// Its parameters, as the scale says them.
const PARAMETERS: &[u8] = b"Max 6/15 kg\r\nMin 0.04 kg\r\ne=2/5 g\r\nT=-6 kg\r\nFix=0\r\n\
Code=526484\r\n\xcf\xce 38.16\r\n17F379\r\n";

/// A scale that speaks protocol 100.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    model: Model,
    division: u8,
}

/// Which generation it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// It gives the weight with the tare.
    WithTare,
    /// It gives the weight without the tare.
    WithoutTare,
    /// It knows A0h only.
    Old,
    /// It knows A0h, and answers 23h with a list of its parts.
    OldWithParts,
}

/// Makes one that counts in grams.
#[must_use]
pub fn device() -> Device {
    of(Model::WithTare, 1)
}

/// Makes one of a model that counts in a division, from 0 (0.1 g) to 4 (1 kg).
#[must_use]
pub fn of(model: Model, division: u8) -> Device {
    Device {
        requests: Requests::default(),
        model,
        division,
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        let (model, division) = (self.model, self.division);
        self.requests.take(bytes, |request| {
            if !request.starts_with(HEADER) {
                return usize::from(request.len() >= HEADER.len());
            }
            let [_, _, _, low, high, rest @ ..] = request else {
                return 0;
            };
            let length = usize::from(*low) + usize::from(*high) * 256;
            if length > 128 {
                return 1;
            }
            if rest.len() < length + 2 {
                return 0;
            }
            let (body, sum) = rest.split_at(length);
            let answer = if sum.starts_with(&remainder(body)) {
                answer(body, model, division, pan)
            } else {
                vec![0xf0]
            };
            answers.push(framed(&answer));
            length + 7
        });
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(framed(&[0xf0]))
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.last_mut() {
            *byte ^= 0xff;
        }
    }
}

fn answer(body: &[u8], model: Model, division: u8, pan: &mut Pan) -> Vec<u8> {
    let old = matches!(model, Model::Old | Model::OldWithParts);
    match body {
        [0x23] if model == Model::OldWithParts => {
            [&[0x24][..], &[0x00, 0x12, 0x07, 0, 0, 1, 2, 3].repeat(3)].concat()
        }
        [0x23] if !old => weight(model, division, pan),
        [0xa0] if old => weight(model, division, pan),
        [0x72] if pan.set_zero() => vec![0x27],
        [0x72] => vec![0x28, 0x15],
        [0xa3, tare @ ..] if tare.len() == 4 => {
            let divisions = tare
                .iter()
                .rev()
                .fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
            let grams = grams(divisions.cast_signed(), division);
            vec![if pan.set_tare_of(grams) { 0x12 } else { 0x15 }]
        }
        [0x75] if !old => [&[0x76], PARAMETERS].concat(),
        [0x00] => found(SERIAL),
        _ => vec![0xf0],
    }
}

/// Who it is: fixed bytes, version, serial number, and reserved ones.
fn found(serial: u64) -> Vec<u8> {
    let mut body = vec![0x01, 0x00, 0x02, 0x00, 0x12, 0x07];
    body.extend(&serial.to_le_bytes()[..5]);
    body.extend([0x01, 0x77, 0x54, 0x08, 0x08, 0x00]);
    body.resize(27, 0);
    body
}

/// The frame that answers the search for scales.
#[must_use]
pub fn answer_to_search(serial: u64) -> Vec<u8> {
    framed(&found(serial))
}

fn weight(model: Model, division: u8, pan: &mut Pan) -> Vec<u8> {
    if pan.busy {
        return vec![0x28, 0x09];
    }
    let net = match pan.show() {
        Shown::Net(net) => net,
        Shown::Over => return vec![0x28, 0x08],
        // The pan is off: the scale shows dashes and is not weighing.
        Shown::Under => return vec![0x28, 0x09],
    };
    let old = matches!(model, Model::Old | Model::OldWithParts);
    let mut body = vec![if old { 0x10 } else { 0x24 }];
    push(&mut body, divisions(net, division));
    body.push(division);
    body.push(u8::from(pan.stable));
    if !old {
        body.push(u8::from(pan.tare() > 0));
        body.push(u8::from(net == 0 && pan.tare() == 0));
    }
    if model == Model::WithTare {
        push(&mut body, divisions(pan.tare(), division));
    }
    body
}

fn push(body: &mut Vec<u8>, divisions: i64) {
    body.extend(divisions.to_le_bytes().iter().take(4));
}

fn divisions(grams: i64, division: u8) -> i64 {
    match division {
        0 => grams * 10,
        coarse => grams / 10_i64.pow(u32::from(coarse) - 1),
    }
}

fn grams(divisions: i32, division: u8) -> i64 {
    let divisions = i64::from(divisions);
    match division {
        0 => divisions / 10,
        coarse => divisions * 10_i64.pow(u32::from(coarse) - 1),
    }
}

fn framed(body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut frame = HEADER.to_vec();
    frame.extend([(length & 0xff) as u8, (length >> 8) as u8]);
    frame.extend(body);
    frame.extend(remainder(body));
    frame
}

/// Divides the message, bit by bit, by the polynomial with the coefficients of 0x11021.
fn remainder(message: &[u8]) -> [u8; 2] {
    let bits = message
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| u32::from(byte >> bit & 1)));
    let rest = bits.fold(0_u32, |rest, bit| {
        let shifted = rest << 1 | bit;
        if shifted & 0x1_0000 == 0 {
            shifted
        } else {
            shifted ^ 0x1_1021
        }
    });
    [(rest & 0xff) as u8, (rest >> 8) as u8]
}
