//! Pictures from files, as a thermal head prints them.

mod dither;
mod error;

use std::io::Cursor;

use image::{ImageReader, Limits};

use super::raster::Bitmap;

pub use self::dither::Dither;
pub use self::error::PictureError;

/// The largest side of a picture: more than any logo has.
pub const MAX_SIDE: u32 = 8_192;

/// The most memory that reading a picture may take.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// The largest file.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;

/// A picture in shades of grey: 0 is black, 255 white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GreyPicture {
    width: u32,
    height: u32,
    shades: Vec<u8>,
}

impl GreyPicture {
    /// Reads a PNG, JPEG or BMP file. What is transparent is white, as the paper is.
    ///
    /// # Errors
    /// The file is too large, of another kind, or broken.
    pub fn read(file: &[u8]) -> Result<Self, PictureError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(PictureError::TooLarge);
        }
        let mut reader = ImageReader::new(Cursor::new(file))
            .with_guessed_format()
            .map_err(|_| PictureError::UnknownKind)?;
        if reader.format().is_none() {
            return Err(PictureError::UnknownKind);
        }
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_MEMORY);
        reader.limits(limits);
        let picture = reader.decode().map_err(PictureError::from)?.into_rgba8();
        let (width, height) = picture.dimensions();
        let shades = picture.pixels().map(|pixel| shade(pixel.0)).collect();
        Ok(Self {
            width,
            height,
            shades,
        })
    }

    /// Takes shades row by row; nothing when there are not `width × height` of them.
    #[must_use]
    pub fn from_shades(width: u32, height: u32, shades: Vec<u8>) -> Option<Self> {
        let count = u64::from(width) * u64::from(height);
        (shades.len() as u64 == count).then_some(Self {
            width,
            height,
            shades,
        })
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

    /// The shade of a dot; white beyond the edges.
    #[must_use]
    pub fn shade(&self, x: u32, y: u32) -> u8 {
        if x >= self.width {
            return u8::MAX;
        }
        let at = y as usize * self.width as usize + x as usize;
        self.shades.get(at).copied().unwrap_or(u8::MAX)
    }

    /// The picture no wider than so many dots, in its proportions: each dot is the mean of those it stands for. A
    /// narrower one stays as it is, for a logo does not become better by being blown up.
    #[must_use]
    pub fn fitted(self, width: u32) -> Self {
        if self.width <= width || width == 0 {
            return self;
        }
        let height = (u64::from(self.height) * u64::from(width)).div_ceil(u64::from(self.width));
        let height = u32::try_from(height).unwrap_or(self.height).max(1);
        let edge = |at: u32, from: u32, to: u32| {
            u32::try_from(u64::from(at) * u64::from(from) / u64::from(to)).unwrap_or(from)
        };
        let mut shades = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            let top = edge(y, self.height, height);
            let bottom = edge(y + 1, self.height, height).max(top + 1);
            for x in 0..width {
                let left = edge(x, self.width, width);
                let right = edge(x + 1, self.width, width).max(left + 1);
                let (mut sum, mut count) = (0_u64, 0_u64);
                for row in top..bottom {
                    for column in left..right {
                        sum += u64::from(self.shade(column, row));
                        count += 1;
                    }
                }
                shades.push(u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX));
            }
        }
        Self {
            width,
            height,
            shades,
        }
    }

    /// The picture in black and white.
    #[must_use]
    pub fn dithered(&self, dither: Dither) -> Bitmap {
        dither::dithered(self, dither)
    }
}

/// Reads a picture for paper of so many dots.
///
/// # Errors
/// As [`GreyPicture::read`].
pub fn picture(file: &[u8], width: u32, dither: Dither) -> Result<Bitmap, PictureError> {
    Ok(GreyPicture::read(file)?.fitted(width).dithered(dither))
}

/// The shade of a colour over white, by the weights of ITU-R BT.601.
fn shade([red, green, blue, alpha]: [u8; 4]) -> u8 {
    let light = (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000;
    let alpha = u32::from(alpha);
    u8::try_from((light * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
