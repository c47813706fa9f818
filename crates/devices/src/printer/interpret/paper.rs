//! What stands on the paper, and in which modes the printer is.

use super::command::{Command, Payload};
use super::{Align, Event, EventKind, Line, Rendering, Span, Style, hex};
use crate::printer::codepage::CodePage;
use crate::printer::profile::{PrinterProfile, Slot};

/// What stands for a two-byte character; which one it would be is the printer's own affair.
const HANZI: char = '〓';

/// The printer's state between commands.
#[derive(Debug)]
pub(super) struct Paper {
    columns_a: usize,
    columns_b: usize,
    slots: Vec<Slot>,
    wakes_in_kanji_mode: bool,
    page: Option<CodePage>,
    kanji_mode: bool,
    kanji_lead: bool,
    style: Style,
    align: Align,
    tab_stops: Option<Vec<u8>>,
    buffer: Vec<(char, Style)>,
    used: usize,
    qr: Qr,
    queued_questions: usize,
    piece: Rendering,
    cut_off: Vec<Rendering>,
}

#[derive(Debug)]
struct Qr {
    model: u8,
    size: u8,
    data: String,
}

impl Qr {
    const fn new() -> Self {
        Self {
            model: 2,
            size: 3,
            data: String::new(),
        }
    }
}

impl Paper {
    pub(super) fn new(profile: &PrinterProfile) -> Self {
        Self {
            columns_a: usize::from(profile.columns.font_a).max(1),
            columns_b: usize::from(profile.columns.font_b).max(1),
            page: profile.page_of(0),
            slots: profile.slots.clone(),
            wakes_in_kanji_mode: profile.wakes_in_kanji_mode,
            kanji_mode: profile.wakes_in_kanji_mode,
            kanji_lead: false,
            style: Style::default(),
            align: Align::Left,
            tab_stops: None,
            buffer: Vec::new(),
            used: 0,
            qr: Qr::new(),
            queued_questions: 0,
            piece: Rendering::default(),
            cut_off: Vec::new(),
        }
    }

    pub(super) fn command(&mut self, command: Command) {
        // A two-byte character that is interrupted by a command is lost.
        if !matches!(command, Command::Character(_)) {
            self.kanji_lead = false;
        }
        match command {
            Command::Character(byte) => self.character(byte),
            Command::LineFeed => self.new_line(),
            Command::Tab => self.tab(),
            Command::CancelLine => self.clear_buffer(),
            Command::Init => self.init(),
            Command::CodeTable(number) => self.code_table(number),
            Command::Font(font) => self.style.small = matches!(font, 1 | b'1'),
            Command::Align(place) => self.align_at_line_start(place),
            Command::Bold(on) => self.style.bold = on,
            Command::Underline(dots) => self.style.underline = !matches!(dots, 0 | b'0'),
            Command::Size(size) => {
                (self.style.width, self.style.height) = ((size >> 4 & 7) + 1, (size & 7) + 1)
            }
            Command::PrintMode(mode) => self.print_mode(mode),
            Command::Invert(on) => self.style.invert = on,
            Command::KanjiMode(on) => self.kanji_mode = on,
            Command::FeedLines(count) => (0..count.max(1)).for_each(|_| self.new_line()),
            Command::FeedDots => self.flush(),
            Command::TabStops(stops) => self.tab_stops = Some(stops),
            Command::Cut { full, feed } => self.cut(full, feed),
            Command::Kick { pin, t1, t2 } => self.event(EventKind::Kick { pin, t1, t2 }),
            Command::Status { number, queued } => {
                self.queued_questions += usize::from(queued);
                self.event(EventKind::StatusRequest { number, queued });
            }
            Command::Nothing => {}
            Command::Unknown(bytes) => self.event(EventKind::Unknown { hex: hex(&bytes) }),
        }
    }

    pub(super) fn payload(&mut self, payload: &Payload, data: &[u8]) {
        match payload {
            Payload::Function(b'k') => self.two_dimensional(data),
            Payload::Function(_) | Payload::Skipped => {}
            Payload::Barcode(system) => {
                self.flush();
                let data = data
                    .strip_suffix(&[0])
                    .filter(|_| *system < 65)
                    .unwrap_or(data);
                let data = String::from_utf8_lossy(data).into_owned();
                self.event(EventKind::Barcode {
                    symbology: symbology(*system),
                    data,
                });
            }
            Payload::Image { width, height } => {
                self.flush();
                self.event(EventKind::Image {
                    width: *width,
                    height: *height,
                });
            }
        }
    }

    pub(super) fn event(&mut self, kind: EventKind) {
        self.piece.events.push(Event {
            line: self.piece.lines.len(),
            kind,
        });
    }

    pub(super) fn take_cut(&mut self) -> Vec<Rendering> {
        std::mem::take(&mut self.cut_off)
    }

    pub(super) fn take_queued_questions(&mut self) -> usize {
        std::mem::take(&mut self.queued_questions)
    }

    pub(super) fn finish(&mut self) -> Vec<Rendering> {
        self.flush();
        let mut pieces = self.take_cut();
        let last = std::mem::take(&mut self.piece);
        if !last.is_empty() {
            pieces.push(last);
        }
        pieces
    }

