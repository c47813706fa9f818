//! Where each ESC/POS command ends, and what it says.
//!
//! A printer knows the length of a command only by knowing the command, so the whole common set is here, also those
//! without an effect on a text grid: otherwise their arguments would print as text.

/// A complete command without a long tail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    Character(u8),
    LineFeed,
    Tab,
    CancelLine,
    Init,
    CodeTable(u8),
    Font(u8),
    Align(u8),
    Bold(bool),
    Underline(u8),
    Size(u8),
    PrintMode(u8),
    Invert(bool),
    KanjiMode(bool),
    FeedLines(u8),
    FeedDots,
    TabStops(Vec<u8>),
    Cut {
        full: bool,
        feed: u8,
    },
    Kick {
        pin: u8,
        t1: u8,
        t2: u8,
    },
    Status {
        number: u8,
        queued: bool,
    },
    /// Known, but of no consequence for what is read here.
    Nothing,
    Unknown(Vec<u8>),
}

/// What a long tail of bytes is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Payload {
    /// `GS ( x`: the data begin with what the function wants, the letter says which family.
    Function(u8),
    Barcode(u8),
    Image {
        width: u32,
        height: u32,
    },
    Skipped,
}

/// The outcome of looking at the front of the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parsed {
    NeedMore,
    Command {
        used: usize,
        command: Command,
    },
    Payload {
        used: usize,
        payload: Payload,
        length: u64,
    },
}

/// Reads the first command of non-empty bytes.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    match bytes[0] {
        0x09 => one(Command::Tab),
        0x0a | 0x0c => one(Command::LineFeed),
        0x18 => one(Command::CancelLine),
        0x10 => dle(bytes),
        0x1b => esc(bytes),
        0x1c => fs(bytes),
        0x1d => gs(bytes),
        // A carriage return does nothing on a printer in its usual setting; the other controls never do.
        0x00..=0x1f | 0x7f => one(Command::Nothing),
        byte => one(Command::Character(byte)),
    }
}

const fn one(command: Command) -> Parsed {
    Parsed::Command { used: 1, command }
}

/// A command of a fixed number of bytes.
fn fixed(bytes: &[u8], length: usize, command: impl FnOnce(&[u8]) -> Command) -> Parsed {
    match bytes.get(..length) {
        Some(whole) => Parsed::Command {
            used: length,
            command: command(&whole[2..]),
        },
        None => Parsed::NeedMore,
    }
}

fn nothing(bytes: &[u8], length: usize) -> Parsed {
    fixed(bytes, length, |_| Command::Nothing)
}

fn unknown(bytes: &[u8], length: usize) -> Parsed {
    match bytes.get(..length) {
        Some(whole) => Parsed::Command {
            used: length,
            command: Command::Unknown(whole.to_vec()),
        },
        None => Parsed::NeedMore,
    }
}

/// A head of `head` bytes, from which the length of the tail follows.
fn tail(bytes: &[u8], head: usize, describe: impl FnOnce(&[u8]) -> (Payload, u64)) -> Parsed {
    match bytes.get(..head) {
        Some(whole) => {
            let (payload, length) = describe(whole);
            Parsed::Payload {
                used: head,
                payload,
                length,
            }
        }
        None => Parsed::NeedMore,
    }
}

fn number(low: u8, high: u8) -> u32 {
    u32::from(low) + 256 * u32::from(high)
}

fn dle(bytes: &[u8]) -> Parsed {
    match (bytes.get(1), bytes.get(2)) {
        (None, _) => Parsed::NeedMore,
        // Requests 7, 8 and 18 carry one more byte.
        (Some(0x04), Some(7 | 8 | 18)) => nothing(bytes, 4),
        (Some(0x04), _) => fixed(bytes, 3, |rest| Command::Status {
            number: rest[0],
            queued: false,
        }),
        (Some(0x05), _) => nothing(bytes, 3),
        (Some(0x14), None) => Parsed::NeedMore,
        (Some(0x14), Some(1)) => fixed(bytes, 5, |rest| Command::Kick {
            pin: pin(rest[1]),
            t1: rest[2],
            t2: 0,
        }),
        (Some(0x14), Some(8)) => nothing(bytes, 10),
        (Some(0x14), Some(_)) => nothing(bytes, 5),
        (Some(_), _) => unknown(bytes, 2),
    }
}

