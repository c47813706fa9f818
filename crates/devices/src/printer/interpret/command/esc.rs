//! Commands that begin with ESC.

use super::{
    Command, List, Mode, PageCommand, Parsed, Payload, at, fixed, function, mode, nothing, on, pin,
    signed, tail, unknown, with_byte, with_word, word,
};

/// Reads a command that begins with ESC and a letter.
pub(super) fn parse(bytes: &[u8], letter: u8) -> Parsed {
    match letter {
        b'@' => fixed(bytes, 2, |_| Command::Init),
        b't' => with_byte(bytes, Command::CodeTable),
        b'R' => with_byte(bytes, Command::International),
        b'M' => mode(bytes, Mode::Font),
        b'a' => mode(bytes, Mode::Align),
        b'E' => mode(bytes, |value| Mode::Emphasis(on(value))),
        b'G' => mode(bytes, |value| Mode::DoubleStrike(on(value))),
        b'-' => mode(bytes, Mode::Underline),
        b'!' => mode(bytes, Mode::Several),
        b'{' => mode(bytes, |value| Mode::UpsideDown(on(value))),
        b'V' => mode(bytes, |value| {
            Mode::Rotated(matches!(value, 1 | 2 | b'1' | b'2'))
        }),
        b' ' => mode(bytes, Mode::CharacterSpacing),
        b'2' => fixed(bytes, 2, |_| Command::Mode(Mode::LineSpacing(None))),
        b'3' => mode(bytes, |value| Mode::LineSpacing(Some(value))),
        b'$' => with_word(bytes, Command::MoveTo),
        b'\\' => fixed(bytes, 4, |rest| Command::MoveBy(signed(rest, 0))),
        b'd' => with_byte(bytes, Command::FeedLines),
        b'e' => with_byte(bytes, Command::FeedBackLines),
        b'J' => with_byte(bytes, Command::FeedDots),
        b'K' => with_byte(bytes, Command::FeedBackDots),
        b'L' => fixed(bytes, 2, |_| Command::Page(PageCommand::Begin)),
        b'S' => fixed(bytes, 2, |_| Command::Page(PageCommand::Leave)),
        0x0c => fixed(bytes, 2, |_| Command::Page(PageCommand::Print)),
        b'T' => with_byte(bytes, |direction| {
            Command::Page(PageCommand::Direction(direction))
        }),
        b'W' => fixed(bytes, 10, |rest| {
            Command::Page(PageCommand::Area([
                word(rest, 0),
                word(rest, 2),
                word(rest, 4),
                word(rest, 6),
            ]))
        }),
        b'=' => with_byte(bytes, Command::Select),
        b'p' => fixed(bytes, 5, |rest| Command::Kick {
            pin: pin(at(rest, 0)),
            t1: at(rest, 1),
            t2: at(rest, 2),
        }),
        b'i' => fixed(bytes, 2, |_| Command::Cut {
            full: true,
            feed: 0,
        }),
        b'm' => fixed(bytes, 2, |_| Command::Cut {
            full: false,
            feed: 0,
        }),
        b'D' => tab_stops(bytes),
        b'*' => tail(bytes, 5, |head| {
            let (mode, columns) = (at(head, 2), word(head, 3));
            (
                Payload::Columns { mode, columns },
                u64::from(columns) * u64::from(column_bytes(mode)),
            )
        }),
        b'&' => glyphs(bytes),
        b'(' => function(bytes, |letter| match letter {
            b'A' | b'Y' => Payload::Skipped,
            _ => Payload::Unknown([0x1b, b'(', letter]),
        }),
        // Obsolete questions for the paper and the drawer; they are answered as the newer ones are.
        b'v' => fixed(bytes, 2, |_| Command::Status(1)),
        b'u' => fixed(bytes, 3, |_| Command::Status(2)),
        b'<' => nothing(bytes, 2),
        b'%' | b'4' | b'?' | b'A' | b'U' | b'r' => nothing(bytes, 3),
        b'B' | b'c' => nothing(bytes, 4),
        _ => unknown(bytes, 2),
    }
}

/// Bytes in a column of `ESC *`: modes 32 and 33 have 24 dots, the others 8.
pub(in super::super) const fn column_bytes(mode: u8) -> u8 {
    if mode >= 32 { 3 } else { 1 }
}

/// The printer takes so many tab stops at most.
const TAB_STOPS: usize = 32;

/// `ESC D n1 … nk NUL`. A stop that is not beyond the one before it ends the list as well, and is data again.
fn tab_stops(bytes: &[u8]) -> Parsed {
    let stops = bytes.get(2..).unwrap_or_default();
    let mut last = 0;
    for (index, stop) in stops.iter().copied().enumerate() {
        if stop == 0 || stop <= last || index == TAB_STOPS {
            return Parsed::Command {
                used: 2 + index + usize::from(stop == 0),
                command: Command::Mode(Mode::TabStops(
                    stops.get(..index).unwrap_or_default().to_vec(),
                )),
            };
        }
        last = stop;
    }
    Parsed::NeedMore
}

/// `ESC & y c1 c2 [x d…]…`: glyphs of the user's own.
fn glyphs(bytes: &[u8]) -> Parsed {
    let Some(&[height, first, last]) = bytes.get(2..5) else {
        return Parsed::NeedMore;
    };
    Parsed::List {
        used: 5,
        list: List::Glyphs {
            height,
            left: (u16::from(last) + 1).saturating_sub(u16::from(first)),
        },
    }
}
