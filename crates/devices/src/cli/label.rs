//! `label`: a label's content to the bytes of a printer, a file, or a picture.

use serde_json::{Value, json};

use crate::label::{
    LabelContent, LabelDocument, LabelError, LabelItem, Media, escpos, lay_out, pdf, tspl, zpl,
};
use crate::printer::profile::PrinterProfile;

/// What a label is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelFormat {
    /// ESC/POS for a printer.
    EscPos(Box<PrinterProfile>),
    /// ZPL, with text as said.
    Zpl(zpl::ZplText),
    /// TSPL.
    Tspl(tspl::TsplOptions),
    /// PDF, one label to a page.
    Pdf,
    /// PDF on sheets.
    PdfSheets(pdf::Sheet),
    /// PNG: only the first label.
    Png,
}

/// Writes labels one after another.
///
/// # Errors
/// Says what does not fit, or what is wrong with a code or price, and of which label, counted from nought.
pub fn labels(
    contents: &[LabelContent],
    media: Media,
    format: &LabelFormat,
) -> Result<Vec<u8>, (usize, LabelError)> {
    let documents = laid_out(contents, media)?;
    Ok(match format {
        LabelFormat::EscPos(profile) => escpos::job(contents.iter().zip(&documents), profile),
        LabelFormat::Zpl(text) => {
            let written = documents.iter().map(|label| zpl::label(label, *text, 1));
            written.collect::<String>().into_bytes()
        }
        LabelFormat::Tspl(options) => {
            let written = documents.iter().map(|label| tspl::label(label, options));
            written.collect::<Vec<_>>().concat()
        }
        LabelFormat::Pdf => pdf::one_per_page(&documents),
        LabelFormat::PdfSheets(sheet) => pdf::on_sheets(&documents, sheet),
        LabelFormat::Png => documents
            .first()
            .map(|label| label.draw().to_png())
            .unwrap_or_default(),
    })
}

fn laid_out(
    contents: &[LabelContent],
    media: Media,
) -> Result<Vec<LabelDocument>, (usize, LabelError)> {
    let one = |(at, content)| lay_out(content, media).map_err(|error| (at, error));
    contents.iter().enumerate().map(one).collect()
}

/// What stands on a label: `{width_dots, height_dots, texts, code, left_out}`; `code` is what the code holds.
///
/// # Errors
/// Says what does not fit, or what is wrong with the code or a price.
pub fn label_summary(content: &LabelContent, media: Media) -> Result<Value, LabelError> {
    let label = lay_out(content, media)?;
    let code = label.items.iter().find_map(|item| match item {
        LabelItem::Bars { code, .. } => Some(code.text()),
        LabelItem::Square { data, .. } => Some(data.as_str()),
        LabelItem::Text { .. } | LabelItem::Bar { .. } => None,
    });
    Ok(json!({
        "width_dots": media.width(),
        "height_dots": media.height(),
        "texts": label.texts().collect::<Vec<_>>(),
        "code": code,
        "left_out": label.left_out,
    }))
}
