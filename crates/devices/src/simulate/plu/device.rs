//! The scale's side of each protocol: bytes in, requests and answers out.

use super::StoredPlu;
use crate::plu::{CasRecord, DigiReading, NetworkScale, ShtrihRecord, read_digi, shtrih_lrc};

/// The password that every Shtrih scale comes with.
const PASSWORD: &[u8] = b"0030";

/// Result codes of Shtrih-M's protocol: a wrong password, a wrong length, no more room.
const WRONG_PASSWORD: u8 = 122;
const WRONG_LENGTH: u8 = 124;
const NO_ROOM: u8 = 17;

/// What was asked.
pub(super) enum Asked {
    /// Whether it is there.
    Ready(Vec<u8>),
    /// Whether it has an answer that nobody has thanked for.
    Enquiry,
    /// Nothing: thanks for an answer.
    Thanks,
    /// To keep a product.
    Write(StoredPlu),
    /// Something that it does not take.
    Wrong(u8),
}

/// Takes the first request off the bytes; nothing when it has not come whole.
pub(super) fn next(scale: NetworkScale, bytes: &mut Vec<u8>) -> Option<Asked> {
    let (length, asked) = match scale {
        NetworkScale::CasLp => cas(bytes)?,
        NetworkScale::ShtrihPrint => shtrih(bytes, true)?,
        NetworkScale::Mertech => {
            let size = <[u8; 4]>::try_from(bytes.get(..4)?).ok()?;
            let size = usize::try_from(u32::from_le_bytes(size)).ok()?.min(1024);
            let frame = bytes.get(4..size.checked_add(4)?)?;
            let (_, asked) = shtrih(frame, false).unwrap_or((size, Asked::Wrong(WRONG_LENGTH)));
            (size + 4, asked)
        }
        NetworkScale::Digi => match read_digi(bytes) {
            DigiReading::Unfinished => return None,
            DigiReading::Wrong => (bytes.len(), Asked::Wrong(0)),
            DigiReading::Record(record, length) => {
                let stored = StoredPlu {
                    plu: u32::try_from(record.plu).unwrap_or(u32::MAX),
                    name: record.name,
                    price_minor: i64::try_from(record.price).unwrap_or(i64::MAX),
                    code: record.barcode / 10_000_000,
                    tare_grams: 0,
                    shelf_days: u16::try_from(record.shelf_days).ok(),
                };
                (length, Asked::Write(stored))
            }
        },
    };
    bytes.drain(..length.min(bytes.len()));
    Some(asked)
}

/// What it says to a product: that it is in, or the code of a refusal.
pub(super) fn answer(scale: NetworkScale, refusal: Option<u8>) -> Vec<u8> {
    let frame = |code: u8| vec![0x02, 2, 0x50, code];
    match (scale, refusal) {
        (NetworkScale::CasLp, None) => vec![0xaa],
        (NetworkScale::CasLp, Some(_)) => vec![0xee],
        (NetworkScale::ShtrihPrint, code) => {
            let mut frame = frame(code.unwrap_or(0));
            frame.push(shtrih_lrc(&frame));
            frame.insert(0, 0x06);
            frame
        }
        (NetworkScale::Mertech, code) => {
            let mut bytes = vec![4, 0, 0, 0];
            bytes.extend(frame(code.unwrap_or(0)));
            bytes
        }
        (NetworkScale::Digi, None) => vec![0x06],
        (NetworkScale::Digi, Some(_)) => vec![0x15],
    }
}

/// Whether it keeps its answer until it is thanked for it with 06h. Meanwhile it takes nothing else.
pub(super) const fn keeps_answers(scale: NetworkScale) -> bool {
    match scale {
        NetworkScale::ShtrihPrint => true,
        NetworkScale::CasLp | NetworkScale::Mertech | NetworkScale::Digi => false,
    }
}

/// The code of a scale without room.
pub(super) const fn no_room() -> u8 {
    NO_ROOM
}

fn cas(bytes: &[u8]) -> Option<(usize, Asked)> {
    match bytes {
        [] => None,
        [0x82, rest @ ..] => {
            let record = rest.get(..83)?;
            let asked = CasRecord::read(record).map_or(Asked::Wrong(0xee), |record| {
                Asked::Write(StoredPlu {
                    plu: record.plu,
                    name: lines(record.name),
                    price_minor: i64::from(record.price),
                    code: u64::from(record.code),
                    tare_grams: u32::from(record.tare),
                    shelf_days: None,
                })
            });
            Some((84, asked))
        }
        [address, ..] => Some((1, Asked::Ready(vec![*address, 0x80]))),
    }
}

fn shtrih(bytes: &[u8], checked: bool) -> Option<(usize, Asked)> {
    match bytes {
        [] => None,
        [0x05, ..] if checked => Some((1, Asked::Enquiry)),
        [0x06, ..] if checked => Some((1, Asked::Thanks)),
        [0x02, length, ..] => {
            let body = usize::from(*length) + 2;
            let whole = body + usize::from(checked);
            let frame = bytes.get(..whole)?;
            let right = !checked || frame.last() == Some(&shtrih_lrc(frame.get(..body)?));
            let data = frame.get(3..body).unwrap_or_default();
            let asked = match ShtrihRecord::read(data) {
                _ if !right => Asked::Wrong(WRONG_LENGTH),
                Some(_) if !data.starts_with(PASSWORD) => Asked::Wrong(WRONG_PASSWORD),
                None => Asked::Wrong(WRONG_LENGTH),
                Some(record) => Asked::Write(StoredPlu {
                    plu: u32::from(record.plu),
                    name: lines(record.name),
                    price_minor: i64::from(record.price),
                    code: u64::from(record.code),
                    tare_grams: u32::from(record.tare),
                    shelf_days: Some(record.shelf_days),
                }),
            };
            Some((whole, asked))
        }
        // Noise.
        _ => Some((1, Asked::Ready(Vec::new()))),
    }
}

fn lines(name: [String; 2]) -> Vec<String> {
    name.into_iter().filter(|line| !line.is_empty()).collect()
}
