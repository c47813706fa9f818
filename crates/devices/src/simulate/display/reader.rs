//! Bytes to cells, as a display of either kind reads them.

use super::glass::{Glass, Mode};
use crate::display::{DisplayProfile, DisplayProtocol};
use crate::printer::codepage::CodePage;
use crate::printer::profile::Slot;

const ESC: u8 = 0x1b;
const US: u8 = 0x1f;

/// The longest command that is waited for: `ESC Q D` with its forty characters.
const LONGEST: usize = 64;

/// The display's side of both protocols: bytes go in, two lines come out.
#[derive(Debug, Clone)]
pub struct DisplayReader {
    protocol: DisplayProtocol,
    slots: Vec<Slot>,
    page: CodePage,
    glass: Glass,
    /// Whether bytes are for the display rather than for the printer it hangs on.
    listens: bool,
    /// Whether `ESC Q` was used: then only that and the clearing commands are obeyed.
    string_mode: bool,
    brightness: u8,
    waiting: Vec<u8>,
}

/// What the bytes at hand are.
enum Command {
    /// The beginning of one.
    Unfinished,
    /// All of one, so long.
    Done(usize),
}

impl DisplayReader {
    /// A display that was just switched on.
    #[must_use]
    pub fn new(profile: &DisplayProfile) -> Self {
        Self {
            protocol: profile.protocol,
            slots: profile.slots.clone(),
            page: CodePage::CP437,
            glass: Glass::new(),
            listens: !profile.behind_printer,
            string_mode: false,
            brightness: 4,
            waiting: Vec::new(),
        }
    }

    /// The two lines, each of [`crate::display::COLUMNS`] characters.
    #[must_use]
    pub fn lines(&self) -> [String; 2] {
        self.glass.lines()
    }

    /// How bright it shines, from 1 to 4.
    #[must_use]
    pub const fn brightness(&self) -> u8 {
        self.brightness
    }

