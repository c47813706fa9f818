//! Shades of grey as black and white dots, in whole numbers.

use super::GreyPicture;
use crate::printer::raster::Bitmap;

/// How shades become dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dither {
    /// Black below this shade: for logos, drawings and text.
    Threshold(u8),
    /// What a dot is too dark or too light goes to its neighbours: for photographs.
    FloydSteinberg,
    /// By a fixed pattern of eight by eight dots: for photographs on printers that smear single dots.
    Ordered,
}

/// The order in which dots of an eight by eight square turn white as it lightens (Bayer).
const ORDER: [[u8; 8]; 8] = [
    [0, 32, 8, 40, 2, 34, 10, 42],
    [48, 16, 56, 24, 50, 18, 58, 26],
    [12, 44, 4, 36, 14, 46, 6, 38],
    [60, 28, 52, 20, 62, 30, 54, 22],
    [3, 35, 11, 43, 1, 33, 9, 41],
    [51, 19, 59, 27, 49, 17, 57, 25],
    [15, 47, 7, 39, 13, 45, 5, 37],
    [63, 31, 55, 23, 61, 29, 53, 21],
];

pub(super) fn dithered(picture: &GreyPicture, dither: Dither) -> Bitmap {
    match dither {
        Dither::Threshold(limit) => by(picture, |_, _| limit),
        Dither::Ordered => by(picture, |x, y| {
            let row = ORDER.get((y % 8) as usize);
            let place = row.and_then(|row| row.get((x % 8) as usize));
            // From 2 to 254, so that black stays black and white white.
            place.map_or(128, |place| place * 4 + 2)
        }),
        Dither::FloydSteinberg => floyd_steinberg(picture),
    }
}

fn by(picture: &GreyPicture, limit: impl Fn(u32, u32) -> u8) -> Bitmap {
    let mut bitmap = Bitmap::new(picture.width(), picture.height());
    for y in 0..bitmap.height() {
        for x in 0..bitmap.width() {
            bitmap.set(x, y, picture.shade(x, y) < limit(x, y));
        }
    }
    bitmap
}

/// Floyd and Steinberg, 1976: 7/16 of the error to the right, 3/16, 5/16 and 1/16 to the row below.
fn floyd_steinberg(picture: &GreyPicture) -> Bitmap {
    let mut bitmap = Bitmap::new(picture.width(), picture.height());
    let width = bitmap.width() as usize;
    // Errors in sixteenths, with a column to spare at either side.
    let mut here = vec![0_i32; width + 2];
    for y in 0..bitmap.height() {
        let mut below = vec![0_i32; width + 2];
        for (x, column) in (0..bitmap.width()).zip(1..) {
            let carried = here.get(column).copied().unwrap_or(0) / 16;
            let wanted = i32::from(picture.shade(x, y)) + carried;
            let black = wanted < 128;
            bitmap.set(x, y, black);
            let error = if black { wanted } else { wanted - 255 };
            let give = |row: &mut Vec<i32>, at: usize, share: i32| {
                if let Some(place) = row.get_mut(at) {
                    *place += error * share;
                }
            };
            give(&mut here, column + 1, 7);
            give(&mut below, column - 1, 3);
            give(&mut below, column, 5);
            give(&mut below, column + 1, 1);
        }
        here = below;
    }
    bitmap
}
