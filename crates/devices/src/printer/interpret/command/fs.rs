//! Commands that begin with FS: the two-byte characters, and pictures kept in the printer.

use super::{
    Command, List, Parsed, Payload, at, fixed, function, nothing, tail, unknown, with_byte, word,
};

/// Reads a command that begins with FS and a letter.
pub(super) fn parse(bytes: &[u8], letter: u8) -> Parsed {
    match letter {
        b'.' => fixed(bytes, 2, |_| Command::KanjiMode(false)),
        b'&' => fixed(bytes, 2, |_| Command::KanjiMode(true)),
        b'!' | b'-' | b'C' | b'W' => nothing(bytes, 3),
        b'S' | b'?' => nothing(bytes, 4),
        b'p' => fixed(bytes, 4, |rest| Command::PrintNv {
            number: at(rest, 0),
            mode: at(rest, 1),
        }),
        b'q' => match bytes.get(2) {
            Some(count) => Parsed::List {
                used: 3,
                list: List::NvImages {
                    next: 1,
                    left: *count,
                },
            },
            None => Parsed::NeedMore,
        },
        // A glyph of the user's own: 24 by 24 dots.
        b'2' => nothing(bytes, 76),
        b'g' => match bytes.get(2) {
            None => Parsed::NeedMore,
            Some(b'1') => tail(bytes, 10, |head| {
                (Payload::Skipped, u64::from(word(head, 8)))
            }),
            Some(b'2') => nothing(bytes, 10),
            Some(_) => with_byte(bytes, |_| {
                Command::Unknown(bytes.get(..3).unwrap_or_default().to_vec())
            }),
        },
        b'(' => function(bytes, |letter| match letter {
            b'A' | b'C' | b'E' | b'L' | b'e' => Payload::KanjiFunction(letter),
            _ => Payload::Unknown([0x1c, b'(', letter]),
        }),
        _ => unknown(bytes, 2),
    }
}
