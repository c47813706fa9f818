//! Places everything on a label: the name at the top, small print at the bottom, code and price between them.

mod foot;
mod name;

use super::code::Modules;
use super::price;
use super::text::{cells, clean};
use super::{LabelContent, LabelDocument, LabelError, LabelItem, Media};
use crate::printer::raster::font::{ADVANCE_UNITS, Cell, HEIGHT_UNITS};

/// The white edge: labels are never fed to the dot. In tenths of a millimetre, on a small label less.
const MARGIN_TENTHS: u16 = 10;
const SMALL_MARGIN_TENTHS: u16 = 8;
/// Up to this height a label is small.
const SMALL_HEIGHT_TENTHS: u16 = 250;

/// Heights of print in tenths of a millimetre: the smallest that is legible on goods, and the usual small print.
const SMALLEST_PRINT_TENTHS: u16 = 16;
const SMALL_PRINT_TENTHS: u16 = 24;

/// A price below this height, in tenths of a millimetre, is not seen from a step away.
const SMALLEST_PRICE_TENTHS: u16 = 28;

/// Modules of codes in hundredths of a millimetre: a hand scanner reads 0.25 mm; wider than 0.5 mm is waste.
const NARROWEST_MODULE_HUNDREDTHS: u32 = 25;
const WIDEST_MODULE_HUNDREDTHS: u32 = 50;

/// Dots of a module of bars: the command for bars that most printers have, `^BY`, takes no more.
const MOST_BAR_MODULE_DOTS: u32 = 10;

/// The height of bars: a quarter of the label, but enough to hit with a scanner.
const LOWEST_BARS_TENTHS: u16 = 45;
const HIGHEST_BARS_TENTHS: u16 = 120;

/// Hundredths of a millimetre in an inch.
const HUNDREDTHS_PER_INCH: u32 = 2540;

/// A piece of the label.
#[derive(Debug, Clone, Copy)]
struct Area {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// The character cell of a height, in the proportions of the font.
pub(super) fn cell_of_height(height: u32) -> Cell {
    let height = height.clamp(2, 4_000);
    let width = (height * ADVANCE_UNITS + HEIGHT_UNITS / 2) / HEIGHT_UNITS;
    let short = |dots: u32| u16::try_from(dots).unwrap_or(u16::MAX);
    Cell::new(short(width.max(1)), short(height))
}

/// The height of the cell of a width.
pub(super) const fn height_of_width(width: u32) -> u32 {
    width.saturating_mul(HEIGHT_UNITS) / ADVANCE_UNITS
}

/// Lays a label out.
///
/// The name is set as large as its place allows, over up to three lines, and cut only when it is too long for the smallest
/// print; what there is no room for is named in [`LabelDocument::left_out`].
///
/// # Errors
/// Says what does not fit, or what is wrong with the code or a price.
pub fn lay_out(content: &LabelContent, media: Media) -> Result<LabelDocument, LabelError> {
    let name = clean(&content.name);
    if name.is_empty() {
        return Err(LabelError::NoName);
    }
    let mut layout = Layout::new(media);
    let mut area = layout.inside();
    layout.foot(content, &mut area);
    layout.name(&name, &mut area);
    if let Some(code) = &content.code {
        match code.modules()? {
            Modules::Linear(code) => layout.linear(code, &mut area)?,
            Modules::Square {
                picture,
                quiet,
                data,
            } => layout.square(picture, quiet, data, &mut area)?,
        }
    }
    layout.prices(content, area)?;
    Ok(layout.document)
}

struct Layout {
    media: Media,
    document: LabelDocument,
}

impl Layout {
    const fn new(media: Media) -> Self {
        Self {
            media,
            document: LabelDocument {
                media,
                items: Vec::new(),
                left_out: Vec::new(),
            },
        }
    }

    fn is_small(&self) -> bool {
        self.media.size.height_tenths_mm() <= SMALL_HEIGHT_TENTHS
    }

    fn inside(&self) -> Area {
        let margin = self.media.dots(if self.is_small() {
            SMALL_MARGIN_TENTHS
        } else {
            MARGIN_TENTHS
        });
        Area {
            x: margin,
            y: margin,
            width: self.media.width().saturating_sub(2 * margin),
            height: self.media.height().saturating_sub(2 * margin),
        }
    }

    fn small_print(&self) -> Cell {
        let tenths = self.media.size.height_tenths_mm() / 16;
        cell_of_height(
            self.media
                .dots(tenths.clamp(SMALLEST_PRINT_TENTHS, SMALL_PRINT_TENTHS)),
        )
    }

    /// Half a millimetre between things.
    fn gap(&self) -> u32 {
        self.media.dots(5)
    }

    fn text(&mut self, text: String, x: u32, y: u32, cell: Cell, bold: bool) {
        if !text.is_empty() {
            self.document.items.push(LabelItem::Text {
                text,
                x,
                y,
                cell,
                bold,
            });
        }
    }

