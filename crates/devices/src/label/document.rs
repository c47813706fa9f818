//! A label with everything in its place.

use super::Media;
use crate::printer::barcode::LinearBarcode;
use crate::printer::raster::Bitmap;
use crate::printer::raster::font::{self, Cell};

/// Something on a label; all places and sizes are in dots, from the upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelItem {
    /// A line of text, each character in a cell of its own.
    Text {
        /// The text.
        text: String,
        /// Dots from the left.
        x: u32,
        /// Dots from the top.
        y: u32,
        /// The size of a character.
        cell: Cell,
        /// Whether it is bold.
        bold: bool,
    },
    /// A black rectangle: what strikes a price through.
    Bar {
        /// Dots from the left.
        x: u32,
        /// Dots from the top.
        y: u32,
        /// Dots across.
        width: u32,
        /// Dots down.
        height: u32,
    },
    /// A linear code without its text, which is a text of its own.
    Bars {
        /// The code.
        code: LinearBarcode,
        /// Dots from the left.
        x: u32,
        /// Dots from the top.
        y: u32,
        /// Dots of a module.
        module: u32,
        /// Dots down.
        height: u32,
    },
    /// A square code.
    Square {
        /// One dot a module, without the white ones around.
        picture: Bitmap,
        /// What it holds.
        data: String,
        /// Dots from the left.
        x: u32,
        /// Dots from the top.
        y: u32,
        /// Dots of a module.
        module: u32,
    },
}

impl LabelItem {
    /// Draws the item alone; gives its place and its picture.
    #[must_use]
    pub fn draw(&self) -> (u32, u32, Bitmap) {
        match self {
            Self::Text {
                text,
                x,
                y,
                cell,
                bold,
            } => {
                let line = font::line(text, *cell);
                let by = u32::from(cell.width / 12).max(1);
                (*x, *y, if *bold { line.bold(by) } else { line })
            }
            Self::Bar {
                x,
                y,
                width,
                height,
            } => {
                let mut bar = Bitmap::new(*width, *height);
                bar.fill(0, 0, *width, *height, true);
                (*x, *y, bar)
            }
            Self::Bars {
                code,
                x,
                y,
                module,
                height,
            } => (*x, *y, code.to_bitmap(*module, *height)),
            Self::Square {
                picture,
                x,
                y,
                module,
                data: _,
            } => (*x, *y, picture.scaled(*module, *module)),
        }
    }
}

/// A label with everything in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelDocument {
    /// What it is printed on.
    pub media: Media,
    /// What stands on it.
    pub items: Vec<LabelItem>,
    /// What there was no room for, as the fields of [`super::LabelContent`] are called; `name` when it was cut.
    pub left_out: Vec<&'static str>,
}

impl LabelDocument {
    /// Draws the label in its own dots.
    #[must_use]
    pub fn draw(&self) -> Bitmap {
        let mut label = Bitmap::new(self.media.width(), self.media.height());
        for item in &self.items {
            let (x, y, picture) = item.draw();
            label.blit(&picture, i64::from(x), i64::from(y));
        }
        label
    }

    /// The texts on it, from top to bottom as they were placed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match item {
            LabelItem::Text { text, .. } => Some(text.as_str()),
            LabelItem::Bar { .. } | LabelItem::Bars { .. } | LabelItem::Square { .. } => None,
        })
    }
}
