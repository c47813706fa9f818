//! What came out of a printer: lines, looks, events and the picture of the paper.

use serde::Serialize;

use crate::printer::raster::Bitmap;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
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
    /// Printed with its head down (`ESC {`).
    pub upside_down: bool,
    /// Turned by a quarter to the right (`ESC V`).
    pub rotated: bool,
    /// The small font (font B).
    pub small: bool,
    /// Times the usual width, 1 to 8.
    pub width: u8,
    /// Times the usual height, 1 to 8.
    pub height: u8,
}

impl Style {
    /// Text as it comes from a printer that was told nothing.
    pub const PLAIN: Self = Self {
        bold: false,
        underline: false,
        invert: false,
        upside_down: false,
        rotated: false,
        small: false,
        width: 1,
        height: 1,
    };
}

impl Default for Style {
    fn default() -> Self {
        Self::PLAIN
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
    /// It was to draw a QR code.
    Qr {
        /// What the code says.
        data: String,
        /// 1, 2, or 3 for Micro QR.
        model: u8,
        /// Dots to a module.
        size: u8,
        /// Whether it stands on the paper. A printer leaves out a code that does not fit across it, that has no data,
        /// or whose data are not what its kind holds. In JSON only when it does not.
        #[serde(skip_serializing_if = "bool::clone")]
        printed: bool,
    },
    /// It was to draw a bar code.
    Barcode {
        /// The kind, in words such as `ean13`.
        symbology: &'static str,
        /// What was sent to be encoded.
        data: String,
        /// Whether it stands on the paper, as for a QR code.
        #[serde(skip_serializing_if = "bool::clone")]
        printed: bool,
    },
    /// It was to draw another code of two dimensions.
    Symbol {
        /// The kind, in words such as `pdf417`.
        symbology: &'static str,
        /// What was sent to be encoded.
        data: String,
        /// Whether it stands on the paper, as for a QR code.
        #[serde(skip_serializing_if = "bool::clone")]
        printed: bool,
    },
    /// It drew a picture. What a picture says is known only to those who see it.
    Image {
        /// Dots across, as printed.
        width: u32,
        /// Dots down, as printed.
        height: u32,
    },
    /// It passed bytes on to the customer display behind it (`ESC = 2`).
    Display {
        /// The bytes, in hex; a long message comes in several pieces.
        hex: String,
    },
    /// It was asked for its state.
    StatusRequest {
        /// What was asked.
        number: u8,
        /// Whether the question waits its turn behind the data (`GS r`), so that its answer says "all before is done".
        queued: bool,
    },
    /// It was asked who it is (`GS I`).
    IdRequest {
        /// What was asked.
        number: u8,
    },
    /// It was told to report its state by itself (`GS a`).
    AutoStatus {
        /// Which changes to report, a bit each; none ends it.
        mask: u8,
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
    /// More was printed than one rendering holds; what follows is not in it.
    LimitReached,
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
    /// The paper as a picture, when the interpreter was told to draw.
    #[serde(skip)]
    pub picture: Option<Bitmap>,
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
        self.events
            .iter()
            .filter_map(|event| {
                if let EventKind::Qr {
                    data,
                    printed: true,
                    ..
                } = &event.kind
                {
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

    /// The paper as a PNG file; nothing when it was not drawn or nothing stands on it.
    #[must_use]
    pub fn to_png(&self) -> Option<Vec<u8>> {
        let picture = self.picture.as_ref()?;
        Some(picture.to_png()).filter(|file| !file.is_empty())
    }

    /// Sticks pieces of paper together again.
    #[must_use]
    pub fn join(pieces: Vec<Self>) -> Self {
        let mut whole = Self::default();
        let pictures: Vec<&Bitmap> = pieces
            .iter()
            .filter_map(|piece| piece.picture.as_ref())
            .collect();
        whole.picture = joined(&pictures);
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

/// Pictures below each other; a picture can only be so large, what is below that is cut off.
fn joined(pictures: &[&Bitmap]) -> Option<Bitmap> {
    let (first, others) = pictures.split_first()?;
    let mut whole = (*first).clone();
    for picture in others {
        let top = whole.height();
        whole.grow(top.saturating_add(picture.height()));
        whole.blit(picture, 0, i64::from(top));
    }
    Some(whole)
}
