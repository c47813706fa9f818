//! Labels for printers that speak TSPL: TSC and most cheap label printers.
//!
//! Source: TSC's TSPL/TSPL2 programming manual (`SIZE`, `GAP`, `DIRECTION`, `CLS`, `CODEPAGE`, `TEXT`, `BAR`, `BARCODE`, `BITMAP`,
//! `PRINT`).

use super::media::millimetres;
use super::{LabelDocument, LabelItem};
use crate::printer::barcode::{LinearBarcode, Symbology};
use crate::printer::codepage::CodePage;
use crate::printer::raster::font::Cell;

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TsplText {
    /// As a picture of the bundled font: the label looks as it was laid out.
    #[default]
    Picture,
    /// In the printer's own fonts, in a code page such as 866 or 1251, where it has the letters.
    Page(CodePage),
}

/// How labels follow one another, and how the printer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TsplOptions {
    /// How text is written.
    pub text: TsplText,
    /// The gap between two labels in tenths of a millimetre.
    pub gap_tenths_mm: u16,
    /// Whether the label leaves the printer head first.
    pub reversed: bool,
    /// How often it is printed.
    pub copies: u16,
}

impl Default for TsplOptions {
    fn default() -> Self {
        Self {
            text: TsplText::Picture,
            gap_tenths_mm: 20,
            reversed: false,
            copies: 1,
        }
    }
}

/// The printer's own fonts: name, dots across and down.
const FONTS: [(&str, u32, u32); 5] = [
    ("1", 8, 12),
    ("2", 12, 20),
    ("3", 16, 24),
    ("4", 24, 32),
    ("5", 32, 48),
];

/// The most a font is stretched either way.
const LARGEST_STRETCH: u32 = 10;

/// Writes a label.
#[must_use]
pub fn label(document: &LabelDocument, options: &TsplOptions) -> Vec<u8> {
    let size = document.media.size;
    let mut out = Vec::new();
    let mut say = |line: String| {
        out.extend(line.bytes());
        out.extend(b"\r\n");
    };
    let (width, height) = (size.width_tenths_mm(), size.height_tenths_mm());
    say(format!(
        "SIZE {} mm,{} mm",
        millimetres(width),
        millimetres(height)
    ));
    say(format!(
        "GAP {} mm,0 mm",
        millimetres(options.gap_tenths_mm)
    ));
    say(format!("DIRECTION {}", u8::from(!options.reversed)));
    say("CLS".to_owned());
    if let TsplText::Page(page) = options.text {
        say(format!("CODEPAGE {}", page.name().trim_start_matches("CP")));
    }
    for item in &document.items {
        write(item, options.text, &mut out);
    }
    out.extend(format!("PRINT 1,{}\r\n", options.copies.max(1)).bytes());
    out
}

fn write(item: &LabelItem, text: TsplText, out: &mut Vec<u8>) {
    let command = match item {
        LabelItem::Text {
            text: words,
            x,
            y,
            cell,
            bold: _,
        } => match text {
            TsplText::Picture => None,
            TsplText::Page(page) => own_text(words, *x, *y, *cell, page),
        },
        LabelItem::Bar {
            x,
            y,
            width,
            height,
        } => Some(format!("BAR {x},{y},{width},{height}").into_bytes()),
        LabelItem::Bars {
            code,
            x,
            y,
            module,
            height,
        } => bars(code).map(|(kind, data)| {
            let wide = module * 2;
            format!("BARCODE {x},{y},\"{kind}\",{height},0,0,{module},{wide},\"{data}\"")
                .into_bytes()
        }),
        LabelItem::Square { .. } => None,
    };
    match command {
        Some(command) => out.extend(command),
        None => bitmap(item, out),
    }
    out.extend(b"\r\n");
}

/// A picture; in TSPL a set bit is white.
fn bitmap(item: &LabelItem, out: &mut Vec<u8>) {
    let (x, y, picture) = item.draw();
    let (row, height) = (picture.row_bytes(), picture.height());
    out.extend(format!("BITMAP {x},{y},{row},{height},0,").bytes());
    out.extend(picture.bytes().iter().map(|byte| !byte));
}

/// Text in the font that comes nearest to the cell without leaving it; nothing when none does or the page lacks a letter. A
/// backslash may begin an escape, so text with one is drawn.
fn own_text(words: &str, x: u32, y: u32, cell: Cell, page: CodePage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for character in words.chars() {
        match character {
            '\\' => return None,
            '"' => bytes.extend(b"\\[\"]"),
            other => bytes.push(page.encode(other)?),
        }
    }
    let (width, height) = (u32::from(cell.width), u32::from(cell.height));
    let stretched = FONTS.iter().map(|(font, across, down)| {
        let times = |room: u32, dots: u32| (room / dots).min(LARGEST_STRETCH);
        let (x_times, y_times) = (times(width, *across), times(height, *down));
        let area = x_times * across * y_times * down;
        (area, *font, x_times, y_times)
    });
    let (area, font, x_times, y_times) = stretched.max_by_key(|(area, ..)| *area)?;
    if area * 2 < width * height {
        return None;
    }
    let mut out = format!("TEXT {x},{y},\"{font}\",0,{x_times},{y_times},\"").into_bytes();
    out.extend(bytes);
    out.push(b'"');
    Some(out)
}

fn bars(code: &LinearBarcode) -> Option<(&'static str, String)> {
    let text = code.text();
    match code.symbology() {
        // The printer adds the check digit.
        Symbology::Ean13 => Some(("EAN13", text.get(..12)?.to_owned())),
        Symbology::Ean8 => Some(("EAN8", text.get(..7)?.to_owned())),
        Symbology::Code128 if text.bytes().all(is_plain) => Some(("128", text.to_owned())),
        Symbology::Code128
        | Symbology::Gs1128
        | Symbology::UpcA
        | Symbology::UpcE
        | Symbology::Code39
        | Symbology::Itf => None,
    }
}

/// What needs no escaping in a quoted text, and means nothing to the code.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'!')
}
