//! Barcodes on the scale's line.

use bezmen_domain::barcode::upc_e;

use crate::scale::said::Label;

/// The letters before a code and the kind that they name, the longer ones first; `FF` is EAN-8, so `F` stands behind it.
const KINDS: [(&str, &str); 13] = [
    ("A", "UPCA"),
    ("B1", "CODE39"),
    ("B2", "ITF"),
    ("B3", "CODE128"),
    ("Dm", "DATAMATRIX"),
    ("E", "UPCE"),
    ("FF", "EAN8"),
    ("F", "EAN13"),
    ("QR", "QR"),
    ("R", "DATABAR"),
    ("%", "CODABAR"),
    ("&", "CODE93"),
    ("P", "PDF417"),
];

/// Reads the letters and the text of a code; nothing when the text cannot be of that kind.
pub(super) fn read(label: &[u8]) -> Option<Label> {
    let label = std::str::from_utf8(label).ok()?;
    let found = KINDS
        .iter()
        .find_map(|(letters, kind)| Some((label.strip_prefix(letters)?, *kind)));
    let (text, symbology) = match found {
        Some((text, "UPCE")) => return upc_e(text),
        Some((text, "UPCA")) => (digits(text, &[11, 12, 14, 17])?.to_owned(), "UPCA"),
        Some((text, "EAN13")) => (digits(text, &[12, 13, 15, 18])?.to_owned(), "EAN13"),
        Some((text, "EAN8")) => (digits(text, &[7, 8])?.to_owned(), "EAN8"),
        Some((text, "DATABAR")) => (data_bar(text).to_owned(), "DATABAR"),
        Some((text, kind)) => (text.to_owned(), kind),
        // A kind that no manual at hand names: the code is better shown whole than lost.
        None => (label.to_owned(), "UNKNOWN"),
    };
    (!text.is_empty()).then_some(Label { text, symbology })
}

/// The digits alone in one of these numbers: without or with the check digit, and with the small codes of magazines.
fn digits<'a>(text: &'a str, lengths: &[usize]) -> Option<&'a str> {
    (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(text)
}

/// The element string: many models write `R4` before a DataBar code, others `R` alone.
fn data_bar(text: &str) -> &str {
    match text.strip_prefix('4') {
        Some(rest) if rest.starts_with("01") && rest.len() >= 16 => rest,
        Some(_) | None => text,
    }
}

/// Writes a UPC-E code out as the twelve digits of UPC-A. It comes as six digits, with the number system before them, with the
/// check digit behind them, or with both.
fn upc_e(text: &str) -> Option<Label> {
    let gtin = match text.as_bytes() {
        // Only 0 and 1 are number systems, so another first digit begins the code itself.
        [b'2'..=b'9', rest @ ..] if rest.len() == 6 => upc_e::parse(&format!("0{text}")),
        _ => upc_e::parse(text),
    };
    // It has fourteen digits, of which UPC-A leaves out the first two.
    let text = gtin.ok()?.canonical().get(2..)?.to_owned();
    Some(Label {
        text,
        symbology: "UPCE",
    })
}
