//! What stands on the paper, and in which modes the printer is.

mod graphics;
mod line;
mod modes;
pub(super) mod output;
mod page;
mod symbols;
mod text;

use self::graphics::Graphics;
use self::line::LineBuffer;
use self::modes::{Metrics, Modes};
use self::output::{Output, Printed};
use self::page::Page;
use self::symbols::Symbols;
use self::text::Decoder;
use super::command::{Command, Payload, RealTime};
use super::{EventKind, Question, Rendering, hex};
use crate::printer::profile::PrinterProfile;

/// No more questions than this wait for whoever answers them.
const QUESTIONS: usize = 1_024;

/// A message to the customer display is reported in pieces of so many bytes.
const DISPLAY_PIECE: usize = 256;

/// The printer's state between commands.
#[derive(Debug)]
pub(super) struct Paper {
    metrics: Metrics,
    modes: Modes,
    decoder: Decoder,
    line: LineBuffer,
    page: Option<Page>,
    symbols: Symbols,
    graphics: Graphics,
    draws: bool,
    obeys_real_time: bool,
    pub(super) output: Output,
    pub(super) questions: Vec<Question>,
    /// What goes to the customer display while the printer does not listen.
    pub(super) display: Option<Vec<u8>>,
}

impl Paper {
    pub(super) fn new(profile: &PrinterProfile, draws: bool) -> Self {
        let metrics = Metrics::of(profile);
        Self {
            modes: Modes::new(),
            decoder: Decoder::new(profile),
            line: LineBuffer::default(),
            page: None,
            symbols: Symbols::new(),
            graphics: Graphics::default(),
            draws,
            obeys_real_time: true,
            output: Output::new(draws.then_some(metrics.width)),
            questions: Vec::new(),
            display: None,
            metrics,
        }
    }

    pub(super) const fn leave_real_time(&mut self) {
        self.obeys_real_time = false;
    }

    pub(super) fn command(&mut self, command: Command) {
        self.interrupt_text();
        match command {
            Command::LineFeed => self.new_line(),
            Command::FormFeed => self.form_feed(),
            Command::Tab => self.tab(),
            Command::Cancel => self.cancel(),
            Command::Init => self.init(),
            Command::CodeTable(number) => {
                if !self.decoder.code_table(number) {
                    self.output.event(EventKind::UnknownCodeTable { number });
                }
            }
            Command::International(number) => self.decoder.international(number),
            Command::FeedLines(count) => self.feed_lines(count),
            Command::FeedDots(dots) => self.feed_dots(dots),
            Command::FeedBackLines(count) => {
                self.flush();
                self.feed_back(u32::from(count) * self.modes.line_spacing());
            }
            Command::FeedBackDots(dots) => {
                self.flush();
                self.feed_back(self.modes.down(u16::from(dots)));
            }
            Command::MoveTo(units) => self.line.move_to(self.modes.across(units)),
            Command::MoveBy(units) => self.line.move_by(self.modes.across_by(units)),
            Command::LineStart => self.line.move_to(0),
            Command::Mode(mode) => {
                let at_line_start = self.line.is_empty();
                self.modes.change(&mode, at_line_start, &self.metrics);
            }
            Command::Page(command) => self.page_command(command),
            Command::KanjiMode(on) => self.decoder.kanji_mode(on),
            Command::Cut { full, feed } => self.cut(full, feed),
            Command::Kick { pin, t1, t2 } => self.output.event(EventKind::Kick { pin, t1, t2 }),
            Command::RealTime(what) => self.real_time(what),
            Command::Status(number) => {
                self.output.event(EventKind::StatusRequest {
                    number,
                    queued: true,
                });
                self.ask(Question::Status(number));
            }
            Command::Id(number) => {
                self.output.event(EventKind::IdRequest { number });
                self.ask(Question::Id(number));
            }
            Command::AutoStatus(mask) => {
                self.output.event(EventKind::AutoStatus { mask });
                self.ask(Question::AutoStatus(mask));
            }
            Command::Select(who) => self.display = (who & 1 == 0).then(Vec::new),
            Command::PrintDownloaded(mode) => self.print_downloaded(mode),
            Command::PrintNv { number, mode } => self.print_nv(number, mode),
            Command::BarcodeHeight(dots) => self.symbols.height = dots.max(1),
            Command::BarcodeModule(dots) => self.symbols.set_module(dots),
            Command::BarcodeText(place) => self.symbols.set_text(place),
            Command::BarcodeTextFont(font) => self.symbols.small_text = matches!(font, 1 | b'1'),
            Command::Unknown(bytes) => self.output.event(EventKind::Unknown { hex: hex(&bytes) }),
            Command::Nothing | Command::MacroEdge | Command::MacroRun { .. } => {}
        }
    }

