//! What a scale answers: blocks of data, each with its BCC.

use super::{ACK, DC1, DC2, ENQ, NAK};
use crate::scale::codec::agrees_in_parity;
use crate::scale::fields;
use crate::scale::reading::{Observation, Obstacle, Status};
use crate::scale::said::{Junk, Said, Step};

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;

/// An answer after SOH: blocks of `STX data BCC ETX` with so many bytes of data, then EOT or nothing.
struct Layout {
    blocks: &'static [usize],
    weight_at: usize,
    ends: bool,
}

/// Weight alone in six or seven characters; total, weight and price; weight, total and price.
const LAYOUTS: [Layout; 4] = [
    Layout {
        blocks: &[10],
        weight_at: 0,
        ends: true,
    },
    Layout {
        blocks: &[11],
        weight_at: 0,
        ends: false,
    },
    Layout {
        blocks: &[8, 10, 8],
        weight_at: 1,
        ends: true,
    },
    Layout {
        blocks: &[10, 8, 8],
        weight_at: 0,
        ends: true,
    },
];

/// How bytes compare with a layout.
enum Fit {
    /// They are something else.
    No,
    /// They are its beginning.
    Part,
    /// It is there, in so many bytes.
    Whole(usize),
}

impl Layout {
    fn fit(&self, bytes: &[u8]) -> Fit {
        let mut at = 1;
        for (index, length) in self.blocks.iter().enumerate() {
            let Some(block) = bytes.get(at..) else {
                return Fit::Part;
            };
            let weight = index == self.weight_at;
            let fits = |(place, byte): (usize, &u8)| match place {
                0 => *byte == STX,
                1 if weight => matches!(byte, b'S' | b'U'),
                place if place <= *length => fields::is_printable(*byte),
                place if place == length + 1 => true,
                _ => *byte == ETX,
            };
            if !block.iter().take(length + 3).enumerate().all(fits) {
                return Fit::No;
            }
            at += length + 3;
        }
        match (self.ends, bytes.get(at)) {
            (true, Some(&EOT)) => Fit::Whole(at + 1),
            (true, Some(_)) => Fit::No,
            (false, _) if bytes.len() >= at => Fit::Whole(at),
            (_, _) => Fit::Part,
        }
    }

    /// The data of the blocks, when each agrees with its BCC.
    fn checked<'bytes>(&self, bytes: &'bytes [u8]) -> Option<Vec<&'bytes [u8]>> {
        let mut at = 1;
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for length in self.blocks {
            let data = bytes.get(at + 1..at + 1 + length)?;
            let bcc = data.iter().fold(0, |bcc, byte| bcc ^ byte);
            if bytes.get(at + 1 + length) != Some(&bcc) {
                return None;
            }
            blocks.push(data);
            at += length + 3;
        }
        Some(blocks)
    }

    fn read(&self, bytes: &[u8], length: usize) -> Step {
        let Some(blocks) = self.checked(bytes) else {
            return Step::skip(length, Junk::Checksum);
        };
        let weight = blocks.get(self.weight_at).and_then(|data| read(data));
        let mut prices = (0..)
            .zip(&blocks)
            .filter(|(index, _)| *index != self.weight_at)
            .map(|(_, data)| fields::number(data));
        match weight {
            Some(Observation::Weight(mut reading)) => {
                reading.total = prices.next().flatten();
                reading.price = prices.next().flatten();
                Step::observed(length, Observation::Weight(reading))
            }
            Some(status) => Step::observed(length, status),
            None => Step::skip(length, Junk::Malformed),
        }
    }
}

/// Reads the data of a weight.
pub(super) fn read(data: &[u8]) -> Option<Observation> {
    let ([rests, sign], rest) = data.split_first_chunk()?;
    let (weight, unit) = rest.split_last_chunk::<2>()?;
    let stable = Some(*rests == b'S');
    if *sign == b'F' || weight.iter().all(|byte| *byte == b'F') {
        return Some(Observation::Status(Status {
            stable,
            ..Status::obstacle(Obstacle::Overload)
        }));
    }
    let negative = match sign {
        b' ' | b'+' => false,
        b'-' => true,
        _ => return None,
    };
    if weight.iter().any(|byte| matches!(byte, b'-' | b'+')) {
        return None;
    }
    let mut number = fields::number(weight)?;
    if negative {
        number.raw = -number.raw;
    }
    fields::weight(number, fields::padded_unit(unit)?, stable).map(Observation::Weight)
}

/// Judges the front of bytes without eighth bits.
pub(super) fn step(bytes: &[u8]) -> Step {
    match bytes {
        [ENQ | DC1 | DC2, ..] => Step::Frame {
            length: 1,
            said: Said::Request,
        },
        [byte @ (ACK | NAK), ..] => Step::Frame {
            length: 1,
            said: Said::Control(*byte),
        },
        [SOH, ..] => {
            let mut part = false;
            for layout in &LAYOUTS {
                match layout.fit(bytes) {
                    Fit::Whole(length) => return layout.read(bytes, length),
                    Fit::Part => part = true,
                    Fit::No => {}
                }
            }
            if part { Step::Wait } else { Step::NOISE }
        }
        _ => Step::NOISE,
    }
}

/// Whether an answer has no eighth bits, but perhaps that of its first byte, or the same kind of parity in all.
pub(super) fn is_clean(bytes: &[u8]) -> bool {
    bytes.iter().skip(1).all(u8::is_ascii) || agrees_in_parity(bytes)
}
