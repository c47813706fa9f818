//! The paper that came out so far, and how much of it is kept.

use std::mem::size_of;

use super::super::{Event, EventKind, Line, Rendering, Span};
use crate::printer::raster::{Bitmap, MAX_DOTS};

/// The longest picture of a piece of paper, in dots: twelve metres and a half at 203 dots to the inch. What is printed
/// beyond is still read, but not drawn.
pub const PAPER_ROWS: u32 = 100_000;

/// The most memory that lines, events and pictures take which nobody has fetched yet. More is dropped and said to be.
pub const HELD_BYTES: usize = 64 * 1024 * 1024;

/// What two pieces of memory cost besides what is in them.
const ALLOCATION: usize = 32;

/// A picture shows no more white paper than this below the last dot: five centimetres.
const WHITE_TAIL: u32 = 400;

/// What is printed at a time.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// What of it can be read.
    pub(super) line: Option<Line>,
    /// What is seen.
    pub(super) strip: Option<Bitmap>,
    /// Where that begins, from the left edge.
    pub(super) left: u32,
}

/// The paper.
#[derive(Debug)]
pub(in super::super) struct Output {
    piece: Rendering,
    /// The picture's width, when there is one.
    width: Option<u32>,
    picture: Bitmap,
    /// How far the paper was moved, in dots.
    y: u32,
    cut_off: Vec<Rendering>,
    held: usize,
    held_by_piece: usize,
    is_full: bool,
    /// Events as they happen, for somebody who fetches them often.
    log: Option<Vec<Event>>,
}

impl Output {
    pub(super) fn new(width: Option<u32>) -> Self {
        Self {
            piece: Rendering::default(),
            width,
            picture: Bitmap::new(width.unwrap_or(0), 0),
            y: 0,
            cut_off: Vec::new(),
            held: 0,
            held_by_piece: 0,
            is_full: false,
            log: None,
        }
    }

    pub(in super::super) fn keep_log(&mut self) {
        self.log = Some(Vec::new());
    }

    pub(in super::super) fn take_log(&mut self) -> Vec<Event> {
        self.log.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(in super::super) fn event(&mut self, kind: EventKind) {
        let more = size_of::<Event>() + length(&kind);
        if self.has_room_for(more) {
            self.push_event(kind);
        }
    }

    /// Prints and moves the paper by the feed, or further if what is printed is higher.
    pub(super) fn print(&mut self, printed: Printed, feed: u32) {
        if let Some(line) = printed.line {
            let more = size_of::<Line>()
                + line.text.capacity()
                + line.spans.capacity() * size_of::<Span>()
                + ALLOCATION;
            if self.has_room_for(more) {
                self.piece.lines.push(line);
            }
        }
        let mut height = 0;
        if let Some(strip) = printed.strip {
            height = strip.height();
            self.draw(&strip, printed.left);
        }
        self.y = self.y.saturating_add(feed.max(height));
    }

    /// Draws where the paper is, so many dots from its left edge, without moving it.
    fn draw(&mut self, strip: &Bitmap, left: u32) {
        let bottom = self.y.saturating_add(strip.height());
        if self.width.is_none() || bottom > self.most_rows() {
            return;
        }
        let grown = bottom.saturating_sub(self.picture.height()) as usize;
        if self.has_room_for(grown * self.picture.row_bytes()) {
            self.picture.grow(bottom);
            self.picture.blit(strip, i64::from(left), i64::from(self.y));
        }
    }

    /// How high the picture may get: wide paper fills a picture sooner.
    fn most_rows(&self) -> u32 {
        let row = 8 * self.picture.row_bytes().max(1) as u64;
        u32::try_from(MAX_DOTS / row).map_or(PAPER_ROWS, |rows| rows.min(PAPER_ROWS))
    }

    pub(super) fn feed_back(&mut self, dots: u32) {
        self.y = self.y.saturating_sub(dots);
    }

    pub(super) fn cut(&mut self, full: bool, feed: u8) {
        self.event(EventKind::Cut { full, feed });
        self.y = self.y.saturating_add(u32::from(feed));
        self.end_piece(Some(full));
    }

    pub(in super::super) fn take_cut(&mut self) -> Vec<Rendering> {
        self.held = self.held_by_piece;
        self.is_full &= self.held >= HELD_BYTES;
        std::mem::take(&mut self.cut_off)
    }

    pub(super) fn finish(&mut self) -> Vec<Rendering> {
        self.end_piece(None);
        self.take_cut()
    }

    /// Ends the piece of paper, by a cut or where the job ends.
    fn end_piece(&mut self, cut: Option<bool>) {
        let mut piece = std::mem::take(&mut self.piece);
        if let Some(width) = self.width {
            let mut picture = std::mem::replace(&mut self.picture, Bitmap::new(width, 0));
            let tail = self.y.saturating_sub(picture.height()).min(WHITE_TAIL);
            picture.grow((picture.height() + tail).min(PAPER_ROWS));
            if let Some(full) = cut {
                draw_cut(&mut picture, full);
            }
            piece.picture = (picture.height() > 0).then_some(picture);
        }
        self.y = 0;
        self.held_by_piece = 0;
        if !piece.is_empty() {
            self.cut_off.push(piece);
        }
    }

    /// Counts memory that is about to be held. When it is too much, that is reported once.
    fn has_room_for(&mut self, more: usize) -> bool {
        if self.is_full {
            return false;
        }
        if self.held + more > HELD_BYTES {
            self.is_full = true;
            self.push_event(EventKind::LimitReached);
            return false;
        }
        self.held += more;
        self.held_by_piece += more;
        true
    }

    fn push_event(&mut self, kind: EventKind) {
        let event = Event {
            line: self.piece.lines.len(),
            kind,
        };
        if let Some(log) = &mut self.log {
            log.push(event.clone());
        }
        self.piece.events.push(event);
    }
}

/// The bytes that an event holds besides its own size.
fn length(kind: &EventKind) -> usize {
    match kind {
        EventKind::Qr { data, .. }
        | EventKind::Barcode { data, .. }
        | EventKind::Symbol { data, .. } => data.len(),
        EventKind::Display { hex } | EventKind::Unknown { hex } | EventKind::Truncated { hex } => {
            hex.len()
        }
        EventKind::Init
        | EventKind::Cut { .. }
        | EventKind::Kick { .. }
        | EventKind::Image { .. }
        | EventKind::StatusRequest { .. }
        | EventKind::IdRequest { .. }
        | EventKind::AutoStatus { .. }
        | EventKind::UnknownCodeTable { .. }
        | EventKind::LimitReached => 0,
    }
}

/// Shows the cut: a dashed line across the paper, which a partial cut leaves open in the middle.
fn draw_cut(picture: &mut Bitmap, full: bool) {
    const MARGIN: u32 = 12;
    const DASH: u32 = 8;
    let y = picture.height() + MARGIN;
    picture.grow(y + 2);
    let middle = picture.width() / 2;
    for x in (0..picture.width()).step_by(2 * DASH as usize) {
        if full || x.abs_diff(middle) > 3 * DASH {
            picture.fill(x, y, DASH, 2, true);
        }
    }
}