    /// How many bytes of a payload are of use.
    pub(super) const fn wants(&self, payload: Payload) -> usize {
        match payload {
            Payload::Function(b'k') => symbols::KEPT_BYTES,
            Payload::Function(b'L')
            | Payload::Raster { .. }
            | Payload::Columns { .. }
            | Payload::TallColumns { .. }
            | Payload::Download { .. }
            | Payload::Nv { .. } => {
                if self.draws {
                    graphics::KEPT_BYTES
                } else {
                    graphics::HEAD_BYTES
                }
            }
            Payload::Function(_) | Payload::KanjiFunction(_) => graphics::HEAD_BYTES,
            Payload::Barcode(_) => 256,
            Payload::Skipped | Payload::Unknown(_) => 0,
        }
    }

    pub(super) fn payload(&mut self, payload: Payload, data: &[u8]) {
        self.interrupt_text();
        match payload {
            Payload::Function(b'k') => self.two_dimensional(data),
            Payload::Function(b'L') => self.graphics_function(data),
            Payload::Function(b'H') => {
                if let [0x30, 0x30, a, b, c, d] = *data {
                    self.ask(Question::Echo([a, b, c, d]));
                }
            }
            // What sets the printer up for good leaves no trace on the paper.
            Payload::Function(_) | Payload::Skipped => {}
            Payload::Unknown(head) => self.output.event(EventKind::Unknown { hex: hex(&head) }),
            Payload::KanjiFunction(b'C') => {
                // Function 48 chooses how characters are encoded: 2 is UTF-8.
                if let [0x30, how, ..] = *data {
                    self.decoder.utf8(matches!(how, 2 | b'2'));
                }
            }
            Payload::KanjiFunction(_) => {}
            Payload::Barcode(system) => self.barcode(system, data),
            Payload::Raster { .. }
            | Payload::Columns { .. }
            | Payload::TallColumns { .. }
            | Payload::Download { .. }
            | Payload::Nv { .. } => self.image(payload, data),
        }
    }

    /// Passes bytes on to the display until the printer is told to listen again. Gives how many it used; none when
    /// more are needed to tell.
    pub(super) fn pass_to_display(&mut self, bytes: &[u8]) -> usize {
        let escape = bytes.iter().position(|byte| *byte == 0x1b);
        let (passed, used) = match (escape, bytes.get(..3)) {
            (Some(0), Some(&[_, b'=', who])) => {
                self.end_display();
                self.command(Command::Select(who));
                return 3;
            }
            (Some(0), None) if bytes.get(1).is_none_or(|second| *second == b'=') => return 0,
            (Some(0), _) => (1, 1),
            (Some(before), _) => (before, before),
            (None, _) => (bytes.len(), bytes.len()),
        };
        for byte in bytes.iter().take(passed) {
            let Some(message) = &mut self.display else {
                break;
            };
            message.push(*byte);
            if message.len() >= DISPLAY_PIECE {
                self.end_display();
            }
        }
        used
    }

    /// Reports what went to the display since the last report.
    fn end_display(&mut self) {
        let message = self.display.as_mut().map(std::mem::take);
        if let Some(message) = message.filter(|message| !message.is_empty()) {
            self.output.event(EventKind::Display { hex: hex(&message) });
        }
    }

