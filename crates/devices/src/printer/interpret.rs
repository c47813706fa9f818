//! ESC/POS bytes read back into what stands on the paper.
//!
//! This is the virtual printer, the reader of golden tests and the preview on the screen. It behaves as a printer does:
//! it wraps at the paper's width, forgets buffered text at `ESC @`, ignores an alignment in the middle of a line, and
//! prints Cyrillic as hanzi on a model that was not told `FS .`.

mod command;
mod paper;

use serde::Serialize;

use self::command::{Parsed, Payload};
use self::paper::Paper;
use super::profile::PrinterProfile;

/// Where the text of a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// How a character looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mode of its own that the printer switches alone"
)]
pub struct Style {
    /// Bold or double-strike.
    pub bold: bool,
    /// Underlined.
    pub underline: bool,
    /// White on black.
    pub invert: bool,
    /// The small font (font B).
    pub small: bool,
    /// Times the usual width, 1 to 8.
    pub width: u8,
    /// Times the usual height, 1 to 8.
    pub height: u8,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            bold: false,
            underline: false,
            invert: false,
            small: false,
            width: 1,
            height: 1,
        }
    }
}

/// A stretch of characters of one look, counted in characters of the line's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// How they look.
    #[serde(flatten)]
    pub style: Style,
}

/// A printed line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Line {
    /// The text as it was sent, without the spaces that alignment makes.
    pub text: String,
    /// Where it stands.
    pub align: Align,
    /// Empty columns before the text, as alignment makes them.
    pub indent: usize,
    /// The looks, in order; they cover the text.
    pub spans: Vec<Span>,
}

impl Line {
    /// The line as a row of the text grid: indented, without spaces at its end.
    #[must_use]
    pub fn row(&self) -> String {
        let mut row = " ".repeat(self.indent);
        row.push_str(&self.text);
        row.truncate(row.trim_end().len());
        row
    }
}

/// What a printer does besides printing text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// It started anew.
    Init,
    /// It cut the paper.
    Cut {
        /// Whether it cut through.
        full: bool,
        /// The feed before the cut, in dots.
        feed: u8,
    },
    /// It sent a pulse to a cash drawer.
    Kick {
        /// The pin: 2 or 5.
        pin: u8,
        /// The time on, as sent.
        t1: u8,
        /// The time off, as sent.
        t2: u8,
    },
    /// It drew a QR code.
    Qr {
        /// What the code says.
        data: String,
        /// 1, 2, or 3 for Micro QR.
        model: u8,
        /// Dots to a module.
        size: u8,
    },
    /// It drew a bar code.
    Barcode {
        /// The kind, in words such as `ean13`.
        symbology: &'static str,
        /// What was sent to be encoded.
        data: String,
    },
    /// It drew a picture.
    Image {
        /// Dots across.
        width: u32,
        /// Dots down.
        height: u32,
    },
    /// It was asked for its state.
    StatusRequest {
        /// What was asked.
        number: u8,
        /// Whether the question waits its turn behind the data (`GS r`), so that its answer says "all before is done".
        queued: bool,
    },
    /// It was sent to a code table that the profile does not know.
    UnknownCodeTable {
        /// The number.
        number: u8,
    },
    /// It received a command it does not know.
    Unknown {
        /// The bytes, in hex.
        hex: String,
    },
    /// The bytes ended in the middle of a command.
    Truncated {
        /// The bytes of the command that did arrive, in hex, sixteen at most.
        hex: String,
    },
}

/// An event and the line it happened at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// How many lines stood on the paper before it.
    pub line: usize,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What came out of the printer: a receipt when it ends in a cut.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Rendering {
    /// The lines.
    pub lines: Vec<Line>,
    /// The events, in order.
    pub events: Vec<Event>,
}

