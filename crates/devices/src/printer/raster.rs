//! Pictures of black and white dots, as a thermal head burns them.

pub mod font;

use std::fmt;

/// The most dots of a picture: 8 MiB, which is about fifty metres of 80 mm paper. A longer one is cut off.
pub const MAX_DOTS: u64 = 64 * 1024 * 1024;

/// A picture in black and white: rows from the top, each in whole bytes, the leftmost dot in the highest bit, 1 = black.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Bitmap {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl Bitmap {
    /// Makes a white picture. One of more than [`MAX_DOTS`] dots is made less high, and less wide if need be.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        let width = width.min(1 << 16);
        let mut bitmap = Self {
            width,
            height: 0,
            bytes: Vec::new(),
        };
        bitmap.grow(height);
        bitmap
    }

    /// Dots across.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Dots down.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Bytes of a row: the width in dots, rounded up to whole bytes.
    #[must_use]
    pub const fn row_bytes(&self) -> usize {
        self.width.div_ceil(8) as usize
    }

    /// All rows one after another; dots beyond the width are white.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks_exact(self.row_bytes().max(1))
    }

    /// Takes packed rows; nothing when there are not exactly `height` rows of whole bytes.
    #[must_use]
    pub fn from_bytes(width: u32, height: u32, bytes: &[u8]) -> Option<Self> {
        let mut bitmap = Self::new(width, height);
        if bitmap.width != width || bitmap.height != height || bitmap.bytes.len() != bytes.len() {
            return None;
        }
        bitmap.bytes.copy_from_slice(bytes);
        let spare = u32::try_from(bitmap.row_bytes()).ok()? * 8 - width;
        if spare > 0 {
            let row_bytes = bitmap.row_bytes();
            let last = bitmap.bytes.chunks_exact_mut(row_bytes);
            for byte in last.filter_map(<[u8]>::last_mut) {
                *byte &= 0xff << spare;
            }
        }
        Some(bitmap)
    }

    /// Makes the picture at least so high, white below; no higher than [`MAX_DOTS`] allows.
    pub fn grow(&mut self, height: u32) {
        let row_bytes = self.row_bytes().max(1);
        let most = MAX_DOTS / 8 / row_bytes as u64;
        let height = height.min(u32::try_from(most).unwrap_or(u32::MAX));
        if height > self.height {
            self.height = height;
            self.bytes.resize(self.row_bytes() * height as usize, 0);
        }
    }

    /// Whether a dot is black; dots beyond the edges are white.
    #[must_use]
    pub fn get(&self, x: u32, y: u32) -> bool {
        self.index(x, y)
            .and_then(|(at, bit)| self.bytes.get(at).map(|byte| byte & bit != 0))
            .unwrap_or(false)
    }

    /// Blackens or whitens a dot; beyond the edges nothing happens.
    pub fn set(&mut self, x: u32, y: u32, black: bool) {
        if let Some((at, bit)) = self.index(x, y)
            && let Some(byte) = self.bytes.get_mut(at)
        {
            if black {
                *byte |= bit;
            } else {
                *byte &= !bit;
            }
        }
    }

    /// Blackens or whitens a rectangle, as far as it lies within the picture.
    pub fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, black: bool) {
        for y in top..top.saturating_add(height).min(self.height) {
            for x in left..left.saturating_add(width).min(self.width) {
                self.set(x, y, black);
            }
        }
    }

    /// Adds the black dots of another picture with its upper left corner at a place, which may lie outside.
    pub fn blit(&mut self, other: &Self, left: i64, top: i64) {
        other.each_black(|x, y| {
            if let (Ok(x), Ok(y)) = (
                u32::try_from(left.saturating_add(i64::from(x))),
                u32::try_from(top.saturating_add(i64::from(y))),
            ) {
                self.set(x, y, true);
            }
        });
    }

    /// The picture with every dot so many times as wide and high.
    #[must_use]
    pub fn scaled(&self, across: u32, down: u32) -> Self {
        let mut scaled = Self::new(
            self.width.saturating_mul(across),
            self.height.saturating_mul(down),
        );
        self.each_black(|x, y| {
            scaled.fill(
                x.saturating_mul(across),
                y.saturating_mul(down),
                across,
                down,
                true,
            );
        });
        scaled
    }

    /// The picture in bold: every black dot stretched by so many dots to the right.
    #[must_use]
    pub fn bold(&self, by: u32) -> Self {
        let mut bold = self.clone();
        self.each_black(|x, y| bold.fill(x, y, by.saturating_add(1), 1, true));
        bold
    }

    /// The picture with black and white exchanged.
    #[must_use]
    pub fn inverted(&self) -> Self {
        let bytes: Vec<u8> = self.bytes.iter().map(|byte| !byte).collect();
        Self::from_bytes(self.width, self.height, &bytes).unwrap_or_default()
    }

    /// The picture turned clockwise by a quarter so many times.
    #[must_use]
    pub fn turned(&self, quarters: u8) -> Self {
        let (width, height) = if quarters.is_multiple_of(2) {
            (self.width, self.height)
        } else {
            (self.height, self.width)
        };
        let mut turned = Self::new(width, height);
        let (right, bottom) = (self.width.saturating_sub(1), self.height.saturating_sub(1));
        self.each_black(|x, y| match quarters % 4 {
            0 => turned.set(x, y, true),
            1 => turned.set(bottom - y, x, true),
            2 => turned.set(right - x, bottom - y, true),
            _ => turned.set(y, right - x, true),
        });
        turned
    }

    /// A piece of the picture between two rows, `from` included and `to` not.
    #[must_use]
    pub fn band(&self, from: u32, to: u32) -> Self {
        let rows = self
            .rows()
            .skip(from as usize)
            .take(to.saturating_sub(from) as usize);
        let bytes: Vec<u8> = rows.flatten().copied().collect();
        let height = bytes.len() / self.row_bytes().max(1);
        Self {
            width: self.width,
            height: u32::try_from(height).unwrap_or(0),
            bytes,
        }
    }

    /// The left part of the picture, so many dots wide.
    #[must_use]
    pub fn cropped(&self, width: u32) -> Self {
        let mut cropped = Self::new(width.min(self.width), self.height);
        let row_bytes = cropped.row_bytes();
        let bytes: Vec<u8> = self
            .rows()
            .flat_map(|row| row.iter().take(row_bytes))
            .copied()
            .collect();
        if let Some(part) = Self::from_bytes(cropped.width, cropped.height, &bytes) {
            cropped = part;
        }
        cropped
    }

    /// How many dots are black.
    #[must_use]
    pub fn black_dots(&self) -> u64 {
        self.bytes
            .iter()
            .map(|byte| u64::from(byte.count_ones()))
            .sum()
    }

    /// Calls back with every black dot, row by row.
    pub fn each_black(&self, mut see: impl FnMut(u32, u32)) {
        for (y, row) in (0..self.height).zip(self.rows()) {
            for (first, byte) in (0..self.width).step_by(8).zip(row) {
                if *byte != 0 {
                    (0..8)
                        .filter(|bit| byte & (0x80 >> bit) != 0)
                        .for_each(|bit| see(first + bit, y));
                }
            }
        }
    }

    /// The picture as a PNG file of one bit a dot; empty when it has no dots.
    #[must_use]
    pub fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let light: Vec<u8> = self.bytes.iter().map(|byte| !byte).collect();
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&light));
        match written {
            Ok(()) => file,
            // Memory does not refuse to be written to, so this is a picture without dots, which PNG does not know.
            Err(_) => Vec::new(),
        }
    }

    fn index(&self, x: u32, y: u32) -> Option<(usize, u8)> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let at = self.row_bytes() * y as usize + (x / 8) as usize;
        Some((at, 0x80 >> (x % 8)))
    }
}

/// Draws the dots as text, which makes a failed comparison readable.
impl fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}×{}", self.width, self.height)?;
        for y in 0..self.height.min(64) {
            let row: String = (0..self.width.min(200))
                .map(|x| if self.get(x, y) { '#' } else { '.' })
                .collect();
            writeln!(f, "{row}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