/// The drawer pin of the `m` of a drawer command.
const fn pin(m: u8) -> u8 {
    if matches!(m, 1 | b'1') { 5 } else { 2 }
}

fn esc(bytes: &[u8]) -> Parsed {
    let Some(letter) = bytes.get(1) else {
        return Parsed::NeedMore;
    };
    match letter {
        b'@' => fixed(bytes, 2, |_| Command::Init),
        b't' => fixed(bytes, 3, |rest| Command::CodeTable(rest[0])),
        b'M' => fixed(bytes, 3, |rest| Command::Font(rest[0])),
        b'a' => fixed(bytes, 3, |rest| Command::Align(rest[0])),
        b'E' | b'G' => fixed(bytes, 3, |rest| Command::Bold(rest[0] & 1 == 1)),
        b'-' => fixed(bytes, 3, |rest| Command::Underline(rest[0])),
        b'!' => fixed(bytes, 3, |rest| Command::PrintMode(rest[0])),
        b'd' | b'e' => fixed(bytes, 3, |rest| Command::FeedLines(rest[0])),
        b'J' | b'K' => fixed(bytes, 3, |_| Command::FeedDots),
        b'p' => fixed(bytes, 5, |rest| Command::Kick {
            pin: pin(rest[0]),
            t1: rest[1],
            t2: rest[2],
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
            let width = number(head[3], head[4]);
            // Modes 32 and 33 have 24 dots in a column, the others 8.
            let rows: u32 = if head[2] >= 32 { 24 } else { 8 };
            (
                Payload::Image {
                    width,
                    height: rows,
                },
                u64::from(width) * u64::from(rows / 8),
            )
        }),
        b'&' => user_characters(bytes),
        b'(' => function(bytes),
        b'2' | b'<' | b'L' | b'S' | b'v' | 0x0c => nothing(bytes, 2),
        b' ' | b'%' | b'3' | b'4' | b'=' | b'?' | b'R' | b'T' | b'U' | b'V' | b'r' | b'u'
        | b'{' => nothing(bytes, 3),
        b'$' | b'\\' | b'B' | b'c' => nothing(bytes, 4),
        b'W' => nothing(bytes, 10),
        _ => unknown(bytes, 2),
    }
}

/// `ESC D n1 … nk NUL`; the printer takes 32 stops at most.
fn tab_stops(bytes: &[u8]) -> Parsed {
    let stops = &bytes[2..];
    match stops.iter().take(33).position(|stop| *stop == 0) {
        Some(end) => Parsed::Command {
            used: end + 3,
            command: Command::TabStops(stops[..end].to_vec()),
        },
        None if stops.len() > 32 => Parsed::Command {
            used: 34,
            command: Command::TabStops(stops[..32].to_vec()),
        },
        None => Parsed::NeedMore,
    }
}

/// `ESC & y c1 c2 [x d…]…`: glyphs of the user's own; each says its width.
fn user_characters(bytes: &[u8]) -> Parsed {
    let Some(&[height, first, last]) = bytes.get(2..5) else {
        return Parsed::NeedMore;
    };
    let mut used = 5;
    for _ in first..=last {
        let Some(width) = bytes.get(used) else {
            return Parsed::NeedMore;
        };
        used += 1 + usize::from(*width) * usize::from(height);
    }
    nothing(bytes, used)
}

