//! The modes that a printer is in, and the measures of its paper.

use super::super::command::Mode;
use super::super::{Align, Style};
use crate::printer::profile::{Images, PrinterProfile};

/// The usual line spacing: a sixth of an inch at 180 dots to the inch, as Epson's printers have it.
const LINE_SPACING: u32 = 30;

/// Dots to the inch, by which motion units are converted when a job chooses other ones.
const DOTS_PER_INCH: u32 = 203;

/// The measures of a printer's paper and fonts, in dots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Metrics {
    /// The width of the paper.
    pub(super) width: u32,
    /// The columns of font A and B.
    columns: [u32; 2],
    /// The widths of a character of font A and B.
    cells: [u32; 2],
    /// How many rows of the picture a dot of an eight-dot column fills.
    pub(super) coarse_rows: u32,
}

/// Characters narrower than this cannot be drawn; the paper counts as wider instead.
const NARROWEST_CELL: u32 = 6;

impl Metrics {
    pub(super) fn of(profile: &PrinterProfile) -> Self {
        let columns =
            [profile.columns.font_a, profile.columns.font_b].map(|count| u32::from(count.max(1)));
        let narrowest = columns.map(|count| count * NARROWEST_CELL);
        let width = u32::from(profile.width_dots)
            .max(narrowest[0])
            .max(narrowest[1]);
        Self {
            width,
            columns,
            cells: columns.map(|count| width / count),
            coarse_rows: match profile.images {
                // A needle is as far from the next as two of the units that the paper is fed by.
                Images::Column8 => 2,
                // 24 dots in the height of eight.
                Images::None | Images::Raster | Images::Column24 => 3,
            },
        }
    }

    /// The width of a character of the usual size.
    pub(super) const fn cell(&self, small: bool) -> u32 {
        let [a, b] = self.cells;
        if small { b } else { a }
    }

    /// The width that the characters of a font fill.
    const fn line(&self, small: bool) -> u32 {
        let [a, b] = self.columns;
        self.cell(small) * if small { b } else { a }
    }

    /// The height of a character of the usual size.
    pub(super) const fn height(small: bool) -> u32 {
        if small { 17 } else { 24 }
    }
}

/// The modes.
#[derive(Debug)]
pub(super) struct Modes {
    pub(super) align: Align,
    emphasis: bool,
    double_strike: bool,
    /// The rest of how the next character looks.
    style: Style,
    spacing: u8,
    line_spacing: Option<u8>,
    /// Motion units to the inch; nought means dots.
    units: [u8; 2],
    left_margin: u32,
    area_width: Option<u32>,
    tab_stops: Option<Vec<u32>>,
}

impl Modes {
    pub(super) const fn new() -> Self {
        Self {
            align: Align::Left,
            emphasis: false,
            double_strike: false,
            style: Style::PLAIN,
            spacing: 0,
            line_spacing: None,
            units: [0, 0],
            left_margin: 0,
            area_width: None,
            tab_stops: None,
        }
    }

    /// Changes a mode. Those of the whole line change only where a line begins.
    pub(super) fn change(&mut self, mode: &Mode, at_line_start: bool, metrics: &Metrics) {
        match mode {
            Mode::Font(font) => self.style.small = !matches!(font, 0 | b'0'),
            Mode::Align(place) if at_line_start => self.align = align(*place).unwrap_or(self.align),
            Mode::Emphasis(on) => self.emphasis = *on,
            Mode::DoubleStrike(on) => self.double_strike = *on,
            Mode::Underline(dots) => self.style.underline = !matches!(dots, 0 | b'0'),
            Mode::Size(size) => {
                (self.style.width, self.style.height) = ((size >> 4 & 7) + 1, (size & 7) + 1);
            }
            Mode::Several(mode) => self.print_mode(*mode),
            Mode::Invert(on) => self.style.invert = *on,
            Mode::UpsideDown(on) if at_line_start => self.style.upside_down = *on,
            Mode::Rotated(on) => self.style.rotated = *on,
            Mode::CharacterSpacing(units) => self.spacing = *units,
            Mode::LineSpacing(units) => self.line_spacing = *units,
            Mode::MotionUnits { across, down } => self.units = [*across, *down],
            Mode::LeftMargin(units) if at_line_start => self.left_margin = self.across(*units),
            Mode::AreaWidth(units) if at_line_start => {
                self.area_width = Some(self.across(*units));
            }
            Mode::TabStops(stops) => {
                let step = self.advance(metrics, 1);
                let stops = stops.iter().map(|stop| u32::from(*stop) * step);
                self.tab_stops = Some(stops.collect());
            }
            Mode::Align(_) | Mode::UpsideDown(_) | Mode::LeftMargin(_) | Mode::AreaWidth(_) => {}
        }
    }