    pub(super) fn finish(&mut self) -> Vec<Rendering> {
        self.interrupt_text();
        self.flush();
        self.end_display();
        self.output.finish()
    }

    fn ask(&mut self, question: Question) {
        if self.questions.len() < QUESTIONS {
            self.questions.push(question);
        }
    }

    fn real_time(&mut self, what: RealTime) {
        if !self.obeys_real_time {
            return;
        }
        match what {
            RealTime::Status(number) => self.output.event(EventKind::StatusRequest {
                number,
                queued: false,
            }),
            RealTime::Kick { pin, t } => self.output.event(EventKind::Kick { pin, t1: t, t2: 0 }),
            RealTime::Other => {}
        }
    }

    /// Forgets what was not printed, and all modes.
    pub(super) fn restart(&mut self) {
        self.line.clear();
        self.page = None;
        self.modes = Modes::new();
        self.decoder.init();
        self.symbols = Symbols::new();
        self.graphics.clear_buffer();
        self.questions.clear();
        self.display = None;
    }

    fn init(&mut self) {
        // Questions were asked before and are answered all the same.
        let questions = std::mem::take(&mut self.questions);
        self.restart();
        self.questions = questions;
        self.output.event(EventKind::Init);
    }

    fn cancel(&mut self) {
        // On the page it clears the page; a line that was not printed yet is lost on the printers that know it there.
        self.line.clear();
        if let Some(page) = &mut self.page {
            page.clear();
        }
    }

    fn flush(&mut self) {
        if !self.line.is_empty() {
            self.new_line();
        }
    }

    /// The width there is for images and codes, and where it begins.
    fn area(&self) -> (u32, u32) {
        match &self.page {
            Some(page) => (0, page.line_width()),
            None => self.modes.area(&self.metrics),
        }
    }

    /// Ends the line and feeds as the line spacing says.
    fn new_line(&mut self) {
        let spacing = self.modes.line_spacing();
        self.print_line(spacing, true);
    }

    fn feed_lines(&mut self, count: u8) {
        self.new_line();
        (1..count).for_each(|_| self.new_line());
    }

    fn feed_dots(&mut self, dots: u8) {
        let dots = self.modes.down(u16::from(dots));
        self.print_line(dots, false);
    }

    /// Prints what the line holds and feeds; `blank_counts` says whether an empty line is a line all the same.
    fn print_line(&mut self, feed: u32, blank_counts: bool) {
        let (left, width) = self.area();
        let only_images = self.line.has_only_images();
        let align = self.modes.align;
        let reach = if only_images {
            width
        } else {
            self.text_limit()
        };
        let shift = self.line.shift(align, reach);
        let strip = self
            .draws
            .then(|| self.line.draw(left + shift, left + width, &self.metrics))
            .flatten();
        let line = if only_images || (self.line.is_empty() && !blank_counts) {
            None
        } else {
            let mut line = self.line.text(align, &self.metrics);
            if !self.line.is_empty() {
                let cell = self.line.first_cell(&self.metrics);
                line.indent += columns(left + shift, cell);
            }
            Some(line)
        };
        let x = left + shift + self.line.first_x();
        self.line.clear();
        let printed = Printed {
            line,
            strip,
            left: 0,
        };
        match &mut self.page {
            Some(page) => page.place(printed, x, feed),
            None => self.output.print(printed, feed),
        }
    }

    fn feed_back(&mut self, dots: u32) {
        match &mut self.page {
            Some(page) => page.move_down_by(-i64::from(dots)),
            None => self.output.feed_back(dots),
        }
    }

    fn cut(&mut self, full: bool, feed: u8) {
        self.flush();
        self.output.cut(full, feed);
    }
}

/// Dots in whole columns.
const fn columns(dots: u32, cell: u32) -> usize {
    (dots / if cell == 0 { 1 } else { cell }) as usize
}
