//! The line that is being put together.

use super::super::picture::Glyphs;
use super::super::{Align, Line, Span, Style};
use super::columns;
use super::modes::Metrics;
use crate::printer::raster::Bitmap;

/// A line holds no more characters and pictures than this, however often the job goes back in it.
const LONGEST: usize = 1_024;

/// The characters and pictures of a line that is not printed yet. Places are dots from the left edge of its area.
#[derive(Debug, Default)]
pub(super) struct LineBuffer {
    cells: Vec<Cell>,
    images: Vec<(u32, Bitmap)>,
    /// Whether pictures are in it, kept or not.
    has_images: bool,
    x: u32,
    /// How far the line reaches.
    end: u32,
    /// Whether the job went back, so that the order of the characters is not that of their places.
    went_back: bool,
    glyphs: Glyphs,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    x: u32,
    width: u32,
    character: char,
    style: Style,
}

impl Cell {
    const fn end(&self) -> u32 {
        self.x + self.width
    }
}

impl LineBuffer {
    pub(super) const fn is_empty(&self) -> bool {
        self.cells.is_empty() && !self.has_images
    }

    /// Whether there is something to see, but nothing to read.
    pub(super) const fn has_only_images(&self) -> bool {
        self.cells.is_empty() && self.has_images
    }

    pub(super) const fn x(&self) -> u32 {
        self.x
    }

    /// Where the first character or picture stands.
    pub(super) fn first_x(&self) -> u32 {
        let cells = self.cells.iter().map(|cell| cell.x);
        let images = self.images.iter().map(|(x, _)| *x);
        cells.chain(images).min().unwrap_or(0)
    }

    pub(super) fn push(&mut self, character: char, style: Style, width: u32) {
        if self.cells.len() < LONGEST {
            self.cells.push(Cell {
                x: self.x,
                width,
                character,
                style,
            });
        }
        self.advance(width);
    }

    /// Puts a picture of so many dots across, which the line keeps if there is one.
    pub(super) fn push_image(&mut self, width: u32, image: Option<Bitmap>) {
        self.has_images = true;
        if let Some(image) = image.filter(|_| self.images.len() < LONGEST) {
            self.images.push((self.x, image));
        }
        self.advance(width);
    }

    fn advance(&mut self, width: u32) {
        self.x = self.x.saturating_add(width).min(FARTHEST);
        self.end = self.end.max(self.x);
    }

    pub(super) fn move_to(&mut self, x: u32) {
        self.went_back |= x < self.x;
        self.x = x.min(FARTHEST);
    }

    pub(super) fn move_by(&mut self, dots: i64) {
        let x = i64::from(self.x).saturating_add(dots).max(0);
        self.move_to(u32::try_from(x).unwrap_or(FARTHEST));
    }

    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.images.clear();
        self.has_images = false;
        self.x = 0;
        self.end = 0;
        self.went_back = false;
    }

    /// How far alignment moves the line to the right.
    pub(super) const fn shift(&self, align: Align, width: u32) -> u32 {
        shift(align, self.end, width)
    }

    /// The width of a column where the line begins.
    pub(super) fn first_cell(&self, metrics: &Metrics) -> u32 {
        metrics.cell(self.cells.first().is_some_and(|cell| cell.style.small))
    }

    /// What can be read. The indent is that of the characters within the area; gaps are filled with spaces.
    pub(super) fn text(&mut self, align: Align, metrics: &Metrics) -> Line {
        if self.went_back {
            self.put_in_order();
        }
        let mut line = Line {
            align,
            text: String::with_capacity(self.cells.len() * 2),
            ..Line::default()
        };
        let mut expected = None;
        let mut count = 0;
        for cell in &self.cells {
            match expected {
                None => line.indent = columns(cell.x, metrics.cell(cell.style.small)),
                Some(expected) if cell.x > expected => {
                    let column = metrics.cell(cell.style.small) * u32::from(cell.style.width);
                    for _ in 0..columns(cell.x - expected + column / 2, column) {
                        push(&mut line, &mut count, ' ', cell.style);
                    }
                }
                Some(_) => {}
            }
            push(&mut line, &mut count, cell.character, cell.style);
            expected = Some(cell.end());
        }
        line
    }

    /// Sorts the characters by their places. Where one stands on another, the later one counts, unless it is a space.
    fn put_in_order(&mut self) {
        self.cells.sort_by_key(|cell| cell.x);
        let mut ordered: Vec<Cell> = Vec::with_capacity(self.cells.len());
        for cell in self.cells.drain(..) {
            match ordered.last_mut() {
                Some(before) if cell.x < before.x + before.width.div_ceil(2) => {
                    if cell.character != ' ' {
                        *before = cell;
                    }
                }
                _ => ordered.push(cell),
            }
        }
        self.cells = ordered;
    }

    /// Draws the line into a strip of so many dots across, moved to the right by `left`; nothing for an empty line.
    pub(super) fn draw(&mut self, left: u32, width: u32, metrics: &Metrics) -> Option<Bitmap> {
        let cells = self.cells.iter().map(|cell| height(cell.style, metrics));
        let images = self.images.iter().map(|(_, image)| image.height());
        let tall = cells.chain(images).max()?;
        let mut strip = Bitmap::new(width, tall);
        for (x, image) in &self.images {
            let top = tall - image.height();
            strip.blit(image, i64::from(left + x), i64::from(top));
        }
        for cell in &self.cells {
            let top = tall - height(cell.style, metrics);
            let base = glyph_width(cell, metrics);
            let at = (left + cell.x, top);
            self.glyphs
                .draw(cell.character, cell.style, base, cell.width, &mut strip, at);
        }
        let upside_down = self
            .cells
            .first()
            .is_some_and(|cell| cell.style.upside_down);
        Some(if upside_down { strip.turned(2) } else { strip })
    }
}

/// How far alignment moves something of a width to the right.
pub(super) const fn shift(align: Align, width: u32, area: u32) -> u32 {
    let free = area.saturating_sub(width);
    match align {
        Align::Left => 0,
        Align::Center => free / 2,
        Align::Right => free,
    }
}

/// No place of a line is farther to the right; the widest command says as much.
const FARTHEST: u32 = 1 << 17;

fn push(line: &mut Line, count: &mut usize, character: char, style: Style) {
    line.text.push(character);
    let start = *count;
    *count += 1;
    match line.spans.last_mut() {
        Some(span) if span.style == style => span.end = *count,
        _ => line.spans.push(Span {
            start,
            end: *count,
            style,
        }),
    }
}

fn height(style: Style, metrics: &Metrics) -> u32 {
    let height = if style.rotated {
        metrics.cell(style.small)
    } else {
        Metrics::height(style.small)
    };
    height * u32::from(style.height)
}

/// The width a character is drawn in before it is scaled; a two-byte character has two cells.
fn glyph_width(cell: &Cell, metrics: &Metrics) -> u32 {
    let single = metrics.cell(cell.style.small);
    let scaled = cell.width / u32::from(cell.style.width.max(1));
    if !cell.style.rotated && cell.character == '〓' && scaled >= 2 * single {
        2 * single
    } else {
        single
    }
}
