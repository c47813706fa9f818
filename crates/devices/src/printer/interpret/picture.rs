//! Characters and rows of dots drawn as a printer draws them.

use std::collections::HashMap;

use super::Style;
use crate::printer::raster::Bitmap;
use crate::printer::raster::font::{self, Cell};

/// No more drawn characters than this are remembered; a receipt uses some hundred.
const REMEMBERED: usize = 1_024;

/// Drawn characters, for drawing one anew takes long.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    drawn: HashMap<(char, Style, u32), Bitmap>,
}

impl Glyphs {
    /// Draws a character of a look into a cell that is `width` dots wide before it is scaled, with its left upper
    /// corner at a place. `advance` is how wide the printer makes it: underline and black ground reach so far.
    pub(super) fn draw(
        &mut self,
        character: char,
        style: Style,
        width: u32,
        advance: u32,
        onto: &mut Bitmap,
        at: (u32, u32),
    ) {
        if self.drawn.len() > REMEMBERED {
            self.drawn.clear();
        }
        let glyph = self
            .drawn
            .entry((character, style, width))
            .or_insert_with(|| drawn(character, style, width));
        let (x, y) = at;
        if style.invert {
            onto.fill(x, y, advance, glyph.height(), true);
            glyph.each_black(|across, down| onto.set(x + across, y + down, false));
        } else {
            onto.blit(glyph, i64::from(x), i64::from(y));
            if style.underline && !style.rotated {
                let thick = 2.min(glyph.height());
                onto.fill(x, y + glyph.height() - thick, advance, thick, true);
            }
        }
    }
}

fn drawn(character: char, style: Style, width: u32) -> Bitmap {
    let height = if style.small {
        Cell::FONT_B
    } else {
        Cell::FONT_A
    }
    .height;
    let mut glyph = if character == '〓' {
        stripes(width, u32::from(height))
    } else {
        font::glyph(
            character,
            Cell::new(u16::try_from(width).unwrap_or(u16::MAX), height),
        )
    };
    if style.bold {
        glyph = glyph.bold(1);
    }
    if style.rotated {
        glyph = glyph.turned(1);
    }
    if style.width > 1 || style.height > 1 {
        glyph = glyph.scaled(u32::from(style.width), u32::from(style.height));
    }
    glyph
}

/// What stands for a hanzi: two thick bars, which no letter looks like.
fn stripes(width: u32, height: u32) -> Bitmap {
    let mut bars = Bitmap::new(width, height);
    for top in [height / 4, height * 5 / 8] {
        bars.fill(2, top, width.saturating_sub(4), height / 8, true);
    }
    bars
}

/// Rows of whole bytes as a picture; rows that did not come are left out.
pub(super) fn from_rows(bytes_across: u32, rows: u32, data: &[u8]) -> Option<Bitmap> {
    let row = usize::try_from(bytes_across).ok().filter(|row| *row > 0)?;
    let whole = (data.len() / row).min(usize::try_from(rows).ok()?);
    let height = u32::try_from(whole).ok()?;
    Bitmap::from_bytes(bytes_across * 8, height, data.get(..whole * row)?)
}

/// Columns of whole bytes, the highest bit at the top, as a picture no wider than `most` dots.
pub(super) fn from_columns(
    columns: u32,
    bytes_down: u32,
    data: &[u8],
    most: u32,
) -> Option<Bitmap> {
    let column = usize::try_from(bytes_down)
        .ok()
        .filter(|bytes| *bytes > 0)?;
    let mut bitmap = Bitmap::new(columns.min(most), bytes_down * 8);
    for (x, bytes) in (0..bitmap.width()).zip(data.chunks(column)) {
        for (top, byte) in (0..).step_by(8).zip(bytes) {
            for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
                bitmap.set(x, top + bit, true);
            }
        }
    }
    Some(bitmap)
}
