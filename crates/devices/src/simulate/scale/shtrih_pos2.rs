//! The scale's side of POS2.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};

/// The password of its maker.
const PASSWORD: &[u8] = b"0030";

/// Its name in Windows-1251: «Штрих-Слим».
const NAME: &[u8] = b"\xd8\xf2\xf0\xe8\xf5-\xd1\xeb\xe8\xec";

/// A scale that speaks POS2.
#[derive(Debug)]
pub struct Device {
    requests: Requests,
    /// The power of ten of its last digit.
    power: i8,
    /// An answer that was not acknowledged.
    pending: Option<Vec<u8>>,
}

/// Makes one that counts grams.
#[must_use]
pub fn device() -> Device {
    of(-3)
}

/// Makes one whose last digit is so many powers of ten of a kilogram, −3 or more.
#[must_use]
pub fn of(power: i8) -> Device {
    Device {
        requests: Requests::default(),
        power,
        pending: None,
    }
}

impl Device {
    /// Makes one that has an answer to a question of another till.
    #[must_use]
    pub fn interrupted(mut self, pan: &mut Pan) -> Self {
        self.pending = Some(framed(0x3a, &weight(self.power, pan)));
        self
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        let (power, pending) = (self.power, &mut self.pending);
        self.requests.take(bytes, |request| match request {
            [0x05, ..] => {
                match pending {
                    Some(answer) => answers.extend([vec![0x06], answer.clone()]),
                    None => answers.push(vec![0x15]),
                }
                1
            }
            [0x06, ..] => {
                *pending = None;
                1
            }
            [0x15, ..] => {
                answers.extend(pending.clone());
                1
            }
            [0x02, length, rest @ ..] => {
                let length = usize::from(*length);
                let Some((frame, [sum, ..])) = rest.split_at_checked(length) else {
                    return 0;
                };
                let expected = frame.iter().fold(length as u8, |sum, byte| sum ^ byte);
                match frame.split_first() {
                    Some((command, data)) if expected == *sum => {
                        let answer = framed(*command, &answer(*command, data, power, pan));
                        answers.extend([vec![0x06], answer.clone()]);
                        *pending = Some(answer);
                    }
                    _ => answers.push(vec![0x15]),
                }
                length + 3
            }
            [0x02] => 0,
            _ => 1,
        });
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(vec![0x15])
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.last_mut() {
            *byte ^= 0xff;
        }
    }
}

fn framed(command: u8, data: &[u8]) -> Vec<u8> {
    let length = data.len() as u8 + 1;
    let sum = data.iter().fold(length ^ command, |sum, byte| sum ^ byte);
    [&[0x02, length, command], data, &[sum]].concat()
}

fn answer(command: u8, data: &[u8], power: i8, pan: &mut Pan) -> Vec<u8> {
    match (command, data) {
        (0x12, []) => vec![0, 0],
        (0xe8, [0]) => channel(power),
        (0xe8, [_]) => vec![185],
        (0xfc, []) => [&[0, 1, 2, 1, 2, 5, 0][..], NAME].concat(),
        (0x30..=0x32 | 0x3a, data) if data.len() < 4 => vec![121],
        (0x30..=0x32 | 0x3a, data) if !data.starts_with(PASSWORD) => vec![122],
        (0x3a, _) if pan.busy => vec![123],
        (0x3a, _) => weight(power, pan),
        (0x30, _) => vec![if pan.set_zero() { 0 } else { 150 }],
        (0x31, _) => vec![if pan.set_tare() { 0 } else { 151 }],
        (0x32, [_, _, _, _, low, high]) => {
            let digits = i64::from(*low) + 256 * i64::from(*high);
            vec![if pan.set_tare_of(digits * grams(power)) {
                0
            } else {
                17
            }]
        }
        (0x32, _) => vec![121],
        _ => vec![120],
    }
}

/// How many grams its last digit is.
fn grams(power: i8) -> i64 {
    10_i64.pow(u32::from((power + 3).unsigned_abs()))
}

/// Tension channel, point and power, most and least weight, most tare, ranges, steps, points.
fn channel(power: i8) -> Vec<u8> {
    let digits = |kilograms: i64| ((kilograms * 1_000 / grams(power)) as u16).to_le_bytes();
    let mut data = vec![0, 0, 0, power.unsigned_abs(), power as u8];
    data.extend(digits(15));
    data.extend(20_u16.to_le_bytes());
    data.extend(digits(15));
    data.extend([digits(6), digits(15), [0, 0]].concat());
    data.extend([2, 5, 0, 0, 3, 0]);
    data
}

fn weight(power: i8, pan: &mut Pan) -> Vec<u8> {
    let shown = pan.show();
    let mut state = 0x0004_u16;
    if pan.stable {
        state |= 0x0011;
    }
    if pan.tare() > 0 {
        state |= 0x0008;
    }
    let net = match shown {
        Shown::Net(net) => net,
        Shown::Over => {
            state |= 0x0040;
            0
        }
        Shown::Under => {
            state |= 0x0100;
            0
        }
    };
    if shown == Shown::Net(0) && pan.tare() == 0 {
        state |= 0x0002;
    }
    let mut data = vec![0];
    data.extend(state.to_le_bytes());
    data.extend(((net / grams(power)) as i32).to_le_bytes());
    data.extend(((pan.tare() / grams(power)) as u16).to_le_bytes());
    data.push(0);
    data
}