    /// Reads bytes; what is only the beginning of a command waits for the rest.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.waiting.extend(bytes);
        let waiting = std::mem::take(&mut self.waiting);
        let mut rest = waiting.as_slice();
        while !rest.is_empty() {
            match self.command(rest) {
                Command::Done(length) => rest = rest.get(length.max(1)..).unwrap_or_default(),
                Command::Unfinished if rest.len() > LONGEST => {
                    rest = rest.get(1..).unwrap_or_default();
                }
                Command::Unfinished => break,
            }
        }
        self.waiting = rest.to_vec();
    }

    fn command(&mut self, bytes: &[u8]) -> Command {
        match *bytes {
            [ESC] | [US] | [ESC, b'='] => Command::Unfinished,
            [ESC, b'=', target, ..] => {
                self.listens = target & 2 != 0;
                Command::Done(3)
            }
            _ if !self.listens => Command::Done(1),
            [ESC, b'Q', ref rest @ ..] if self.protocol == DisplayProtocol::Cd5220 => {
                self.string(rest)
            }
            [ESC, b't', ref rest @ ..] if self.protocol == DisplayProtocol::EscPos => {
                self.with(rest, |reader, number| reader.choose(number))
            }
            [ESC, b'c', ref rest @ ..] if self.protocol == DisplayProtocol::Cd5220 => {
                self.with(rest, |reader, number| reader.choose(number))
            }
            [ESC, b'*', ref rest @ ..] if self.protocol == DisplayProtocol::Cd5220 => {
                self.with(rest, |reader, level| reader.brightness = level.clamp(1, 4))
            }
            [ESC, b'l', ref rest @ ..] if self.protocol == DisplayProtocol::Cd5220 => match rest {
                [x, y, ..] => {
                    self.obey(|reader| reader.glass.go(*x, *y));
                    Command::Done(4)
                }
                _ => Command::Unfinished,
            },
            [ESC, b'[', ref rest @ ..] => self.with(rest, |reader, letter| reader.arrow(letter)),
            [ESC, b'R' | b'_' | b'f' | b'%' | b'?', ref rest @ ..] => self.with(rest, |_, _| {}),
            [ESC, b'W', ref rest @ ..] => match rest {
                [0, ..] => Command::Done(3),
                [_, _, _, _, ..] => Command::Done(6),
                _ => Command::Unfinished,
            },
            [ESC, byte, ..] => {
                self.obey(|reader| reader.escape(byte));
                Command::Done(2)
            }
            [US, b'$', ref rest @ ..] => match rest {
                [x, y, ..] => {
                    self.obey(|reader| reader.glass.go(*x, *y));
                    Command::Done(4)
                }
                _ => Command::Unfinished,
            },
            [US, b'X', ref rest @ ..] => {
                self.with(rest, |reader, level| reader.brightness = level.clamp(1, 4))
            }
            [US, b'C' | b'E', ref rest @ ..] => self.with(rest, |_, _| {}),
            [US, byte, ..] => {
                self.obey(|reader| reader.unit(byte));
                Command::Done(2)
            }
            [byte, ..] => {
                self.single(byte);
                Command::Done(1)
            }
            [] => Command::Unfinished,
        }
    }

    /// Does something, unless the string mode forbids it.
    fn obey(&mut self, act: impl FnOnce(&mut Self)) {
        if !self.string_mode {
            act(self);
        }
    }

    /// A command of three bytes.
    fn with(&mut self, rest: &[u8], act: impl FnOnce(&mut Self, u8)) -> Command {
        match rest {
            [value, ..] => {
                self.obey(|reader| act(reader, *value));
                Command::Done(3)
            }
            [] => Command::Unfinished,
        }
    }

    fn choose(&mut self, number: u8) {
        let slot = self.slots.iter().find(|slot| slot.number == number);
        self.page = slot.map_or(CodePage::CP437, |slot| slot.page);
    }

    fn string(&mut self, rest: &[u8]) -> Command {
        let Some((line, text)) = rest.split_first() else {
            return Command::Unfinished;
        };
        let Some(end) = text.iter().position(|byte| *byte == b'\r') else {
            return Command::Unfinished;
        };
        let row = match line {
            b'A' | b'D' => 0,
            b'B' => 1,
            _ => return Command::Done(2),
        };
        let text: Vec<char> = text
            .iter()
            .take(end)
            .map(|byte| self.page.decode(*byte))
            .collect();
        self.string_mode = true;
        self.glass.set_row(row, &text);
        Command::Done(end + 4)
    }

    const fn arrow(&mut self, letter: u8) {
        match letter {
            b'A' | b'B' => self.glass.other_row(),
            b'C' => self.glass.right(),
            b'D' => self.glass.left(),
            b'H' => self.glass.go(1, 1),
            b'K' => self.glass.go(20, 2),
            b'L' => self.glass.line_start(),
            b'R' => self.glass.line_end(),
            _ => {}
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'@' => {
                self.glass = Glass::new();
                self.page = CodePage::CP437;
                self.brightness = 4;
            }
            0x11 => self.glass.mode = Mode::Overwrite,
            0x12 => self.glass.mode = Mode::VerticalScroll,
            0x13 => self.glass.mode = Mode::HorizontalScroll,
            _ => {}
        }
    }

    const fn unit(&mut self, byte: u8) {
        match byte {
            1 => self.glass.mode = Mode::Overwrite,
            2 => self.glass.mode = Mode::VerticalScroll,
            3 => self.glass.mode = Mode::HorizontalScroll,
            b'\n' => self.glass.other_row(),
            b'\r' => self.glass.line_end(),
            b'B' => self.glass.go(20, 2),
            _ => {}
        }
    }

    fn single(&mut self, byte: u8) {
        match byte {
            0x0c => {
                self.string_mode = false;
                self.glass.clear();
            }
            0x18 => {
                self.string_mode = false;
                self.glass.clear_line();
            }
            0x08 => self.obey(|reader| reader.glass.left()),
            0x09 => self.obey(|reader| reader.glass.right()),
            b'\n' => self.obey(|reader| reader.glass.other_row()),
            0x0b => self.obey(|reader| reader.glass.go(1, 1)),
            b'\r' => self.obey(|reader| reader.glass.line_start()),
            0..0x20 | 0x7f => {}
            _ => {
                let character = self.page.decode(byte);
                self.obey(|reader| reader.glass.write(character));
            }
        }
    }
}
