//! The scale's side of Massa-K protocol 2, «J».

use super::device::DeviceSide;
use super::pan::Pan;

/// A scale that speaks protocol 2.
#[derive(Debug)]
pub struct Device {
    dialect: Dialect,
    division: u8,
}

/// What it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The answer of five bytes.
    Full,
    /// The answers of two bytes only.
    Short,
}

/// Makes one that counts grams.
#[must_use]
pub const fn device() -> Device {
    of(Dialect::Full, 0)
}

/// Makes one of a dialect that counts in a division: 0 a gram, 1 a tenth, 4 ten, 5 a hundred.
#[must_use]
pub const fn of(dialect: Dialect, division: u8) -> Device {
    Device { dialect, division }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for byte in bytes {
            match (self.dialect, byte) {
                (_, 0x0e) => {
                    pan.set_zero();
                }
                (Dialect::Full, 0x4a) => answers.extend(self.all(pan)),
                (Dialect::Short, 0x44) => {
                    answers.extend(pan.net().map(|net| vec![flags(net, pan), 0]));
                }
                (Dialect::Short, 0x45) => answers.extend(pan.net().map(|net| {
                    let grams = net as i16;
                    grams.to_le_bytes().to_vec()
                })),
                _ => {}
            }
        }
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(flags) = frame.first_mut() {
            *flags |= 0x1f;
        }
    }
}

impl Device {
    fn all(&self, pan: &mut Pan) -> Option<Vec<u8>> {
        // The protocol has no word for too much, too little or busy, so it is silent then.
        let net = pan.net()?;
        let magnitude = match self.division {
            1 => net.unsigned_abs() * 10,
            4 => net.unsigned_abs() / 10,
            5 => net.unsigned_abs() / 100,
            _ => net.unsigned_abs(),
        };
        let mut weight = [
            (magnitude & 0xff) as u8,
            (magnitude >> 8 & 0xff) as u8,
            (magnitude >> 16 & 0x7f) as u8,
        ];
        if net < 0 {
            weight[2] |= 0x80;
        }
        Some([&[flags(net, pan), self.division][..], &weight].concat())
    }
}

fn flags(net: i64, pan: &Pan) -> u8 {
    let at_zero = net + pan.tare() == 0;
    u8::from(pan.stable) << 7 | u8::from(at_zero) << 6 | u8::from(pan.tare() > 0) << 5
}