/// `ESC ( x`, `GS ( x` and `FS ( x pL pH data`.
fn function(bytes: &[u8]) -> Parsed {
    let family = bytes[0];
    tail(bytes, 5, |head| {
        let length = u64::from(number(head[3], head[4]));
        (
            if family == 0x1d {
                Payload::Function(head[2])
            } else {
                Payload::Skipped
            },
            length,
        )
    })
}

fn fs(bytes: &[u8]) -> Parsed {
    let Some(letter) = bytes.get(1) else {
        return Parsed::NeedMore;
    };
    match letter {
        b'.' => fixed(bytes, 2, |_| Command::KanjiMode(false)),
        b'&' => fixed(bytes, 2, |_| Command::KanjiMode(true)),
        b'!' | b'-' | b'C' | b'W' => nothing(bytes, 3),
        b'S' | b'?' | b'p' => nothing(bytes, 4),
        b'2' => nothing(bytes, 76),
        b'(' => function(bytes),
        _ => unknown(bytes, 2),
    }
}

fn gs(bytes: &[u8]) -> Parsed {
    let Some(letter) = bytes.get(1) else {
        return Parsed::NeedMore;
    };
    match letter {
        b'!' => fixed(bytes, 3, |rest| Command::Size(rest[0])),
        b'B' => fixed(bytes, 3, |rest| Command::Invert(rest[0] & 1 == 1)),
        b'V' => cut(bytes),
        b'r' => fixed(bytes, 3, |rest| Command::Status {
            number: rest[0],
            queued: true,
        }),
        b'k' => barcode(bytes),
        b'v' => tail(bytes, 8, |head| {
            let (across, down) = (number(head[4], head[5]), number(head[6], head[7]));
            (
                Payload::Image {
                    width: across * 8,
                    height: down,
                },
                u64::from(across) * u64::from(down),
            )
        }),
        b'(' => function(bytes),
        b'8' => tail(bytes, 7, |head| {
            let length =
                u64::from(number(head[3], head[4])) + 65_536 * u64::from(number(head[5], head[6]));
            (Payload::Function(head[2]), length)
        }),
        b'*' => tail(bytes, 4, |head| {
            (
                Payload::Skipped,
                u64::from(head[2]) * u64::from(head[3]) * 8,
            )
        }),
        b'Q' => tail(bytes, 8, |head| {
            let (across, down) = (number(head[4], head[5]), number(head[6], head[7]));
            (
                Payload::Image {
                    width: across * 8,
                    height: down,
                },
                u64::from(across) * u64::from(down),
            )
        }),
        b':' | b'c' => nothing(bytes, 2),
        b'/' | b'E' | b'H' | b'I' | b'T' | b'a' | b'b' | b'f' | b'h' | b'j' | b'n' | b'w' => {
            nothing(bytes, 3)
        }
        b'$' | b'L' | b'P' | b'W' | b'\\' => nothing(bytes, 4),
        b'^' | b'z' => nothing(bytes, 5),
        b'g' => nothing(bytes, 6),
        _ => unknown(bytes, 2),
    }
}

/// `GS V m`, or `GS V m n` for the forms that feed first.
fn cut(bytes: &[u8]) -> Parsed {
    let Some(mode) = bytes.get(2) else {
        return Parsed::NeedMore;
    };
    match mode {
        0 | b'0' => fixed(bytes, 3, |_| Command::Cut {
            full: true,
            feed: 0,
        }),
        1 | b'1' => fixed(bytes, 3, |_| Command::Cut {
            full: false,
            feed: 0,
        }),
        b'A' | b'a' | b'g' => fixed(bytes, 4, |rest| Command::Cut {
            full: true,
            feed: rest[1],
        }),
        b'B' | b'b' | b'h' => fixed(bytes, 4, |rest| Command::Cut {
            full: false,
            feed: rest[1],
        }),
        _ => unknown(bytes, 3),
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
            let data = &bytes[3..];
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
            (Payload::Barcode(system), u64::from(head[3]))
        }),
        _ => unknown(bytes, 3),
    }
}
