//! Messages of ZVT out of a stream of bytes and into it. No I/O.
//!
//! A message is a class, an instruction, a length and so many bytes; a length of 255 or more is `FF`, low byte, high
//! byte. Sources: PA00P016 (transport), Portalum.Zvt `ApduHelper.cs` and its tests.

/// The longest message that is taken. Slips are sent in pieces of a few hundred bytes; a longer one is a length that
/// was garbled, and waiting for its end would swallow what follows.
pub const MAX_APDU_BYTES: usize = 16 * 1024;

/// The most bytes that wait to be read. Whoever sends more without pause is no terminal.
const MAX_BUFFER_BYTES: usize = 256 * 1024;

/// Class and instruction of a message.
pub type Control = [u8; 2];

/// “Understood.”
pub const ACK: [u8; 3] = [0x80, 0x00, 0x00];

/// “That command is not possible”: the answer to what a till does not do.
pub const NOT_POSSIBLE: [u8; 3] = [0x84, 0x83, 0x00];

/// A message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apdu<'a> {
    /// Class and instruction.
    pub control: Control,
    /// What follows the length.
    pub data: &'a [u8],
}

/// Writes a message; nothing when there are more than 65,535 bytes of data.
#[must_use]
pub fn encode(control: Control, data: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(data.len()).ok()?;
    let mut bytes = Vec::with_capacity(data.len() + 5);
    bytes.extend(control);
    match u8::try_from(length) {
        Ok(short) if short < 0xff => bytes.push(short),
        Ok(_) | Err(_) => {
            bytes.push(0xff);
            bytes.extend(length.to_le_bytes());
        }
    }
    bytes.extend_from_slice(data);
    Some(bytes)
}

/// Who sends the messages that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The terminal.
    Terminal,
    /// The till; simulators read it.
    Till,
}

impl Sender {
    /// Whether it sends messages that begin so. What it does not send is skipped byte by byte until something fits.
    const fn sends(self, class: u8, instruction: u8) -> bool {
        match (class, instruction) {
            (0x80, 0x00) | (0x84, _) => true,
            (0x04, 0x01 | 0x0d | 0x0e | 0x0f | 0xff) => matches!(self, Self::Terminal),
            (0x06, 0x0f | 0x1e | 0xd1 | 0xd3 | 0xd8..=0xdd | 0xe0..=0xe4) => {
                matches!(self, Self::Terminal)
            }
            (0x05, 0x01) => matches!(self, Self::Till),
            (0x06, 0x00..=0x0c | 0x10 | 0x12 | 0x18 | 0x20..=0x25 | 0x30 | 0x31 | 0x50 | 0x70) => {
                matches!(self, Self::Till)
            }
            (0x06, 0x91 | 0x93 | 0x95 | 0xb0 | 0xc0) => matches!(self, Self::Till),
            (0x08, 0x01 | 0x02 | 0x10..=0x13 | 0x20..=0x24 | 0x30 | 0x40 | 0x50) => {
                matches!(self, Self::Till)
            }
            _ => false,
        }
    }

    const fn begins_with(self, class: u8) -> bool {
        match class {
            0x80 | 0x84 | 0x06 => true,
            0x04 => matches!(self, Self::Terminal),
            0x05 | 0x08 => matches!(self, Self::Till),
            _ => false,
        }
    }
}

/// Cuts a stream into messages, whatever pieces it comes in.
#[derive(Debug, Clone)]
pub struct ApduReader {
    sender: Sender,
    buffer: Vec<u8>,
    start: usize,
    skipped: u64,
}

impl ApduReader {
    /// Begins a stream.
    #[must_use]
    pub const fn new(sender: Sender) -> Self {
        Self {
            sender,
            buffer: Vec::new(),
            start: 0,
            skipped: 0,
        }
    }

    /// Takes bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start.min(self.buffer.len()));
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
        let surplus = self.buffer.len().saturating_sub(MAX_BUFFER_BYTES);
        if surplus > 0 {
            self.buffer.drain(..surplus);
            self.count(surplus);
        }
    }

    /// How many bytes were no part of any message. What is said after such bytes is not to be trusted with money.
    #[must_use]
    pub const fn skipped(&self) -> u64 {
        self.skipped
    }

    /// Whether a message has begun and not ended.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.start < self.buffer.len()
    }

    /// Gives a message up whose end does not come, so that what follows its beginning is looked at.
    pub fn give_up(&mut self) {
        if self.is_waiting() {
            self.start += 1;
            self.count(1);
        }
    }

    /// The next message, when one is whole.
    pub fn read(&mut self) -> Option<Apdu<'_>> {
        let (control, begin, end) = loop {
            match self.head() {
                Head::Wait => return None,
                Head::Skip => {
                    self.start += 1;
                    self.count(1);
                }
                Head::Whole {
                    control,
                    begin,
                    end,
                } => break (control, begin, end),
            }
        };
        self.start = end;
        let data = self.buffer.get(begin..end)?;
        Some(Apdu { control, data })
    }

    fn head(&self) -> Head {
        let rest = self.buffer.get(self.start..).unwrap_or_default();
        let (class, instruction) = match rest {
            [] => return Head::Wait,
            [class] if self.sender.begins_with(*class) => return Head::Wait,
            [_] => return Head::Skip,
            [class, instruction, ..] => (*class, *instruction),
        };
        if !self.sender.sends(class, instruction) {
            return Head::Skip;
        }
        let (head, length) = match rest.get(2..) {
            Some([0xff, low, high, ..]) => (5, usize::from(u16::from_le_bytes([*low, *high]))),
            Some([0xff, ..] | []) | None => return Head::Wait,
            Some([length, ..]) => (3, usize::from(*length)),
        };
        if length > MAX_APDU_BYTES {
            return Head::Skip;
        }
        if rest.len() < head + length {
            return Head::Wait;
        }
        Head::Whole {
            control: [class, instruction],
            begin: self.start + head,
            end: self.start + head + length,
        }
    }

    fn count(&mut self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.skipped = self.skipped.saturating_add(bytes);
    }
}

enum Head {
    Wait,
    Skip,
    Whole {
        control: Control,
        begin: usize,
        end: usize,
    },
}

#[cfg(test)]
mod tests;