    /// The dots of a module that fits, the widest first.
    fn module(&self, modules: u32, room: u32) -> Result<u32, LabelError> {
        let dots = |hundredths: u32| {
            let product = hundredths * u32::from(self.media.dots_per_inch());
            ((product + HUNDREDTHS_PER_INCH / 2) / HUNDREDTHS_PER_INCH).max(1)
        };
        let narrowest = dots(NARROWEST_MODULE_HUNDREDTHS);
        let fitting = (room / modules.max(1)).min(dots(WIDEST_MODULE_HUNDREDTHS));
        if fitting < narrowest {
            return Err(LabelError::CodeTooWide {
                modules,
                size: self.media.size.to_string(),
            });
        }
        Ok(fitting)
    }

    /// Bars at the bottom of the area, in the middle of the label; the edge of the label serves as white modules.
    fn linear(
        &mut self,
        code: crate::printer::barcode::LinearBarcode,
        area: &mut Area,
    ) -> Result<(), LabelError> {
        let modules = code.width() + 2 * code.quiet_zone();
        let module = self.module(modules, self.media.width())?;
        let module = module.min(MOST_BAR_MODULE_DOTS);
        let quarter = self.media.size.height_tenths_mm() / 4;
        let height = self
            .media
            .dots(quarter.clamp(LOWEST_BARS_TENTHS, HIGHEST_BARS_TENTHS));
        let cell = self.small_print();
        let below = u32::from(cell.height);
        let y = (area.y + area.height).saturating_sub(height + below);
        let bars = code.width() * module;
        let x = self.media.width().saturating_sub(bars) / 2;
        let text = clean(code.text());
        let across = cells(&text) * u32::from(cell.width);
        let text_x = self.media.width().saturating_sub(across) / 2;
        if across <= self.media.width() {
            self.text(text, text_x, y + height, cell, false);
        }
        self.document.items.push(LabelItem::Bars {
            code,
            x,
            y,
            module,
            height,
        });
        area.height = area.height.saturating_sub(height + below + self.gap());
        Ok(())
    }

    /// A square at the right of the area.
    fn square(
        &mut self,
        picture: crate::printer::raster::Bitmap,
        quiet: u32,
        data: String,
        area: &mut Area,
    ) -> Result<(), LabelError> {
        let modules = picture.width().max(picture.height()) + 2 * quiet;
        let room = area.height.min(area.width / 2);
        let module = self.module(modules, room)?;
        let side = modules * module;
        let x = (area.x + area.width).saturating_sub(side) + quiet * module;
        let y = area.y + area.height.saturating_sub(side) / 2 + quiet * module;
        self.document.items.push(LabelItem::Square {
            picture,
            data,
            x,
            y,
            module,
        });
        area.width = area.width.saturating_sub(side + self.gap());
        Ok(())
    }

    /// The price in what is left, the old one above and the one per kilogram below it.
    fn prices(&mut self, content: &LabelContent, mut area: Area) -> Result<(), LabelError> {
        let smallest = self.media.dots(SMALLEST_PRICE_TENTHS);
        let cell = self.small_print();
        let line = u32::from(cell.height);
        let fits = |text: &str, area: &Area| {
            cells(text) * u32::from(cell.width) <= area.width
                && area.height >= smallest.saturating_add(line)
        };
        let mut below = None;
        if let Some(unit) = content.unit_price {
            let text = format!(
                "{} {}",
                price::small(unit.price, content)?,
                unit.per.words(content.locale)
            );
            if fits(&text, &area) {
                area.height -= line;
                below = Some((text, area.y + area.height));
            } else {
                self.document.left_out.push("unit_price");
            }
        }
        if let Some(old) = content.old_price {
            let text = price::small(old, content)?;
            let width = cells(&text) * u32::from(cell.width);
            // Beside the price per kilogram it takes no height from the large price.
            let beside = below.as_ref().filter(|(unit, _): &&(String, u32)| {
                (cells(unit) + 2) * u32::from(cell.width) + width <= area.width
            });
            if let Some((_, y)) = beside {
                let place = (area.x + area.width - width, *y);
                self.struck(text, place, width, cell);
            } else if fits(&text, &area) {
                self.struck(text, (area.x, area.y), width, cell);
                area.y += line;
                area.height -= line;
            } else {
                self.document.left_out.push("old_price");
            }
        }
        let large = price::large(content)?;
        let large_cell = large.cell(area.width, area.height);
        if u32::from(large_cell.height) < smallest {
            return Err(LabelError::PriceTooSmall {
                size: self.media.size.to_string(),
            });
        }
        let free = area.height.saturating_sub(u32::from(large_cell.height));
        self.document
            .items
            .extend(large.place(area.x, area.y + free / 2, large_cell));
        if let Some((text, y)) = below {
            self.text(text, area.x, y, cell, false);
        }
        Ok(())
    }

    /// Text with a bar through it.
    fn struck(&mut self, text: String, (x, y): (u32, u32), width: u32, cell: Cell) {
        self.text(text, x, y, cell, false);
        self.document.items.push(LabelItem::Bar {
            x,
            y: y + u32::from(cell.height) / 2,
            width,
            height: self.media.dots(3).max(1),
        });
    }
}
