//! The bars of a bar code, from the data of `GS k`.

mod codabar;
mod code93;

use crate::printer::barcode::{LinearBarcode, Symbology};

/// A bar code as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bars {
    /// From the left: black or white.
    pub(super) modules: Vec<bool>,
    /// What people read.
    pub(super) text: String,
}

impl Bars {
    /// The width when a module has so many dots.
    pub(super) fn width(&self, module: u32) -> u32 {
        u32::try_from(self.modules.len())
            .unwrap_or(u32::MAX)
            .saturating_mul(module)
    }
}

/// Makes the bars; nothing when a printer refuses the data, or when the kind is one that is not drawn.
pub(super) fn bars(symbology: &str, data: &[u8]) -> Option<Bars> {
    let ascii = data.is_ascii() && !data.is_empty();
    let text = std::str::from_utf8(data).ok().filter(|_| ascii)?;
    let known = |symbology, text: &str| {
        let code = LinearBarcode::new(symbology, text).ok()?;
        Some(Bars {
            modules: code.modules(),
            text: code.text().to_owned(),
        })
    };
    match symbology {
        "upc_a" => known(Symbology::UpcA, text),
        "upc_e" => known(Symbology::UpcE, text),
        "ean13" => known(Symbology::Ean13, text),
        "ean8" => known(Symbology::Ean8, text),
        // A printer adds the asterisks that begin and end the code, unless they are sent.
        "code39" => known(Symbology::Code39, text.trim_matches('*')),
        "itf" => known(Symbology::Itf, text),
        "codabar" => codabar::bars(text),
        "code93" => code93::bars(data),
        "code128" => {
            let (text, is_gs1) = code128_text(data)?;
            let symbology = if is_gs1 {
                Symbology::Gs1128
            } else {
                Symbology::Code128
            };
            known(symbology, &text)
        }
        "code128_auto" => known(Symbology::Code128, text),
        "gs1_128" => {
            let code = known(Symbology::Gs1128, &gs1_elements(text))?;
            Some(Bars {
                text: text.replace("{1", ""),
                ..code
            })
        }
        _ => None,
    }
}

/// What stands for FNC1 in a text.
const FUNCTION_1: char = '\u{1d}';

/// Reads the escapes of ESC/POS: `{A` `{B` `{C` choose a set, `{S` the other one for a character, `{1` is FNC1, `{{` is
/// itself. In set C each byte is a number of two digits. Gives the text, and whether it begins with FNC1. The functions
/// 2 to 4 say nothing that a reader passes on.
fn code128_text(data: &[u8]) -> Option<(String, bool)> {
    let mut text = String::new();
    let mut set = None;
    let mut is_gs1 = false;
    let mut bytes = data.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte == b'{' {
            match bytes.next()? {
                chosen @ b'A'..=b'C' => set = Some(chosen),
                b'1' if text.is_empty() => is_gs1 = true,
                b'1' => text.push(FUNCTION_1),
                b'2'..=b'4' | b'S' => {}
                b'{' if set? != b'C' => text.push('{'),
                _ => return None,
            }
        } else if set? == b'C' {
            let pair = Some(byte).filter(|pair| *pair < 100)?;
            text.push_str(&format!("{pair:02}"));
        } else {
            text.push(char::from(byte));
        }
    }
    Some((text, is_gs1))
}

/// GS1-128: brackets around identifiers and spaces are for people only, `{1` is FNC1.
fn gs1_elements(text: &str) -> String {
    text.replace("{1", "\u{1d}")
        .chars()
        .filter(|character| !matches!(character, '(' | ')' | ' ' | '*'))
        .collect()
}
