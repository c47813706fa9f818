//! The modules of codes of two dimensions.

use qrcode::bits::{Bits, encode_auto};
use qrcode::{Color, EcLevel, QrCode, Version};

use crate::printer::barcode::qr::version_for_bytes;
use crate::printer::raster::Bitmap;

/// The number of Micro QR among the models.
const MICRO: u8 = 3;

/// A QR code; model 1 is drawn as model 2, which has replaced it, and model 3 is Micro QR.
///
/// Printers write all data byte by byte, without the shorter modes for digits, where a large code has room for that.
pub(super) fn qr_modules(data: &[u8], model: u8, level: EcLevel) -> Option<Bitmap> {
    if data.is_empty() {
        return None;
    }
    let code = if model == MICRO {
        micro(data, level)?
    } else if let Some(version) = version_for_bytes(data.len(), level) {
        let mut bits = Bits::new(version);
        bits.push_byte_data(data).ok()?;
        bits.push_terminator(level).ok()?;
        QrCode::with_bits(bits, level).ok()?
    } else {
        QrCode::with_error_correction_level(data, level).ok()?
    };
    let dark = code
        .to_colors()
        .into_iter()
        .map(|color| color == Color::Dark);
    matrix(u32::try_from(code.width()).ok()?, dark)
}

/// How many modules the QR code of [`qr_modules`] is wide; nothing when there is none. It is counted without drawing, for a
/// job may ask for the same code over and over.
pub(super) fn qr_across(data: &[u8], model: u8, level: EcLevel) -> Option<u32> {
    if data.is_empty() {
        return None;
    }
    if model == MICRO {
        return u32::try_from(micro(data, level)?.width()).ok();
    }
    let version = match version_for_bytes(data.len(), level) {
        Some(version) => version,
        None => encode_auto(data, level).ok()?.version(),
    };
    u32::try_from(version.width()).ok()
}

fn micro(data: &[u8], level: EcLevel) -> Option<QrCode> {
    (1..=4)
        .map(Version::Micro)
        .find_map(|version| QrCode::with_version(data, version, level).ok())
}

/// A Data Matrix of the smallest size that holds the data.
pub(super) fn data_matrix_modules(data: &[u8]) -> Option<Bitmap> {
    if data.is_empty() {
        return None;
    }
    let code = datamatrix::DataMatrix::encode(data, datamatrix::SymbolList::default()).ok()?;
    let bitmap = code.bitmap();
    let mut modules = Bitmap::new(
        u32::try_from(bitmap.width()).ok()?,
        u32::try_from(bitmap.height()).ok()?,
    );
    for (x, y) in bitmap.pixels() {
        modules.set(u32::try_from(x).ok()?, u32::try_from(y).ok()?, true);
    }
    Some(modules)
}

fn matrix(width: u32, dark: impl Iterator<Item = bool>) -> Option<Bitmap> {
    let mut modules = Bitmap::new(width, width);
    for (at, dark) in (0..).zip(dark) {
        modules.set(at % width, at / width, dark);
    }
    Some(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(2, EcLevel::L, 1)]
    #[case(2, EcLevel::H, 7)]
    #[case(2, EcLevel::L, 17)]
    #[case(2, EcLevel::L, 18)]
    #[case(2, EcLevel::M, 213)]
    #[case(2, EcLevel::M, 214)]
    #[case(2, EcLevel::Q, 700)]
    #[case(2, EcLevel::L, 2953)]
    #[case(2, EcLevel::L, 3000)]
    #[case(2, EcLevel::L, 8000)]
    #[case(3, EcLevel::L, 5)]
    #[case(3, EcLevel::L, 200)]
    #[case(2, EcLevel::L, 0)]
    fn the_width_is_told_as_it_is_drawn(
        #[case] model: u8,
        #[case] level: EcLevel,
        #[case] digits: usize,
    ) {
        let data = vec![b'7'; digits];
        let drawn = qr_modules(&data, model, level).map(|modules| modules.width());
        assert_eq!(qr_across(&data, model, level), drawn);
        assert_eq!(drawn.is_none(), matches!(digits, 0 | 200 | 8000));
    }
}
