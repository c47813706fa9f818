//! Bar codes and codes of two dimensions.

mod linear;
mod square;

use qrcode::EcLevel;

use self::linear::Bars;
use super::super::EventKind;
use super::Paper;
use crate::printer::raster::Bitmap;
use crate::printer::raster::font::{self, Cell};

/// What of a code's content is kept: the largest QR code holds 7089 digits.
pub(super) const KEPT_BYTES: usize = 8 * 1024;

/// What codes were set to, and what they shall say.
#[derive(Debug)]
pub(super) struct Symbols {
    /// Of bar codes, in dots.
    pub(super) height: u8,
    /// The thinnest bar, in dots.
    module: u8,
    /// Where the text of a bar code stands: bit 0 above, bit 1 below.
    text: u8,
    /// Whether it is in font B.
    pub(super) small_text: bool,
    qr: Qr,
    others: [Other; KINDS.len()],
}

#[derive(Debug)]
struct Qr {
    model: u8,
    size: u8,
    level: EcLevel,
    data: Vec<u8>,
}

#[derive(Debug, Default)]
struct Other {
    size: u8,
    data: Vec<u8>,
    /// How many modules a Data Matrix is wide, counted once when the data come: it may be printed over and over.
    across: Option<u32>,
}

/// The other codes by their number in `GS ( k`, how many bytes stand between "store" and the data, and how wide a
/// module is when nothing else was said.
const KINDS: [(u8, &str, usize, u8); 6] = [
    (48, "pdf417", 1, 3),
    (50, "maxicode", 1, 1),
    (51, "databar", 2, 2),
    (52, "composite", 3, 2),
    (53, "aztec", 1, 3),
    (DATA_MATRIX, "data_matrix", 1, 3),
];

/// The number of Data Matrix, the only one of these that is drawn.
const DATA_MATRIX: u8 = 54;

/// The height of the frame for a code that is not drawn.
const PLACEHOLDER_HEIGHT: u32 = 64;

impl Symbols {
    pub(super) fn new() -> Self {
        Self {
            height: 162,
            module: 3,
            text: 0,
            small_text: false,
            qr: Qr {
                model: 2,
                size: 3,
                level: EcLevel::L,
                data: Vec::new(),
            },
            others: KINDS.map(|(_, _, _, size)| Other {
                size,
                data: Vec::new(),
                across: None,
            }),
        }
    }

    pub(super) const fn set_module(&mut self, dots: u8) {
        if matches!(dots, 1..=8) {
            self.module = dots;
        }
    }

    pub(super) const fn set_text(&mut self, place: u8) {
        if matches!(place, 0..=3 | b'0'..=b'3') {
            self.text = place & 0x03;
        }
    }
}

/// The name of a bar code kind by the number in `GS k`, both numberings.
const fn symbology(system: u8) -> &'static str {
    match system {
        0 | 65 => "upc_a",
        1 | 66 => "upc_e",
        2 | 67 => "ean13",
        3 | 68 => "ean8",
        4 | 69 => "code39",
        5 | 70 => "itf",
        6 | 71 => "codabar",
        72 => "code93",
        73 => "code128",
        74 => "gs1_128",
        75 => "databar_omnidirectional",
        76 => "databar_truncated",
        77 => "databar_limited",
        78 => "databar_expanded",
        _ => "code128_auto",
    }
}

impl Paper {
    pub(super) fn barcode(&mut self, system: u8, data: &[u8]) {
        self.flush();
        // The form that ends in a zero byte brings it along.
        let data = data
            .strip_suffix(&[0])
            .filter(|_| system < 65)
            .unwrap_or(data);
        let symbology = symbology(system);
        let is_placeholder = symbology.starts_with("databar") && !data.is_empty();
        // Data that the kind cannot hold are not printed, and neither is a code that is wider than the paper.
        let module = u32::from(self.symbols.module);
        let bars = linear::bars(symbology, data).filter(|bars| bars.width(module) <= self.area().1);
        self.output.event(EventKind::Barcode {
            symbology,
            data: String::from_utf8_lossy(data).into_owned(),
            printed: is_placeholder || bars.is_some(),
        });
        if is_placeholder {
            self.print_placeholder(symbology);
        } else if let Some(bars) = bars {
            let dots = self.needs_size().then(|| self.draw_bars(&bars));
            let height = u32::from(self.symbols.height);
            let height = dots.as_ref().map_or(height, Bitmap::height);
            let width = dots
                .as_ref()
                .map_or_else(|| bars.width(module), Bitmap::width);
            self.print_dots(width, height, dots);
        }
    }

    /// Whether a code of so many modules fits across the paper.
    fn fits(&self, modules: u32, size: u8) -> bool {
        modules.saturating_mul(dots_of(size)) <= self.area().1
    }

    /// Whether the size of codes matters: it shows in the picture, and moves what follows on a page.
    const fn needs_size(&self) -> bool {
        self.draws || self.page.is_some()
    }

