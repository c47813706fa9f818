//! QR codes and bar codes: by command where the printer has it, as a picture otherwise, as text at last.

use super::JobWriter;
use crate::printer::barcode::qr::{self, QrLevel, QrMatrix};
use crate::printer::barcode::{LinearBarcode, Symbology};
use crate::printer::interpret::Align;
use crate::printer::profile::Barcodes;

/// The largest module that is needed; a phone reads it from an arm's length.
const LARGEST_MODULE: u32 = 6;

/// The smallest module that a worn head still prints apart from its neighbour.
const SMALLEST_MODULE: u32 = 2;

/// The widths of a bar code's module that are tried, the first that fits is taken.
const BAR_MODULES: [u8; 2] = [3, 2];

/// The height of bars in dots: ten millimetres.
const BAR_HEIGHT: u8 = 80;

impl JobWriter<'_> {
    /// Prints a QR code in the middle, as large as fits, with the usual error correction. A printer that draws none gets
    /// a picture of it, and one without pictures what it would say.
    pub fn qr(&mut self, data: &str) {
        self.qr_as(data, QrLevel::default(), None);
    }

    /// Prints a QR code with so much error correction and so many dots a module, as far as they fit.
    pub fn qr_as(&mut self, data: &str, level: QrLevel, module: Option<u8>) {
        let modules = qr::modules_for_bytes(data.as_bytes(), level).filter(|_| !data.is_empty());
        let Some(modules) = modules else {
            self.wrapped(data);
            return;
        };
        let fits =
            |modules: u32| u32::from(self.profile.width_dots) / (modules + 2 * qr::QUIET_ZONE);
        let wanted = module.map_or(LARGEST_MODULE, u32::from).clamp(1, 16);
        if self.profile.draws_qr {
            let size = wanted.min(fits(modules)).max(1);
            self.qr_command(data, level, u8::try_from(size).unwrap_or(1));
            return;
        }
        let drawn = QrMatrix::new(data.as_bytes(), level)
            .ok()
            .filter(|_| self.profile.draws_pictures());
        match drawn {
            Some(matrix) => {
                let across = u32::try_from(matrix.size()).unwrap_or(u32::MAX);
                let module = wanted.min(fits(across)).max(1);
                let picture = matrix.to_bitmap(module, qr::QUIET_ZONE);
                self.image(&picture, Align::Center);
            }
            None => self.wrapped(data),
        }
    }

    fn qr_command(&mut self, data: &str, level: QrLevel, size: u8) {
        self.set_align(Align::Center);
        let [low, high] = u16::try_from(data.len() + 3)
            .unwrap_or(u16::MAX)
            .to_le_bytes();
        let function = [0x1d, 0x28, 0x6b];
        self.out.extend(function);
        self.out.extend([4, 0, 0x31, 0x41, 0x32, 0]); // model 2
        self.out.extend(function);
        self.out.extend([3, 0, 0x31, 0x43, size]);
        self.out.extend(function);
        self.out.extend([3, 0, 0x31, 0x45, level.command_byte()]);
        self.out.extend(function);
        self.out.extend([low, high, 0x31, 0x50, 0x30]);
        self.out.extend(data.as_bytes());
        self.out.extend(function);
        self.out.extend([3, 0, 0x31, 0x51, 0x30]); // print it
    }

    /// Prints a bar code in the middle with its text below: EAN for a number with a right check digit, Code 128 for
    /// other ASCII. What does not fit the paper's width is printed as text.
    pub fn barcode(&mut self, data: &str) {
        let visible = data.bytes().all(|byte| matches!(byte, 0x20..=0x7e));
        match LinearBarcode::new(Symbology::fitting(data), data) {
            Ok(code) if visible => self.barcode_as(&code),
            Ok(_) | Err(_) => self.wrapped(data),
        }
    }

    /// Prints a bar code of any kind.
    pub fn barcode_as(&mut self, code: &LinearBarcode) {
        let fits =
            |module: &u8| code.width() * u32::from(*module) <= u32::from(self.profile.width_dots);
        let Some(module) = BAR_MODULES.into_iter().find(fits) else {
            self.wrapped(code.text());
            return;
        };
        let data = code.command_data();
        match (self.profile.barcodes, number(code.symbology())) {
            (Barcodes::BothForms, (_, form_b)) => {
                self.bar_settings(module);
                let length = u8::try_from(data.len()).unwrap_or(u8::MAX);
                self.out.extend([0x1d, 0x6b, form_b, length]);
                self.out.extend(data);
            }
            (Barcodes::FormA, (Some(form_a), _)) => {
                self.bar_settings(module);
                self.out.extend([0x1d, 0x6b, form_a]);
                self.out.extend(data);
                self.out.push(0);
            }
            (Barcodes::None, _) | (Barcodes::FormA, (None, _)) if self.profile.draws_pictures() => {
                let picture = code.to_bitmap_with_text(
                    u32::from(module).max(SMALLEST_MODULE),
                    u32::from(BAR_HEIGHT),
                    self.profile.cell(),
                );
                self.image(&picture, Align::Center);
            }
            (Barcodes::None, _) | (Barcodes::FormA, (None, _)) => self.wrapped(code.text()),
        }
    }

    /// Height, width of a module, and the text below.
    fn bar_settings(&mut self, module: u8) {
        self.set_align(Align::Center);
        self.out
            .extend([0x1d, 0x68, BAR_HEIGHT, 0x1d, 0x77, module, 0x1d, 0x48, 2]);
    }
}

/// The kind's number in form A of `GS k`, where it is there, and in form B.
const fn number(symbology: Symbology) -> (Option<u8>, u8) {
    match symbology {
        Symbology::UpcA => (Some(0), 65),
        Symbology::UpcE => (Some(1), 66),
        Symbology::Ean13 => (Some(2), 67),
        Symbology::Ean8 => (Some(3), 68),
        Symbology::Code39 => (Some(4), 69),
        Symbology::Itf => (Some(5), 70),
        Symbology::Code128 | Symbology::Gs1128 => (None, 73),
    }
}
