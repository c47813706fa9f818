//! The scale's side of CAS with ENQ and DC1.

use super::device::DeviceSide;
use super::pan::{Pan, Shown};
use crate::scale::decimal;

/// A scale that speaks it.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    style: Style,
    enquired: bool,
}

/// How a make frames its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// CAS AP, ER, PD-II and Ohaus: six characters of weight, EOT at the end.
    Six,
    /// As r_keeper describes some: seven characters of weight, no EOT, 81h at the front.
    Seven,
}

/// Makes one.
#[must_use]
pub const fn device() -> Device {
    Device::of(Style::Six)
}

impl Device {
    /// Makes one of a style.
    #[must_use]
    pub const fn of(style: Style) -> Self {
        Self {
            style,
            enquired: false,
        }
    }

    /// The weight alone.
    #[must_use]
    pub fn weight(&self, pan: &mut Pan) -> Vec<u8> {
        let width = if self.style == Style::Six { 6 } else { 7 };
        let block = block(&weight_data(pan, width).0);
        match self.style {
            Style::Six => [&[0x01], block.as_slice(), &[0x04]].concat(),
            Style::Seven => [&[0x81], block.as_slice()].concat(),
        }
    }

    /// The total, the weight and the price.
    #[must_use]
    pub fn priced(pan: &mut Pan) -> Vec<u8> {
        let (weight, grams) = weight_data(pan, 6);
        let money = |minor: i64| {
            let shown = decimal::format(minor, -2);
            // A sum that is too long for the display is not shown at all.
            let fits = if shown.len() <= 8 { &shown } else { "" };
            block(format!("{fits:>8}").as_bytes())
        };
        let total = grams.map_or(0, |grams| pan.total(grams));
        [
            vec![0x01],
            money(total),
            block(&weight),
            money(pan.price),
            vec![0x04],
        ]
        .concat()
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for byte in bytes {
            let answer = match byte {
                0x05 => {
                    self.enquired = !pan.busy && pan.show() != Shown::Under;
                    vec![if self.enquired { 0x06 } else { 0x15 }]
                }
                0x11 | 0x12 if !std::mem::take(&mut self.enquired) => vec![0x15],
                0x11 => self.weight(pan),
                0x12 => Self::priced(pan),
                _ => continue,
            };
            answers.push(answer);
        }
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(vec![0x15])
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        let from_end = if self.style == Style::Six { 3 } else { 2 };
        if let Some(bcc) = frame
            .len()
            .checked_sub(from_end)
            .and_then(|at| frame.get_mut(at))
        {
            *bcc ^= 0x10;
        }
    }
}

fn block(data: &[u8]) -> Vec<u8> {
    let mut bcc = 0;
    for byte in data {
        bcc ^= byte;
    }
    [&[0x02], data, &[bcc, 0x03]].concat()
}

/// The data of a weight, and the grams in it.
fn weight_data(pan: &mut Pan, width: usize) -> (Vec<u8>, Option<i64>) {
    let rests = if pan.stable && !pan.busy { "S" } else { "U" };
    match pan.show() {
        Shown::Net(grams) => {
            let sign = if grams < 0 { "-" } else { " " };
            let number = decimal::format(grams.abs(), -3);
            let data = format!("{rests}{sign}{number:>width$}kg");
            (data.into_bytes(), Some(grams))
        }
        Shown::Over | Shown::Under => {
            let data = format!("{rests}F{}kg", "F".repeat(width));
            (data.into_bytes(), None)
        }
    }
}
