//! A label's things as operators of a page.

use pdf_writer::Content;
use pdf_writer::types::TextRenderingMode;

use super::typeface::{ASCENT_UNITS, Typeface, UNITS_PER_EM};
use super::{FONT, Placed};
use crate::label::LabelItem;
use crate::printer::raster::Bitmap;
use crate::printer::raster::font::{ADVANCE_UNITS, Cell, HEIGHT_UNITS};

/// Decimals of a ratio: more than a printer can show on a sheet.
const DECIMALS: u64 = 10_000_000;

/// A ratio as PDF takes it. It goes through its decimals, so that it is the same on every machine.
pub(super) fn ratio(numerator: u32, denominator: u32) -> f32 {
    let (numerator, denominator) = (u64::from(numerator), u64::from(denominator.max(1)));
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    format!("{whole}.{:07}", rest * DECIMALS / denominator)
        .parse()
        .unwrap_or(1.0)
}

/// Tenths of a millimetre in points.
pub(super) fn points(tenths_mm: u16) -> f32 {
    ratio(u32::from(tenths_mm) * 72, 254)
}

fn number(dots: u32) -> f32 {
    f32::from(u16::try_from(dots).unwrap_or(u16::MAX))
}

/// Draws a label. The page counts in tenths of a millimetre from below, the label in its dots.
pub(super) fn draw(
    placed: &Placed<'_>,
    page_height: u16,
    typeface: &Typeface,
    content: &mut Content,
) {
    let media = placed.label.media;
    let dot = ratio(254, u32::from(media.dots_per_inch()));
    let bottom = page_height
        .saturating_sub(placed.y)
        .saturating_sub(media.size.height_tenths_mm());
    content.save_state();
    content.transform([dot, 0.0, 0.0, dot, f32::from(placed.x), f32::from(bottom)]);
    let from_below = |y: u32| media.height().saturating_sub(y);
    for item in &placed.label.items {
        match item {
            LabelItem::Text {
                text,
                x,
                y,
                cell,
                bold,
            } => write(text, *x, from_below(*y), *cell, *bold, typeface, content),
            LabelItem::Bar {
                x,
                y,
                width,
                height,
            } => {
                rectangle(
                    *x,
                    from_below(y.saturating_add(*height)),
                    *width,
                    *height,
                    content,
                );
                content.fill_nonzero();
            }
            LabelItem::Bars {
                code,
                x,
                y,
                module,
                height,
            } => {
                let mut left = *x;
                for (at, width) in code.widths().iter().enumerate() {
                    let dots = u32::from(*width) * module;
                    if at.is_multiple_of(2) {
                        rectangle(
                            left,
                            from_below(y.saturating_add(*height)),
                            dots,
                            *height,
                            content,
                        );
                    }
                    left = left.saturating_add(dots);
                }
                content.fill_nonzero();
            }
            LabelItem::Square {
                picture,
                x,
                y,
                module,
                data: _,
            } => {
                for (left, row, length) in runs(picture) {
                    let top = y.saturating_add((row + 1) * module);
                    let x = x.saturating_add(left * module);
                    rectangle(x, from_below(top), length * module, *module, content);
                }
                content.fill_nonzero();
            }
        }
    }
    content.restore_state();
}

fn rectangle(x: u32, y: u32, width: u32, height: u32, content: &mut Content) {
    content.rect(number(x), number(y), number(width), number(height));
}

/// Dark modules side by side: the first one's place, and how many.
fn runs(picture: &Bitmap) -> Vec<(u32, u32, u32)> {
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    picture.each_black(|x, y| match runs.last_mut() {
        Some((left, row, length)) if *row == y && *left + *length == x => *length += 1,
        _ => runs.push((x, y, 1)),
    });
    runs
}

/// Writes text whose upper edge is at `top`.
fn write(
    text: &str,
    x: u32,
    top: u32,
    cell: Cell,
    bold: bool,
    typeface: &Typeface,
    content: &mut Content,
) {
    let (width, height) = (u32::from(cell.width), u32::from(cell.height));
    let baseline = top.saturating_sub(height * ASCENT_UNITS / HEIGHT_UNITS);
    content.begin_text();
    content.set_font(FONT, 1.0);
    if bold {
        content.set_line_width(ratio(width, 16));
        content.set_text_rendering_mode(TextRenderingMode::FillStroke);
    } else {
        content.set_text_rendering_mode(TextRenderingMode::Fill);
    }
    content.set_text_matrix([
        ratio(width * UNITS_PER_EM, ADVANCE_UNITS),
        0.0,
        0.0,
        ratio(height * UNITS_PER_EM, HEIGHT_UNITS),
        number(x),
        number(baseline),
    ]);
    content.show(pdf_writer::Str(&typeface.encode(text)));
    content.end_text();
}
