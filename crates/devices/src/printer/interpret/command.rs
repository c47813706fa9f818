//! Where each ESC/POS command ends, and what it says.
//!
//! A printer knows the length of a command only by knowing the command, so the whole common set is here, also those
//! without an effect on what is read: otherwise their arguments would print as text.

mod esc;
mod fs;
mod gs;

/// A complete command without a long tail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    LineFeed,
    FormFeed,
    Tab,
    Cancel,
    Init,
    CodeTable(u8),
    International(u8),
    Mode(Mode),
    Page(PageCommand),
    /// From the left edge of the area.
    MoveTo(u16),
    /// From where the last character ended.
    MoveBy(i16),
    LineStart,
    KanjiMode(bool),
    FeedLines(u8),
    FeedDots(u8),
    FeedBackLines(u8),
    FeedBackDots(u8),
    Cut {
        full: bool,
        feed: u8,
    },
    Kick {
        pin: u8,
        t1: u8,
        t2: u8,
    },
    /// A command that printers obey as it arrives; what it does is in the other field.
    RealTime(RealTime),
    Status(u8),
    Id(u8),
    AutoStatus(u8),
    /// `ESC =`: who listens from now on.
    Select(u8),
    BarcodeHeight(u8),
    BarcodeModule(u8),
    BarcodeText(u8),
    BarcodeTextFont(u8),
    PrintDownloaded(u8),
    PrintNv {
        number: u8,
        mode: u8,
    },
    MacroEdge,
    MacroRun {
        times: u8,
    },
    /// Known, but of no consequence for what is read here.
    Nothing,
    Unknown(Vec<u8>),
}

/// A mode that the printer stays in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    Font(u8),
    Align(u8),
    Emphasis(bool),
    DoubleStrike(bool),
    Underline(u8),
    Size(u8),
    /// `ESC !`: several at once.
    Several(u8),
    Invert(bool),
    UpsideDown(bool),
    Rotated(bool),
    CharacterSpacing(u8),
    /// In motion units; nothing means the usual sixth of an inch.
    LineSpacing(Option<u8>),
    MotionUnits {
        across: u8,
        down: u8,
    },
    LeftMargin(u16),
    AreaWidth(u16),
    TabStops(Vec<u8>),
}

/// What has to do with page mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageCommand {
    Begin,
    /// Back to standard mode, without printing.
    Leave,
    /// `ESC FF`: prints the page and stays in page mode.
    Print,
    Area([u16; 4]),
    Direction(u8),
    /// From the top of the area.
    MoveDownTo(u16),
    MoveDownBy(i16),
}

/// What does not wait its turn behind the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RealTime {
    Status(u8),
    Kick { pin: u8, t: u8 },
    Other,
}

/// What a long tail of bytes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Payload {
    /// `GS ( x` and `GS 8 x`: the data begin with what the function wants, the letter says which family.
    Function(u8),
    /// `FS ( x`, in the same way.
    KanjiFunction(u8),
    Barcode(u8),
    /// `GS v 0`: rows of whole bytes.
    Raster {
        mode: u8,
        bytes_across: u16,
        rows: u16,
    },
    /// `ESC *`: columns of one or three bytes.
    Columns {
        mode: u8,
        columns: u16,
    },
    /// `GS Q 0`: columns of so many bytes.
    TallColumns {
        mode: u8,
        columns: u16,
        bytes_down: u16,
    },
    /// `GS *`: columns, eight times `across` of them.
    Download {
        across: u8,
        down: u8,
    },
    /// One picture of `FS q`, in columns, eight times `across` of them.
    Nv {
        number: u8,
        across: u16,
        down: u16,
    },
    Skipped,
    /// A function that nobody has described: its prefix and its letter. Its length is known all the same.
    Unknown([u8; 3]),
}

/// Elements behind a head, each with a size of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Glyphs of `ESC &`, each so many bytes high: a width, then the columns.
    Glyphs { height: u8, left: u16 },
    /// Pictures of `FS q`: width and height in bytes, then the columns.
    NvImages { next: u8, left: u8 },
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
    List {
        used: usize,
        list: List,
    },
}

/// Whether a byte begins a command of several bytes.
const fn introduces(byte: u8) -> bool {
    matches!(byte, 0x10 | 0x1b..=0x1d)
}