impl Rendering {
    /// The text grid, one string a line.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        self.lines.iter().map(Line::row).collect()
    }

    /// The text grid as one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// What the QR codes on it say.
    #[must_use]
    pub fn qr_codes(&self) -> Vec<&str> {
        let code = |event: &'_ Event| matches!(event.kind, EventKind::Qr { .. });
        self.events
            .iter()
            .filter(|event| code(event))
            .filter_map(|event| {
                if let EventKind::Qr { data, .. } = &event.kind {
                    Some(data.as_str())
                } else {
                    None
                }
            })
            .collect()
    }

    /// How often it opened a drawer.
    #[must_use]
    pub fn kicks(&self) -> usize {
        self.events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Kick { .. }))
            .count()
    }

    /// Whether nothing happened at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.events.is_empty()
    }

    /// Sticks pieces of paper together again.
    #[must_use]
    pub fn join(pieces: Vec<Self>) -> Self {
        let mut whole = Self::default();
        for piece in pieces {
            let before = whole.lines.len();
            whole.lines.extend(piece.lines);
            whole
                .events
                .extend(piece.events.into_iter().map(|event| Event {
                    line: event.line + before,
                    ..event
                }));
        }
        whole
    }
}

/// What of a long command is kept; the rest is counted and dropped. The longest thing worth keeping is a QR code.
const KEPT_PAYLOAD: usize = 8 * 1024;

/// A reader of ESC/POS bytes that may be fed in pieces of any size.
#[derive(Debug)]
pub struct Interpreter {
    paper: Paper,
    pending: Vec<u8>,
    payload: Option<Collecting>,
}

#[derive(Debug)]
struct Collecting {
    payload: Payload,
    remaining: u64,
    kept: Vec<u8>,
}

impl Interpreter {
    /// Makes an interpreter that behaves like a printer of this profile which was just switched on.
    #[must_use]
    pub fn new(profile: &PrinterProfile) -> Self {
        Self {
            paper: Paper::new(profile),
            pending: Vec::new(),
            payload: None,
        }
    }

    /// Reads bytes. A command that is cut in two waits for its rest.
    pub fn feed(&mut self, bytes: &[u8]) {
        let joined;
        let mut rest = if self.pending.is_empty() {
            bytes
        } else {
            let mut pending = std::mem::take(&mut self.pending);
            pending.extend_from_slice(bytes);
            joined = pending;
            joined.as_slice()
        };
        while !rest.is_empty() {
            if let Some(mut collecting) = self.payload.take() {
                let used = collecting.take(rest);
                rest = &rest[used..];
                if collecting.remaining == 0 {
                    self.paper.payload(&collecting.payload, &collecting.kept);
                } else {
                    self.payload = Some(collecting);
                }
                continue;
            }
            match command::parse(rest) {
                Parsed::NeedMore => {
                    self.pending = rest.to_vec();
                    return;
                }
                Parsed::Command { used, command } => {
                    self.paper.command(command);
                    rest = &rest[used..];
                }
                Parsed::Payload {
                    used,
                    payload,
                    length,
                } => {
                    rest = &rest[used..];
                    if length == 0 {
                        self.paper.payload(&payload, &[]);
                    } else {
                        self.payload = Some(Collecting {
                            payload,
                            remaining: length,
                            kept: Vec::new(),
                        });
                    }
                }
            }
        }
    }

    /// Takes the receipts that were cut off so far.
    pub fn take_cut(&mut self) -> Vec<Rendering> {
        self.paper.take_cut()
    }

    /// Takes the number of questions that waited their turn (`GS r`) and were come to since the last call.
    pub(crate) fn take_queued_questions(&mut self) -> usize {
        self.paper.take_queued_questions()
    }

    /// Takes everything: what was cut off, and what still hangs in the printer as the last piece. A command that is
    /// still incomplete is reported and dropped.
    pub fn finish(&mut self) -> Vec<Rendering> {
        let mut leftover = std::mem::take(&mut self.pending);
        if let Some(collecting) = self.payload.take() {
            leftover.extend(collecting.kept);
        }
        if !leftover.is_empty() {
            leftover.truncate(16);
            self.paper.event(EventKind::Truncated {
                hex: hex(&leftover),
            });
        }
        self.paper.finish()
    }
}

impl Collecting {
    /// Takes what belongs to the payload from the front of `bytes` and says how much that was.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let used = usize::try_from(self.remaining)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let room = KEPT_PAYLOAD - self.kept.len();
        self.kept.extend_from_slice(&bytes[..used.min(room)]);
        self.remaining -= used as u64;
        used
    }
}

/// Reads a whole job at once.
#[must_use]
pub fn render(bytes: &[u8], profile: &PrinterProfile) -> Rendering {
    let mut interpreter = Interpreter::new(profile);
    interpreter.feed(bytes);
    Rendering::join(interpreter.finish())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