    fn print_mode(&mut self, mode: u8) {
        self.style.small = mode & 0x01 != 0;
        self.emphasis = mode & 0x08 != 0;
        self.style.height = if mode & 0x10 != 0 { 2 } else { 1 };
        self.style.width = if mode & 0x20 != 0 { 2 } else { 1 };
        self.style.underline = mode & 0x80 != 0;
    }

    /// How the next character looks.
    pub(super) const fn style(&self) -> Style {
        Style {
            bold: self.emphasis || self.double_strike,
            ..self.style
        }
    }

    /// How far the next character of so many cells moves the line on.
    pub(super) fn advance(&self, metrics: &Metrics, cells: u32) -> u32 {
        let cell = if self.style.rotated {
            // A turned character is as wide as it was high.
            Metrics::height(self.style.small)
        } else {
            metrics.cell(self.style.small) * cells
        };
        (cell + self.across(u16::from(self.spacing))) * u32::from(self.style.width)
    }

    /// Where the printable area begins and how wide it is. It never gets narrower than a character.
    pub(super) fn area(&self, metrics: &Metrics) -> (u32, u32) {
        let least = metrics.cell(false);
        let left = self.left_margin.min(metrics.width.saturating_sub(least));
        let free = metrics.width - left;
        let width = self.area_width.unwrap_or(free).min(free).max(least);
        (left, width)
    }

    /// Where a line of text ends, from where the area begins.
    pub(super) fn text_limit(&self, metrics: &Metrics) -> u32 {
        self.area(metrics).1.min(metrics.line(self.style.small))
    }

    /// The next tab stop beyond a place.
    pub(super) fn next_tab(&self, x: u32, metrics: &Metrics) -> Option<u32> {
        match &self.tab_stops {
            Some(stops) => stops.iter().copied().find(|stop| *stop > x),
            None => {
                let step = 8 * metrics.cell(false);
                Some((x / step + 1) * step)
            }
        }
    }

    pub(super) fn line_spacing(&self) -> u32 {
        self.line_spacing
            .map_or(LINE_SPACING, |units| self.down(u16::from(units)))
    }

    pub(super) fn across(&self, units: u16) -> u32 {
        let [per_inch, _] = self.units;
        dots(units, per_inch)
    }

    pub(super) fn across_by(&self, units: i16) -> i64 {
        let distance = i64::from(self.across(units.unsigned_abs()));
        if units < 0 { -distance } else { distance }
    }

    pub(super) fn down(&self, units: u16) -> u32 {
        let [_, per_inch] = self.units;
        dots(units, per_inch)
    }
}

fn dots(units: u16, per_inch: u8) -> u32 {
    match per_inch {
        0 => u32::from(units),
        per_inch => u32::from(units) * DOTS_PER_INCH / u32::from(per_inch),
    }
}

const fn align(place: u8) -> Option<Align> {
    match place {
        0 | b'0' => Some(Align::Left),
        1 | b'1' => Some(Align::Center),
        2 | b'2' => Some(Align::Right),
        _ => None,
    }
}
