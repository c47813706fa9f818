//! Pictures: in stripes, by the command that the printer has.

use super::{JobWriter, Look};
use crate::printer::interpret::Align;
use crate::printer::profile::Images;
use crate::printer::raster::{Bitmap, font};

/// The most rows of one `GS v 0`: many printers hold little more in memory.
pub const STRIPE_ROWS: u32 = 256;

/// Empty rows below a drawn line, which make it as high as a printed one: thirty dots.
const LINE_GAP: u32 = 6;

impl JobWriter<'_> {
    /// Prints a picture; what is wider than the head is cut off at the right. Without a command for pictures nothing is
    /// printed.
    pub fn image(&mut self, picture: &Bitmap, align: Align) {
        let width = u32::from(self.profile.width_dots);
        let cropped;
        let picture = if picture.width() > width {
            cropped = picture.cropped(width);
            &cropped
        } else {
            picture
        };
        if picture.width() == 0 || picture.height() == 0 {
            return;
        }
        match self.profile.images {
            Images::None => return,
            Images::Raster => {
                self.set_align(align);
                self.raster(picture);
            }
            // The line spacing must not part the bands; it is in the printer's own small units, and a band is never fed
            // less than its height.
            Images::Column24 => {
                self.set_align(align);
                self.columns(picture, 24, 33, 0x18);
            }
            Images::Column8 => {
                self.set_align(align);
                self.columns(picture, 8, 1, 0x10);
            }
        }
        // Some printers are on their own code table after a picture.
        self.encoder.forget();
    }

    pub(super) fn drawn_line(&mut self, text: &str, look: Look, double_width: bool) {
        let cell = self.profile.cell();
        let columns = usize::from(self.profile.columns.font_a.max(1));
        let characters: Vec<char> = text.chars().collect();
        for piece in characters.chunks(columns) {
            let drawn = font::line(&piece.iter().collect::<String>(), cell);
            let mut drawn = match look {
                Look::Normal => drawn,
                Look::Bold => drawn.bold(1),
                Look::Large if double_width => drawn.scaled(2, 2),
                Look::Large => drawn.scaled(1, 2),
            };
            if !matches!(self.profile.images, Images::Column8) {
                drawn.grow(drawn.height().saturating_add(LINE_GAP));
            }
            self.image(&drawn, self.align);
        }
    }

    fn raster(&mut self, picture: &Bitmap) {
        let across = u16::try_from(picture.row_bytes())
            .unwrap_or(u16::MAX)
            .to_le_bytes();
        let mut top = 0;
        while top < picture.height() {
            let stripe = picture.band(top, top.saturating_add(STRIPE_ROWS));
            let down = u16::try_from(stripe.height())
                .unwrap_or(u16::MAX)
                .to_le_bytes();
            self.out.extend([0x1d, 0x76, 0x30, 0]);
            self.out.extend(across);
            self.out.extend(down);
            self.out.extend(stripe.bytes());
            top = top.saturating_add(STRIPE_ROWS);
        }
    }

    /// `ESC *`: bands of so many rows, each column from the top, the topmost dot in the highest bit.
    fn columns(&mut self, picture: &Bitmap, rows: u32, mode: u8, spacing: u8) {
        let across = u16::try_from(picture.width())
            .unwrap_or(u16::MAX)
            .to_le_bytes();
        self.out.extend([0x1b, 0x33, spacing]);
        let mut top = 0;
        while top < picture.height() {
            self.out.extend([0x1b, 0x2a, mode]);
            self.out.extend(across);
            for x in 0..picture.width() {
                for first in (top..top.saturating_add(rows)).step_by(8) {
                    let byte = (0..8).fold(0_u8, |byte, row| {
                        byte << 1 | u8::from(picture.get(x, first + row))
                    });
                    self.out.push(byte);
                }
            }
            self.out.push(b'\n');
            top = top.saturating_add(rows);
        }
        self.out.extend([0x1b, 0x32]);
    }
}
