//! Why a file does not become a picture.

use bezmen_domain::locale::Locale;
use image::ImageError;

/// A file that is not a picture that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file or the picture is too large.
    #[error("the picture is too large: make it smaller, a receipt is some 600 dots wide")]
    TooLarge,
    /// It is of another kind.
    #[error("the file is not a PNG, JPEG or BMP picture: save it as one of these")]
    UnknownKind,
    /// It cannot be read to its end.
    #[error("the picture is broken: save it again")]
    Broken,
}

impl PictureError {
    /// The error in the language of the person who chose the file.
    #[must_use]
    pub const fn words(&self, locale: Locale) -> &'static str {
        match self {
            Self::TooLarge => locale.pick(
                "картинка слишком велика: уменьшите её, ширина чека около 600 точек",
                "the picture is too large: make it smaller, a receipt is some 600 dots wide",
            ),
            Self::UnknownKind => locale.pick(
                "это не картинка PNG, JPEG или BMP: сохраните её так",
                "the file is not a PNG, JPEG or BMP picture: save it as one of these",
            ),
            Self::Broken => locale.pick(
                "картинка испорчена: сохраните её заново",
                "the picture is broken: save it again",
            ),
        }
    }
}

impl From<ImageError> for PictureError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            ImageError::Unsupported(_) => Self::UnknownKind,
            ImageError::Decoding(_)
            | ImageError::Encoding(_)
            | ImageError::Parameter(_)
            | ImageError::IoError(_) => Self::Broken,
        }
    }
}
