//! The record of Shtrih-Print's command 50h, as Mertech documents it for its own scales: password, number, code, two lines of
//! 28 characters, price, shelf life, tare, group, message, a spare byte and four of a certificate.

use super::ReadyRow;
use super::cas_lp::{field, text};

/// Writes a product.
pub(crate) const WRITE: u8 = 0x50;

/// The bytes of a record with its password.
pub(crate) const LENGTH: usize = 83;

/// A record as the scale keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) plu: u16,
    pub(crate) code: u32,
    pub(crate) name: [String; 2],
    pub(crate) price: u32,
    pub(crate) shelf_days: u16,
    pub(crate) tare: u16,
    pub(crate) group: u16,
}

impl Record {
    pub(super) fn of(ready: &ReadyRow) -> Self {
        let row = &ready.row;
        let line = |at: usize| ready.name.get(at).cloned().unwrap_or_default();
        Self {
            plu: u16::try_from(row.plu).unwrap_or(0),
            code: row.code,
            name: [line(0), line(1)],
            price: u32::try_from(row.price.minor()).unwrap_or(u32::MAX),
            shelf_days: row.shelf_life_days.unwrap_or(0),
            tare: u16::try_from(row.tare_grams).unwrap_or(u16::MAX),
            group: row.group,
        }
    }

    pub(super) fn bytes(&self, password: [u8; 4]) -> Vec<u8> {
        let mut out = password.to_vec();
        out.extend(self.plu.to_le_bytes());
        out.extend(self.code.to_le_bytes());
        for line in &self.name {
            out.extend(field(line));
        }
        out.extend(self.price.to_le_bytes());
        for number in [self.shelf_days, self.tare, self.group, 0] {
            out.extend(number.to_le_bytes());
        }
        out.extend([0; 5]);
        out
    }

    /// Reads a record with its password; nothing when it is not [`LENGTH`] bytes.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != LENGTH {
            return None;
        }
        let two = |at: usize| -> Option<u16> {
            Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
        };
        let four = |at: usize| -> Option<u32> {
            Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
        };
        Some(Self {
            plu: two(4)?,
            code: four(6)?,
            name: [text(bytes.get(10..38)?), text(bytes.get(38..66)?)],
            price: four(66)?,
            shelf_days: two(70)?,
            tare: two(72)?,
            group: two(74)?,
        })
    }
}

/// STX, length, command and data.
pub(super) fn body(data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len() + 1).unwrap_or(u8::MAX);
    let mut out = vec![0x02, length, WRITE];
    out.extend(data);
    out
}

/// The check byte of a frame: everything behind STX by exclusive or.
pub(crate) fn lrc(frame: &[u8]) -> u8 {
    frame.iter().skip(1).fold(0, |sum, byte| sum ^ byte)
}
