//! Labels for printers that speak ZPL II.
//!
//! Source: Zebra's ZPL II programming guide (`^A`, `^B8`, `^BC`, `^BE`, `^BY`, `^CI`, `^FH`, `^FO`, `^GB`, `^GF`, `^LL`, `^PQ`,
//! `^PW`).

use super::{LabelDocument, LabelItem};
use crate::printer::barcode::{LinearBarcode, Symbology};
use crate::printer::raster::Bitmap;

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ZplText {
    /// As a picture of the bundled font, unless it is plain ASCII: many printers have no Cyrillic in their own font.
    #[default]
    AsciiOnly,
    /// As Unicode in the printer's own font, whatever the letters.
    Unicode,
    /// As a picture, always: the label looks as it was laid out.
    Picture,
}

/// Writes a label, printed so many times.
#[must_use]
pub fn label(document: &LabelDocument, text: ZplText, copies: u16) -> String {
    let mut out = format!(
        "^XA\n^CI28\n^PW{}\n^LL{}\n^LH0,0\n",
        document.media.width(),
        document.media.height()
    );
    for item in &document.items {
        match item {
            LabelItem::Text {
                text: words,
                x,
                y,
                cell,
                bold: _,
            } if writes(text, words) => {
                // Font 0 is proportional: four fifths of the height leave the widest letters in their cells.
                let width = u32::from(cell.height) * 4 / 5;
                out.push_str(&format!("^FO{x},{y}^A0N,{},{width}", cell.height));
                out.push_str(&format!("^FH_^FD{}^FS\n", escaped(words)));
            }
            LabelItem::Bar {
                x,
                y,
                width,
                height,
            } => {
                out.push_str(&format!("^FO{x},{y}^GB{width},{height},{height}^FS\n"));
            }
            LabelItem::Bars {
                code,
                x,
                y,
                module,
                height,
            } => match bars(code, *height) {
                Some(command) => {
                    out.push_str(&format!("^FO{x},{y}^BY{module},2,{height}{command}\n"));
                }
                None => picture(item, &mut out),
            },
            LabelItem::Text { .. } | LabelItem::Square { .. } => picture(item, &mut out),
        }
    }
    out.push_str(&format!("^PQ{},0,0,N\n^XZ\n", copies.max(1)));
    out
}

/// Writes a label as one picture.
#[must_use]
pub fn as_picture(document: &LabelDocument, copies: u16) -> String {
    format!(
        "^XA\n^PW{}\n^LL{}\n^LH0,0\n{}^PQ{},0,0,N\n^XZ\n",
        document.media.width(),
        document.media.height(),
        graphic(0, 0, &document.draw()),
        copies.max(1)
    )
}

fn writes(text: ZplText, words: &str) -> bool {
    match text {
        ZplText::AsciiOnly => words.is_ascii(),
        ZplText::Unicode => true,
        ZplText::Picture => false,
    }
}

fn picture(item: &LabelItem, out: &mut String) {
    let (x, y, picture) = item.draw();
    out.push_str(&graphic(x, y, &picture));
}

fn graphic(x: u32, y: u32, picture: &Bitmap) -> String {
    let (bytes, row) = (picture.bytes().len(), picture.row_bytes());
    let hex = crate::printer::hex::encode(picture.bytes()).to_ascii_uppercase();
    format!("^FO{x},{y}^GFA,{bytes},{bytes},{row},{hex}^FS\n")
}

/// What would be a command, or the mark of `^FH` itself, as its number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '^' | '~' | '_' | '\\' | '\0'..=' ' | '\u{7f}' if character != ' ' => {
                out.push_str(&format!("_{:02X}", u32::from(character)));
            }
            other => out.push(other),
        }
    }
    out
}

fn bars(code: &LinearBarcode, height: u32) -> Option<String> {
    let text = code.text();
    match code.symbology() {
        // The printer adds the check digit.
        Symbology::Ean13 => Some(format!("^BEN,{height},N,N^FD{}^FS", text.get(..12)?)),
        Symbology::Ean8 => Some(format!("^B8N,{height},N,N^FD{}^FS", text.get(..7)?)),
        Symbology::Code128 | Symbology::Gs1128 => {
            let data = code128(code.command_data())?;
            Some(format!("^BCN,{height},N,N,N,N^FH_^FD{data}^FS"))
        }
        Symbology::UpcA | Symbology::UpcE | Symbology::Code39 | Symbology::Itf => None,
    }
}

/// Turns the data of `GS k` into that of `^BC`: sets by `>9`, `>:` and `>;` at the start, by `>7`, `>6` and `>5` later;
/// sets A and C in pairs of digits.
fn code128(command: &[u8]) -> Option<String> {
    let mut out = String::new();
    let mut set = None;
    let mut bytes = command.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != b'{' {
            push(byte, set?, &mut out);
            continue;
        }
        let (first, later) = match bytes.next()? {
            b'A' => (">9", ">7"),
            b'B' => (">:", ">6"),
            b'C' => (">;", ">5"),
            b'S' => {
                out.push_str(">4");
                // The next character is of the other set, and set A is written in digits.
                let shifted = if set? == b'A' { b'B' } else { b'A' };
                push(bytes.next()?, shifted, &mut out);
                continue;
            }
            b'1' => {
                out.push_str(">8");
                continue;
            }
            b'{' => {
                push(b'{', set?, &mut out);
                continue;
            }
            _ => return None,
        };
        out.push_str(if set.is_none() { first } else { later });
        set = Some(match first {
            ">9" => b'A',
            ">:" => b'B',
            _ => b'C',
        });
    }
    Some(out)
}

fn push(byte: u8, set: u8, out: &mut String) {
    match (set, byte) {
        (b'A', 0..0x20) => out.push_str(&format!("{:02}", byte + 64)),
        (b'A', _) => out.push_str(&format!("{:02}", byte.saturating_sub(0x20))),
        (b'C', _) => out.push_str(&format!("{byte:02}")),
        (_, b'>') => out.push_str(">0"),
        (_, b'^') => out.push_str("><"),
        (_, b'~') => out.push_str(">="),
        (_, 0x7f) => out.push_str(">1"),
        (_, b'_') => out.push_str("_5F"),
        (_, other) => out.push(char::from(other)),
    }
}