    fn init(&mut self) {
        self.clear_buffer();
        self.page = self
            .slots
            .iter()
            .find(|slot| slot.number == 0)
            .map_or(Some(CodePage::CP437), |slot| Some(slot.page));
        self.kanji_mode = self.wakes_in_kanji_mode;
        self.style = Style::default();
        self.align = Align::Left;
        self.tab_stops = None;
        self.qr = Qr::new();
        self.event(EventKind::Init);
    }

    fn code_table(&mut self, number: u8) {
        let slot = self.slots.iter().find(|slot| slot.number == number);
        self.page = slot
            .map(|slot| slot.page)
            .or((number == 0).then_some(CodePage::CP437));
        if self.page.is_none() {
            self.event(EventKind::UnknownCodeTable { number });
        }
    }

    fn print_mode(&mut self, mode: u8) {
        self.style = Style {
            small: mode & 0x01 != 0,
            bold: mode & 0x08 != 0,
            height: if mode & 0x10 != 0 { 2 } else { 1 },
            width: if mode & 0x20 != 0 { 2 } else { 1 },
            underline: mode & 0x80 != 0,
            invert: self.style.invert,
        };
    }

    const fn align_at_line_start(&mut self, place: u8) {
        if !self.buffer.is_empty() {
            return;
        }
        match place {
            0 | b'0' => self.align = Align::Left,
            1 | b'1' => self.align = Align::Center,
            2 | b'2' => self.align = Align::Right,
            _ => {}
        }
    }

    fn character(&mut self, byte: u8) {
        if self.kanji_lead {
            self.kanji_lead = false;
            self.put(HANZI, 2);
        } else if self.kanji_mode && byte >= 0x80 {
            self.kanji_lead = true;
        } else {
            let character = self.page.unwrap_or(CodePage::CP437).decode(byte);
            let known = self.page.is_some() || byte < 0x80;
            self.put(
                if known {
                    character
                } else {
                    char::REPLACEMENT_CHARACTER
                },
                1,
            );
        }
    }

    /// Puts a character that is so many cells wide, on the next line when this one has no room for it.
    fn put(&mut self, character: char, cells: usize) {
        let width = cells * usize::from(self.style.width);
        if self.used + width > self.columns() && !self.buffer.is_empty() {
            self.new_line();
        }
        self.buffer.push((character, self.style));
        self.used += width;
    }

    const fn columns(&self) -> usize {
        if self.style.small {
            self.columns_b
        } else {
            self.columns_a
        }
    }

    fn tab(&mut self) {
        let next = match &self.tab_stops {
            Some(stops) => stops
                .iter()
                .map(|stop| usize::from(*stop))
                .find(|stop| *stop > self.used),
            None => Some((self.used / 8 + 1) * 8),
        };
        if let Some(column) = next.filter(|column| *column < self.columns()) {
            let step = usize::from(self.style.width);
            while self.used < column {
                self.buffer.push((' ', self.style));
                self.used += step;
            }
        }
    }

    fn clear_buffer(&mut self) {
        self.buffer.clear();
        self.used = 0;
    }

    fn flush(&mut self) {
        if !self.buffer.is_empty() {
            self.new_line();
        }
    }

    fn new_line(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let free = self.columns().saturating_sub(self.used);
        self.used = 0;
        let indent = match self.align {
            Align::Left => 0,
            Align::Center => free / 2,
            Align::Right => free,
        };
        let mut line = Line {
            align: self.align,
            indent: if buffer.is_empty() { 0 } else { indent },
            ..Line::default()
        };
        for (at, (character, style)) in buffer.into_iter().enumerate() {
            line.text.push(character);
            match line.spans.last_mut() {
                Some(span) if span.style == style => span.end = at + 1,
                _ => line.spans.push(Span {
                    start: at,
                    end: at + 1,
                    style,
                }),
            }
        }
        self.piece.lines.push(line);
    }

    fn cut(&mut self, full: bool, feed: u8) {
        self.flush();
        self.event(EventKind::Cut { full, feed });
        self.cut_off.push(std::mem::take(&mut self.piece));
    }

    /// `GS ( k`: the first byte is the kind of code (0x31 = QR), the second what to do.
    fn two_dimensional(&mut self, data: &[u8]) {
        match data {
            [0x31, 0x41, model, ..] => self.qr.model = model.wrapping_sub(0x30),
            [0x31, 0x43, size, ..] => self.qr.size = *size,
            [0x31, 0x50, 0x30, text @ ..] => {
                self.qr.data = String::from_utf8_lossy(text).into_owned()
            }
            [0x31, 0x51, ..] => {
                self.flush();
                let Qr { model, size, data } = &self.qr;
                let event = EventKind::Qr {
                    data: data.clone(),
                    model: *model,
                    size: *size,
                };
                self.event(event);
            }
            _ => {}
        }
    }
}

/// The name of a bar code kind by the number in `GS k`, both numberings.
const fn symbology(system: u8) -> &'static str {
    match system {
        0 | 65 => "upc_a",
        1 | 66 => "upc_e",
        2 | 67 => "ean13",
        3 | 68 => "ean8",
        4 | 69 => "code39",
        5 | 70 => "itf",
        6 | 71 => "codabar",
        72 => "code93",
        73 => "code128",
        74 => "gs1_128",
        75 => "databar_omnidirectional",
        76 => "databar_truncated",
        77 => "databar_limited",
        78 => "databar_expanded",
        _ => "code128_auto",
    }
}
