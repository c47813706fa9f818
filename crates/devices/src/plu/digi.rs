//! DIGI SM scales on TCP.
//!
//! F1h, 25h, the number in eight digits of BCD, the length of the record without these two bytes, flags that say which fields
//! follow, the fields, and a zero byte. 06h means that it is in. Source: OpenPapyrus `Objscale.cpp`, which names the flags and
//! keeps a record that a scale took.

use super::{ReadyRow, SoldBy};
use crate::printer::codepage::CodePage;

/// The small font of the scale: 25 characters a line.
const FONT: u8 = 0x03;

/// Dates of sale and of packing and the time of packing are printed.
const PRINTED: u8 = 0x54;
const PIECE: u8 = 0x01;

/// Label format, barcode format and barcode are given.
const FIELDS: u8 = 0x0d;
/// A name is given.
const NAME: u8 = 0x20;
/// A shelf life in days is given.
const SHELF_LIFE: u8 = 0x01;

/// The free label format F1, and a barcode of two digits, five of the product and five of the weight.
const LABEL_FORMAT: u8 = 0x11;
const BARCODE_FORMAT: u8 = 0x05;

pub(super) fn record(ready: &ReadyRow) -> Vec<u8> {
    let row = &ready.row;
    let mut fields = vec![match row.sold_by {
        SoldBy::Weight => PRINTED,
        SoldBy::Piece => PRINTED | PIECE,
    }];
    fields.extend([0, FIELDS, NAME, SHELF_LIFE]);
    fields.extend(bcd::<4>(u64::try_from(row.price.minor()).unwrap_or(0)));
    fields.extend([LABEL_FORMAT, BARCODE_FORMAT]);
    let barcode = u64::from(row.prefix) * 100_000 + u64::from(row.code % 100_000);
    fields.extend(bcd::<7>(barcode * 10_000_000));
    fields.extend(bcd::<2>(u64::from(row.shelf_life_days.unwrap_or(0))));
    for (at, line) in ready.name.iter().enumerate() {
        let bytes: Vec<u8> = line
            .chars()
            .map(|character| CodePage::CP866.encode(character).unwrap_or(b'?'))
            .collect();
        fields.extend([FONT, u8::try_from(bytes.len()).unwrap_or(0)]);
        fields.extend(bytes);
        let is_last = at + 1 == ready.name.len();
        fields.push(if is_last { 0x0c } else { 0x0d });
    }
    fields.push(0);
    let mut out = vec![0xf1, 0x25];
    out.extend(bcd::<4>(u64::from(row.plu)));
    let length = u16::try_from(fields.len() + 6).unwrap_or(u16::MAX);
    out.extend(length.to_be_bytes());
    out.extend(fields);
    out
}

/// The last `2 × N` digits of a number, two a byte.
fn bcd<const N: usize>(number: u64) -> [u8; N] {
    let mut bytes = [0; N];
    let mut rest = number;
    for byte in bytes.iter_mut().rev() {
        let pair = u8::try_from(rest % 100).unwrap_or(0);
        *byte = ((pair / 10) << 4) | (pair % 10);
        rest /= 100;
    }
    bytes
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.iter().try_fold(0_u64, |number, byte| {
        let (high, low) = (byte >> 4, byte & 0x0f);
        (high < 10 && low < 10).then(|| number * 100 + u64::from(high * 10 + low))
    })
}

/// A record as the scale keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) plu: u64,
    pub(crate) price: u64,
    /// The fourteen digits of the barcode.
    pub(crate) barcode: u64,
    pub(crate) shelf_days: u64,
    pub(crate) name: Vec<String>,
    pub(crate) by_piece: bool,
}

/// What the bytes that came so far are.
pub(crate) enum Reading {
    /// The beginning of a record.
    Unfinished,
    /// All of one; so many bytes of it.
    Record(Box<Record>, usize),
    /// None.
    Wrong,
}

/// Reads the record at the beginning of the bytes.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    if !bytes.starts_with(&[0xf1, 0x25]) {
        return if [0xf1, 0x25].starts_with(bytes) {
            Reading::Unfinished
        } else {
            Reading::Wrong
        };
    }
    let Some(length) = bytes.get(6..8).and_then(|two| two.try_into().ok()) else {
        return Reading::Unfinished;
    };
    let whole = usize::from(u16::from_be_bytes(length)) + 2;
    match bytes.get(..whole) {
        None => Reading::Unfinished,
        Some(record) => match fields(record) {
            Some(read) => Reading::Record(Box::new(read), whole),
            None => Reading::Wrong,
        },
    }
}

fn fields(record: &[u8]) -> Option<Record> {
    let plu = number(record.get(2..6)?)?;
    let flags = record.get(8..13)?;
    let (first, present, more, dates) = (flags[0], flags[2], flags[3], flags[4]);
    let mut rest = record.get(13..record.len().checked_sub(1)?)?;
    if record.last() != Some(&0) {
        return None;
    }
    let mut take = |count: usize| {
        let (taken, left) = rest.split_at_checked(count)?;
        rest = left;
        Some(taken)
    };
    let price = number(take(4)?)?;
    let mut barcode = 0;
    // Field by field in the order of the flags: label formats, barcode format, barcode, group, cost, tare, count.
    for (bit, length) in [
        (0, 1),
        (1, 1),
        (2, 1),
        (3, 7),
        (4, 2),
        (5, 4),
        (6, 2),
        (7, 2),
    ] {
        if present & (1 << bit) != 0 {
            let field = take(length)?;
            if bit == 3 {
                barcode = number(field)?;
            }
        }
    }
    let shelf_days = if dates & SHELF_LIFE != 0 {
        number(take(2)?)?
    } else {
        0
    };
    // The numbers of a special message and of ingredients.
    for bit in [1, 2] {
        if more & (1 << bit) != 0 {
            take(1)?;
        }
    }
    let mut name = Vec::new();
    let mut named = more & NAME != 0;
    while named {
        let length = take(2)?[1];
        let text = take(usize::from(length))?;
        name.push(
            text.iter()
                .map(|byte| CodePage::CP866.decode(*byte))
                .collect(),
        );
        named = match take(1)? {
            [0x0c] => false,
            [0x0d] => true,
            _ => return None,
        };
    }
    Some(Record {
        plu,
        price,
        barcode,
        shelf_days,
        name,
        by_piece: first & PIECE != 0,
    })
}
