//! The bundled font: what a printer's own font lacks is drawn with it.
//!
//! DejaVu Sans Mono (free; `fonts/LICENSE-DejaVu.txt`), stretched to the cell of the printer's own font, so that a line
//! drawn as a picture keeps its columns.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use ab_glyph::{Font as _, FontRef, Glyph, PxScale, ScaleFont as _, point};

use super::Bitmap;

/// The font's file.
pub(crate) static FILE: &[u8] = include_bytes!("../../../fonts/DejaVuSansMono.ttf");

static FONT: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(FILE).ok());

/// The advance of every character, and the height from the lowest to the highest, in units of the font.
pub(crate) const ADVANCE_UNITS: u32 = 1233;
pub(crate) const HEIGHT_UNITS: u32 = 2384;

/// How much of a dot the outline must cover to make it black. Below one half, so that thin strokes of small letters hold
/// together.
const INK: f32 = 0.4;

/// The most drawn characters that are kept: every letter of a shop's languages in several sizes.
const KEPT_GLYPHS: usize = 4_096;

/// The largest cell whose character is kept; a larger one is drawn anew each time.
const LARGEST_KEPT_DOTS: u32 = 64 * 64;

static DRAWN: LazyLock<Mutex<HashMap<(char, Cell), Bitmap>>> = LazyLock::new(Mutex::default);

/// The size of a character in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Dots across.
    pub width: u16,
    /// Dots down.
    pub height: u16,
}

impl Cell {
    /// Font A of most printers, the usual one.
    pub const FONT_A: Self = Self::new(12, 24);
    /// Font B of most printers, the small one.
    pub const FONT_B: Self = Self::new(9, 17);

    /// Makes a cell.
    #[must_use]
    pub const fn new(width: u16, height: u16) -> Self {
        Self { width, height }
    }
}

/// Whether the font has the character.
#[must_use]
pub fn has(character: char) -> bool {
    FONT.as_ref()
        .is_some_and(|font| font.glyph_id(character).0 != 0)
}

/// The number of the character's outline in the font's file; 0 is the empty box.
pub(crate) fn glyph_number(character: char) -> u16 {
    FONT.as_ref().map_or(0, |font| font.glyph_id(character).0)
}

/// Draws a character into a cell; one that the font lacks as an empty box.
#[must_use]
pub fn glyph(character: char, cell: Cell) -> Bitmap {
    if u32::from(cell.width) * u32::from(cell.height) > LARGEST_KEPT_DOTS {
        return draw(character, cell);
    }
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if drawn.len() >= KEPT_GLYPHS && !drawn.contains_key(&(character, cell)) {
        drawn.clear();
    }
    drawn
        .entry((character, cell))
        .or_insert_with(|| draw(character, cell))
        .clone()
}

fn draw(character: char, cell: Cell) -> Bitmap {
    let mut bitmap = Bitmap::new(cell.width.into(), cell.height.into());
    if character.is_whitespace() || character.is_control() {
        return bitmap;
    }
    let Some(font) = FONT.as_ref() else {
        return bitmap;
    };
    // A scale stretches the height of the font over the cell; across, its advance has to fill the cell instead.
    let across = (u32::from(cell.width) * HEIGHT_UNITS + ADVANCE_UNITS / 2) / ADVANCE_UNITS;
    let scale = PxScale {
        x: u16::try_from(across).map_or(f32::from(u16::MAX), f32::from),
        y: f32::from(cell.height),
    };
    let glyph = Glyph {
        id: font.glyph_id(character),
        scale,
        position: point(0.0, font.as_scaled(scale).ascent()),
    };
    if let Some(outline) = font.outline_glyph(glyph) {
        let corner = outline.px_bounds().min;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the corner of the pixel bounds is a whole number within the cell's size"
        )]
        let (left, top) = (corner.x as i64, corner.y as i64);
        outline.draw(|x, y, coverage| {
            if coverage >= INK
                && let (Ok(x), Ok(y)) = (
                    u32::try_from(left + i64::from(x)),
                    u32::try_from(top + i64::from(y)),
                )
            {
                bitmap.set(x, y, true);
            }
        });
    }
    bitmap
}

/// Draws a line of text, each character in a cell of its own.
#[must_use]
pub fn line(text: &str, cell: Cell) -> Bitmap {
    let columns = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let mut line = Bitmap::new(
        columns.saturating_mul(cell.width.into()),
        cell.height.into(),
    );
    for (column, character) in (0_i64..).zip(text.chars()) {
        line.blit(&glyph(character, cell), column * i64::from(cell.width), 0);
    }
    line
}

#[cfg(test)]
mod tests;
