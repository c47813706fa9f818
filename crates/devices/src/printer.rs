//! Receipt printers: what a model can do, text to ESC/POS bytes, and ESC/POS bytes back to text.

pub mod barcode;
pub mod codepage;
pub mod encode;
pub(crate) mod hex;
pub mod image;
pub mod interpret;
pub mod job;
pub mod profile;
pub mod raster;
pub mod status;
pub mod transliterate;
