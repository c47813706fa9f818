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

/// Writes labels one after another. Where the printer can repeat a label, equal ones in a row are sent once with their number.
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
            let written = runs(&documents).map(|(label, copies)| zpl::label(label, *text, copies));
            written.collect::<String>().into_bytes()
        }
        LabelFormat::Tspl(options) => {
            let written = runs(&documents).map(|(label, copies)| {
                let copies = options.copies.saturating_mul(copies);
                tspl::label(label, &tspl::TsplOptions { copies, ..*options })
            });
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

/// Each label with the number of times it stands in a row.
fn runs(documents: &[LabelDocument]) -> impl Iterator<Item = (&LabelDocument, u16)> {
    documents
        .chunk_by(|one, other| one == other)
        .flat_map(|run| run.chunks(usize::from(u16::MAX)))
        .filter_map(|run| Some((run.first()?, u16::try_from(run.len()).ok()?)))
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

#[cfg(test)]
mod tests {
    use bezmen_domain::locale::Locale;
    use bezmen_domain::money::{Currency, Money};

    use super::*;
    use crate::label::LabelSize;

    fn content(name: &str) -> LabelContent {
        LabelContent::new(name, Money::from_minor(500), Currency::RUB, Locale::En)
    }

    #[test]
    fn equal_labels_in_a_row_are_sent_once_with_their_number() {
        let contents = [
            content("Tea"),
            content("Tea"),
            content("Salt"),
            content("Tea"),
        ];
        let media = Media::new(LabelSize::SIZE_30_20, 203);
        let written = |format: &LabelFormat| {
            String::from_utf8_lossy(&labels(&contents, media, format).unwrap()).into_owned()
        };
        let zpl = written(&LabelFormat::Zpl(zpl::ZplText::Unicode));
        let counts: Vec<&str> = zpl.lines().filter(|line| line.starts_with("^PQ")).collect();
        assert_eq!(counts, ["^PQ2,0,0,N", "^PQ1,0,0,N", "^PQ1,0,0,N"]);
        let tspl = written(&LabelFormat::Tspl(tspl::TsplOptions {
            copies: 3,
            ..tspl::TsplOptions::default()
        }));
        let counts: Vec<&str> = tspl
            .split("\r\n")
            .filter(|line| line.starts_with("PRINT"))
            .collect();
        assert_eq!(counts, ["PRINT 1,6", "PRINT 1,3", "PRINT 1,3"]);
    }
}