    fn draw_bars(&self, bars: &Bars) -> Bitmap {
        let Symbols {
            height,
            module,
            text,
            small_text,
            ..
        } = self.symbols;
        let (height, module) = (u32::from(height), u32::from(module));
        let cell = if small_text {
            Cell::FONT_B
        } else {
            Cell::FONT_A
        };
        let words = font::line(&bars.text, cell);
        let width = bars
            .width(module)
            .max(if text == 0 { 0 } else { words.width() });
        let above = if text & 1 == 0 { 0 } else { words.height() };
        let below = if text & 2 == 0 { 0 } else { words.height() };
        let mut dots = Bitmap::new(width, above + height + below);
        let left = (width - bars.width(module)) / 2;
        for (at, _) in (0..).zip(&bars.modules).filter(|(_, black)| **black) {
            dots.fill(left + at * module, above, module, height, true);
        }
        let words_at = i64::from((width - words.width().min(width)) / 2);
        if above > 0 {
            dots.blit(&words, words_at, 0);
        }
        if below > 0 {
            dots.blit(&words, words_at, i64::from(above + height));
        }
        dots
    }

    /// `GS ( k`: the first byte is the kind of code, the second what to do.
    pub(super) fn two_dimensional(&mut self, data: &[u8]) {
        let qr = &mut self.symbols.qr;
        match *data {
            [49, 65, model, ..] => qr.model = model.wrapping_sub(b'0'),
            [49, 67, size, ..] => qr.size = size,
            [49, 69, level, ..] => {
                qr.level = match level {
                    b'1' => EcLevel::M,
                    b'2' => EcLevel::Q,
                    b'3' => EcLevel::H,
                    _ => EcLevel::L,
                };
            }
            [49, 80, 48, ref text @ ..] => qr.data = text.to_vec(),
            [49, 81, ..] => self.print_qr(),
            [kind, what, ..] => self.other_code(kind, what, data),
            _ => {}
        }
    }

    fn print_qr(&mut self) {
        self.flush();
        let Qr {
            model,
            size,
            level,
            ref data,
        } = self.symbols.qr;
        let text = String::from_utf8_lossy(data).into_owned();
        let printed =
            square::qr_across(data, model, level).is_some_and(|across| self.fits(across, size));
        let modules = (printed && self.needs_size())
            .then(|| square::qr_modules(data, model, level))
            .flatten();
        self.output.event(EventKind::Qr {
            data: text,
            model,
            size,
            printed,
        });
        self.print_modules(modules, size);
    }

    fn other_code(&mut self, kind: u8, what: u8, data: &[u8]) {
        let is_matrix = kind == DATA_MATRIX;
        let mut kinds = KINDS.iter().zip(&mut self.symbols.others);
        let found = kinds.find(|((number, ..), _)| *number == kind);
        let Some(((_, symbology, skipped, _), other)) = found else {
            return;
        };
        match what {
            // The module's width; PDF417 and the others agree on the number of the function.
            67 => other.size = data.get(2).copied().unwrap_or(other.size).clamp(1, 16),
            80 => {
                other.data = data.get(2 + skipped..).unwrap_or_default().to_vec();
                let modules = is_matrix.then(|| square::data_matrix_modules(&other.data));
                other.across = modules.flatten().map(|modules| modules.width());
            }
            81 => {
                let (size, across, data) = (other.size, other.across, other.data.clone());
                self.print_other(symbology, is_matrix, size, across, &data);
            }
            _ => {}
        }
    }

    fn print_other(
        &mut self,
        symbology: &'static str,
        is_matrix: bool,
        size: u8,
        across: Option<u32>,
        data: &[u8],
    ) {
        self.flush();
        let printed = if is_matrix {
            across.is_some_and(|across| self.fits(across, size))
        } else {
            !data.is_empty()
        };
        self.output.event(EventKind::Symbol {
            symbology,
            data: String::from_utf8_lossy(data).into_owned(),
            printed,
        });
        if is_matrix && printed && self.needs_size() {
            self.print_modules(square::data_matrix_modules(data), size);
        } else if !is_matrix && printed {
            self.print_placeholder(symbology);
        }
    }

    /// Shows where a code stands that is read, but not drawn: its name in a frame.
    fn print_placeholder(&mut self, symbology: &str) {
        let dots = self.needs_size().then(|| {
            let name = font::line(symbology, Cell::FONT_B);
            let (width, height) = (name.width() + 32, PLACEHOLDER_HEIGHT);
            let mut frame = Bitmap::new(width, height);
            frame.fill(0, 0, width, height, true);
            frame.fill(2, 2, width - 4, height - 4, false);
            frame.blit(&name, 16, i64::from((height - name.height()) / 2));
            frame
        });
        let width = dots.as_ref().map_or(0, Bitmap::width);
        self.print_dots(width, PLACEHOLDER_HEIGHT, dots);
    }

    /// Prints a picture of modules, each so many dots wide and high.
    fn print_modules(&mut self, modules: Option<Bitmap>, size: u8) {
        let Some(modules) = modules else {
            return;
        };
        let dots = modules.scaled(dots_of(size), dots_of(size));
        self.print_dots(dots.width(), dots.height(), Some(dots));
    }
}

/// How many dots a module is wide that was set to this size.
fn dots_of(size: u8) -> u32 {
    u32::from(size.clamp(1, 16))
}
