//! Interleaved 2 of 5.

use super::{BarcodeError, LinearBarcode, Symbology};

/// Which of the five bars or spaces of each digit are wide.
const WIDE: [&str; 10] = [
    "00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010",
];

/// Modules of a wide bar; a narrow one has one.
const WIDE_MODULES: u8 = 3;

pub(super) fn itf(text: &str) -> Result<LinearBarcode, BarcodeError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BarcodeError::Digits {
            symbology: Symbology::Itf.name(),
            lengths: "2, 4, 6…",
        });
    }
    // Digits go in pairs, one in bars and one in the spaces between: an odd number gets a zero in front.
    let digits = if text.len().is_multiple_of(2) {
        text.to_owned()
    } else {
        format!("0{text}")
    };
    let mut widths = vec![1, 1, 1, 1];
    for pair in digits.as_bytes().chunks_exact(2) {
        let pattern = |at: usize| {
            let digit = pair.get(at).map_or(0, |byte| usize::from(byte - b'0'));
            WIDE.get(digit).copied().unwrap_or("")
        };
        for (bar, space) in pattern(0).bytes().zip(pattern(1).bytes()) {
            widths.extend([bar, space].map(|mark| if mark == b'1' { WIDE_MODULES } else { 1 }));
        }
    }
    widths.extend([WIDE_MODULES, 1, 1]);
    Ok(LinearBarcode {
        symbology: Symbology::Itf,
        command: digits.clone().into_bytes(),
        text: digits,
        widths,
    })
}
