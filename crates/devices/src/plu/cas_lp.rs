//! CAS LP-15 and LP-16 from version 1.6.
//!
//! The scale is called by its address and answers with the address and 80h. `82h` and a record of 83 bytes write a product; AAh
//! means that it is in, EEh that it is not. Sources: OpenPapyrus `Objscale.cpp` (`CommLP15::SendPLU_16`) and a public emulator of
//! these scales, whose fields agree; the code page of names is from the emulator. How a shelf life in days is written was not
//! found, so the last day is written instead.

use bezmen_domain::business_date::BusinessDate;

use super::ReadyRow;
use crate::printer::codepage::CodePage;

/// The bytes of a record.
pub(super) const LENGTH: usize = 83;

/// The bytes of a line of the name.
const LINE: usize = 28;

/// A record as the scale keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) plu: u32,
    pub(crate) code: u32,
    pub(crate) name: [String; 2],
    pub(crate) price: u32,
    /// Day, month and year of the century; zeroes for none.
    pub(crate) last_day: [u8; 3],
    pub(crate) tare: u16,
    pub(crate) group: u32,
}

impl Record {
    pub(super) fn of(ready: &ReadyRow, today: BusinessDate) -> Self {
        let row = &ready.row;
        let line = |at: usize| ready.name.get(at).cloned().unwrap_or_default();
        Self {
            plu: row.plu,
            code: row.code,
            name: [line(0), line(1)],
            price: u32::try_from(row.price.minor()).unwrap_or(u32::MAX),
            last_day: row.shelf_life_days.map_or([0; 3], |days| {
                let (year, month, day) = today.plus_days(i32::from(days)).ymd();
                let year = u32::try_from(year.rem_euclid(100)).unwrap_or(0);
                [day, month, year].map(|number| u8::try_from(number).unwrap_or(0))
            }),
            tare: u16::try_from(row.tare_grams).unwrap_or(u16::MAX),
            group: u32::from(row.group),
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(LENGTH);
        out.extend(self.plu.to_le_bytes());
        out.extend(digits(self.code));
        for line in &self.name {
            out.extend(field(line));
        }
        out.extend(self.price.to_le_bytes());
        out.extend(
            self.last_day
                .map(|number| ((number / 10 % 10) << 4) | (number % 10)),
        );
        out.extend(self.tare.to_le_bytes());
        out.extend(digits(self.group));
        out.extend([0, 0]); // no message
        out
    }

    /// Reads a record; nothing when it is not [`LENGTH`] bytes with digits where digits belong.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != LENGTH {
            return None;
        }
        let four = |at: usize| -> Option<u32> {
            let bytes = bytes.get(at..at + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        };
        let number = |at: usize| -> Option<u32> {
            let digits = bytes.get(at..at + 6)?.iter().rev();
            digits.copied().try_fold(0, |number: u32, digit| {
                (digit < 10).then(|| number * 10 + u32::from(digit))
            })
        };
        let line = |at: usize| bytes.get(at..at + LINE).map(text);
        let bcd = |byte: u8| (byte >> 4) * 10 + (byte & 0x0f);
        Some(Self {
            plu: four(0)?,
            code: number(4)?,
            name: [line(10)?, line(38)?],
            price: four(66)?,
            last_day: <[u8; 3]>::try_from(bytes.get(70..73)?).ok()?.map(bcd),
            tare: u16::from_le_bytes(bytes.get(73..75)?.try_into().ok()?),
            group: number(75)?,
        })
    }
}

/// Six digits, one a byte, the last one first.
fn digits(number: u32) -> [u8; 6] {
    let mut rest = number;
    std::array::from_fn(|_| {
        let digit = u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        digit
    })
}

/// A line of the name, padded with zeroes.
pub(super) fn field(line: &str) -> [u8; LINE] {
    let mut bytes = [0; LINE];
    for (byte, character) in bytes.iter_mut().zip(line.chars()) {
        *byte = CodePage::CP1251.encode(character).unwrap_or(b'?');
    }
    bytes
}

pub(super) fn text(bytes: &[u8]) -> String {
    let used = bytes.iter().take_while(|byte| **byte != 0);
    let text: String = used.map(|byte| CodePage::CP1251.decode(*byte)).collect();
    text.trim_end().to_owned()
}
