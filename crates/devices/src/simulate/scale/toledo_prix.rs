//! The scale's side of PRIX.

use super::device::DeviceSide;
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that speaks it.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    form: Form,
}

/// What the scale is set to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `STX ddddd ETX`.
    P05,
    /// `STX dd.ddd CR`.
    C,
    /// With total, price and checksum.
    A,
    /// After the print key: code, weight, price, total.
    P04a,
    /// Micheletti: weight, price, total with spaces between them.
    P15,
}

/// Makes one.
#[must_use]
pub const fn device() -> Device {
    Device::of(Form::P05)
}

impl Device {
    /// Makes one that is set so.
    #[must_use]
    pub const fn of(form: Form) -> Self {
        Self { form }
    }

    /// What it sends; nothing while it has no weight and the form has no word for that.
    #[must_use]
    pub fn frame(&self, pan: &mut Pan) -> Option<Vec<u8>> {
        let rests = pan.stable && !pan.busy;
        let shown = pan.show();
        if self.form == Form::A {
            return Some(priced(pan, shown, rests));
        }
        let grams = match shown {
            Shown::Net(grams) if grams >= 0 && rests => Ok(grams),
            Shown::Net(grams) if grams >= 0 => Err("IIIII"),
            Shown::Net(_) | Shown::Under => Err("NNNNN"),
            Shown::Over => Err("SSSSS"),
        };
        let (price, total) = (pan.price, grams.map_or(0, |grams| pan.total(grams)));
        let text = match (self.form, grams) {
            (Form::P05, Ok(grams)) => format!("\x02{grams:05}\x03"),
            (Form::P05, Err(letters)) => format!("\x02{letters}\x03"),
            (Form::C, Ok(grams)) => format!("\x02{:0>6}\r", decimal::format(grams, -3)),
            (Form::C, Err(letters)) => format!("\x02{letters}\r"),
            (Form::P04a, Ok(grams)) => {
                format!("\x02000042{grams:05}{price:06}{total:06}\x03")
            }
            (Form::P15, Ok(grams)) => {
                let weight = format!("{:0>6}", decimal::format(grams, -3));
                format!("\x02{weight} {price:06} {total:06}\x03")
            }
            (Form::P04a | Form::P15 | Form::A, _) => return None,
        };
        Some(text.into_bytes())
    }
}

/// Protocol A; the total takes seven digits when it needs them.
fn priced(pan: &Pan, shown: Shown, rests: bool) -> Vec<u8> {
    let grams = match shown {
        Shown::Net(grams) if grams >= 0 => Some(grams),
        Shown::Net(_) | Shown::Over | Shown::Under => None,
    };
    let total = grams.map_or(0, |grams| pan.total(grams));
    let long = total > 999_999;
    let first = u8::from(!rests) | u8::from(grams.is_none()) << 3;
    let second = u8::from(long) | u8::from(pan.tare() > 0) << 6;
    let width = if long { 7 } else { 6 };
    let mut frame = vec![0x02, first];
    frame.extend(format!("{:06}", grams.unwrap_or(0)).bytes());
    frame.push(second);
    frame.extend(format!("{total:0width$}{:06}\r", pan.price).bytes());
    let sum: u32 = frame.iter().map(|byte| u32::from(*byte)).sum();
    // The checksum makes the sum a multiple of 256.
    frame.push(u8::try_from((256 - sum % 256) % 256).unwrap_or(0));
    frame
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let asked = bytes.iter().filter(|byte| **byte == 0x05);
        asked.filter_map(|_| self.frame(pan)).collect()
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        // The protocol has no refusal; a scale that does not get to rest says that it moves.
        Some(b"\x02IIIII\x03".to_vec())
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        if self.form == Form::A {
            if let Some(checksum) = frame.last_mut() {
                *checksum ^= 0x01;
            }
        } else if let Some(byte) = frame.get_mut(2) {
            *byte = b'#';
        }
    }
}
