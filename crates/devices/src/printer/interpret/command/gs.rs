//! Commands that begin with GS.

use super::{
    Command, Mode, PageCommand, Parsed, Payload, at, fixed, function, mode, nothing, on, signed,
    tail, unknown, with_byte, with_word, word,
};

/// Reads a command that begins with GS and a letter.
pub(super) fn parse(bytes: &[u8], letter: u8) -> Parsed {
    match letter {
        b'!' => mode(bytes, Mode::Size),
        b'B' => mode(bytes, |value| Mode::Invert(on(value))),
        b'L' => with_word(bytes, |units| Command::Mode(Mode::LeftMargin(units))),
        b'W' => with_word(bytes, |units| Command::Mode(Mode::AreaWidth(units))),
        b'P' => fixed(bytes, 4, |rest| {
            Command::Mode(Mode::MotionUnits {
                across: at(rest, 0),
                down: at(rest, 1),
            })
        }),
        b'$' => with_word(bytes, |units| Command::Page(PageCommand::MoveDownTo(units))),
        b'\\' => fixed(bytes, 4, |rest| {
            Command::Page(PageCommand::MoveDownBy(signed(rest, 0)))
        }),
        b'T' => fixed(bytes, 3, |_| Command::LineStart),
        b'V' => cut(bytes),
        b'r' => with_byte(bytes, Command::Status),
        b'I' => with_byte(bytes, Command::Id),
        b'a' => with_byte(bytes, Command::AutoStatus),
        b'h' => with_byte(bytes, Command::BarcodeHeight),
        b'w' => with_byte(bytes, Command::BarcodeModule),
        b'H' => with_byte(bytes, Command::BarcodeText),
        b'f' => with_byte(bytes, Command::BarcodeTextFont),
        b'k' => barcode(bytes),
        b'/' => with_byte(bytes, Command::PrintDownloaded),
        b':' => fixed(bytes, 2, |_| Command::MacroEdge),
        b'^' => fixed(bytes, 5, |rest| Command::MacroRun { times: at(rest, 0) }),
        b'(' => function(bytes, |letter| match letter {
            b'A'..=b'H' | b'K'..=b'N' | b'P' | b'Q' | b'k' | b'z' => Payload::Function(letter),
            _ => Payload::Unknown([0x1d, b'(', letter]),
        }),
        b'8' => tail(bytes, 7, |head| {
            let length = u64::from(word(head, 3)) + 65_536 * u64::from(word(head, 5));
            let payload = match at(head, 2) {
                b'L' => Payload::Function(b'L'),
                letter => Payload::Unknown([0x1d, b'8', letter]),
            };
            (payload, length)
        }),
        b'v' | b'Q' | b'*' => picture(bytes, letter),
        b'C' => counter(bytes),
        b'D' => bitmap_file(bytes),
        b'c' => nothing(bytes, 2),
        b'E' | b'b' | b'j' | b'n' => nothing(bytes, 3),
        b'z' => nothing(bytes, 5),
        b'g' => nothing(bytes, 6),
        _ => unknown(bytes, 2),
    }
}

/// `GS v 0`, `GS Q 0` and `GS *`.
fn picture(bytes: &[u8], letter: u8) -> Parsed {
    if letter == b'*' {
        return tail(bytes, 4, |head| {
            let (across, down) = (at(head, 2), at(head, 3));
            (
                Payload::Download { across, down },
                u64::from(across) * u64::from(down) * 8,
            )
        });
    }
    match bytes.get(2) {
        None => Parsed::NeedMore,
        Some(b'0') => tail(bytes, 8, |head| {
            let (mode, first, second) = (at(head, 3), word(head, 4), word(head, 6));
            let payload = if letter == b'v' {
                Payload::Raster {
                    mode,
                    bytes_across: first,
                    rows: second,
                }
            } else {
                Payload::TallColumns {
                    mode,
                    columns: first,
                    bytes_down: second,
                }
            };
            (payload, u64::from(first) * u64::from(second))
        }),
        Some(_) => unknown(bytes, 3),
    }
}

/// `GS V m`, or `GS V m n` for the forms that feed first.
fn cut(bytes: &[u8]) -> Parsed {
    let plain = |full| with_byte(bytes, |_| Command::Cut { full, feed: 0 });
    let after_feed = |full| {
        fixed(bytes, 4, |rest| Command::Cut {
            full,
            feed: at(rest, 1),
        })
    };
    match bytes.get(2) {
        None => Parsed::NeedMore,
        Some(0 | b'0') => plain(true),
        Some(1 | b'1') => plain(false),
        Some(b'A' | b'a' | b'g') => after_feed(true),
        Some(b'B' | b'b' | b'h') => after_feed(false),
        Some(_) => unknown(bytes, 3),
    }
}

/// The serial number counter: `GS C 0`, `1`, `2`, and `GS C ;` with decimal numbers between semicolons.
fn counter(bytes: &[u8]) -> Parsed {
    /// Five numbers of five digits at most, and their semicolons.
    const LONGEST: usize = 3 + 5 * 6;
    match bytes.get(2) {
        None => Parsed::NeedMore,
        Some(b'0' | b'2') => nothing(bytes, 5),
        Some(b'1') => nothing(bytes, 9),
        Some(b';') => {
            let ends = bytes.iter().enumerate().skip(3).take(LONGEST - 3);
            match ends.filter(|(_, byte)| **byte == b';').nth(4) {
                Some((end, _)) => nothing(bytes, end + 1),
                None if bytes.len() >= LONGEST => unknown(bytes, 3),
                None => Parsed::NeedMore,
            }
        }
        Some(_) => unknown(bytes, 3),
    }
}

/// `GS D 48 fn a kc1 kc2 b c` and a Windows bitmap, which carries its own size.
fn bitmap_file(bytes: &[u8]) -> Parsed {
    match bytes.get(2) {
        None => Parsed::NeedMore,
        Some(b'0') => match bytes.get(9..11) {
            None => Parsed::NeedMore,
            Some(b"BM") => tail(bytes, 15, |head| {
                let size = u64::from(word(head, 11)) + 65_536 * u64::from(word(head, 13));
                (Payload::Skipped, size.saturating_sub(6))
            }),
            Some(_) => unknown(bytes, 9),
        },
        Some(_) => unknown(bytes, 3),
    }
}

/// The longest bar code of the form that ends in a zero byte.
const LONGEST_ZERO_ENDED: usize = 255;

fn barcode(bytes: &[u8]) -> Parsed {
    let Some(system) = bytes.get(2).copied() else {
        return Parsed::NeedMore;
    };
    match system {
        0..=6 => {
            let data = bytes.get(3..).unwrap_or_default();
            match data
                .iter()
                .take(LONGEST_ZERO_ENDED + 1)
                .position(|byte| *byte == 0)
            {
                // The zero byte travels with the payload and is cut off when it is read.
                Some(end) => Parsed::Payload {
                    used: 3,
                    payload: Payload::Barcode(system),
                    length: end as u64 + 1,
                },
                None if data.len() > LONGEST_ZERO_ENDED => unknown(bytes, 3),
                None => Parsed::NeedMore,
            }
        }
        65..=79 => tail(bytes, 4, |head| {
            (Payload::Barcode(system), u64::from(at(head, 3)))
        }),
        _ => unknown(bytes, 3),
    }
}