/// Reads the first command of bytes that begin with a control character.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let Some(first) = bytes.first() else {
        return Parsed::NeedMore;
    };
    match first {
        0x09 => one(Command::Tab),
        0x0a => one(Command::LineFeed),
        0x0c => one(Command::FormFeed),
        0x18 => one(Command::Cancel),
        0x10 | 0x1b..=0x1d => match bytes.get(1) {
            None => Parsed::NeedMore,
            // A command that breaks off for the next one: only what broke off is lost.
            Some(second) if introduces(*second) => unknown(bytes, 1),
            Some(letter) => match first {
                0x10 => dle(bytes, *letter),
                0x1b => esc::parse(bytes, *letter),
                0x1c => fs::parse(bytes, *letter),
                _ => gs::parse(bytes, *letter),
            },
        },
        // A carriage return does nothing on a printer in its usual setting; the other controls never do.
        _ => one(Command::Nothing),
    }
}

const fn one(command: Command) -> Parsed {
    Parsed::Command { used: 1, command }
}

/// A command of a fixed number of bytes; `command` is made of those behind the two of its name.
fn fixed(bytes: &[u8], length: usize, command: impl FnOnce(&[u8]) -> Command) -> Parsed {
    match bytes.get(..length) {
        Some(whole) => Parsed::Command {
            used: length,
            command: command(whole.get(2..).unwrap_or_default()),
        },
        None => Parsed::NeedMore,
    }
}

/// A command of three bytes.
fn with_byte(bytes: &[u8], command: impl FnOnce(u8) -> Command) -> Parsed {
    fixed(bytes, 3, |rest| command(at(rest, 0)))
}

/// A mode that is set by a byte.
fn mode(bytes: &[u8], mode: impl FnOnce(u8) -> Mode) -> Parsed {
    with_byte(bytes, |value| Command::Mode(mode(value)))
}

/// A command of four bytes, the last two a number.
fn with_word(bytes: &[u8], command: impl FnOnce(u16) -> Command) -> Parsed {
    fixed(bytes, 4, |rest| command(word(rest, 0)))
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

/// A byte; nought where there is none, which the callers have ruled out.
fn at(bytes: &[u8], index: usize) -> u8 {
    bytes.get(index).copied().unwrap_or_default()
}

/// Two bytes, the low one first.
fn word(bytes: &[u8], index: usize) -> u16 {
    u16::from_le_bytes([at(bytes, index), at(bytes, index + 1)])
}

/// Two bytes as a number with a sign.
fn signed(bytes: &[u8], index: usize) -> i16 {
    i16::from_le_bytes([at(bytes, index), at(bytes, index + 1)])
}

const fn on(value: u8) -> bool {
    value & 1 == 1
}

fn dle(bytes: &[u8], letter: u8) -> Parsed {
    let other = |length| fixed(bytes, length, |_| Command::RealTime(RealTime::Other));
    match (letter, bytes.get(2)) {
        // Requests 7, 8 and 18 carry one more byte.
        (0x04, Some(7 | 8 | 18)) => fixed(bytes, 4, |rest| {
            Command::RealTime(RealTime::Status(at(rest, 0)))
        }),
        (0x04, _) => with_byte(bytes, |number| Command::RealTime(RealTime::Status(number))),
        (0x05, _) => other(3),
        (0x14, None) => Parsed::NeedMore,
        (0x14, Some(1)) => fixed(bytes, 5, |rest| {
            Command::RealTime(RealTime::Kick {
                pin: pin(at(rest, 1)),
                t: at(rest, 2),
            })
        }),
        (0x14, Some(2)) => other(5),
        (0x14, Some(3)) => other(8),
        (0x14, Some(7)) => other(4),
        (0x14, Some(8)) => other(10),
        (0x14, Some(_)) => unknown(bytes, 3),
        _ => unknown(bytes, 2),
    }
}

/// The drawer pin of the `m` of a drawer command.
const fn pin(m: u8) -> u8 {
    if matches!(m, 1 | b'1') { 5 } else { 2 }
}

/// `ESC ( x`, `GS ( x` and `FS ( x pL pH data`. The callers name the letters that Epson's reference uses; another one is
/// reported and skipped by its length all the same.
fn function(bytes: &[u8], payload: impl FnOnce(u8) -> Payload) -> Parsed {
    tail(bytes, 5, |head| {
        (payload(at(head, 2)), u64::from(word(head, 3)))
    })
}
