//! Labels on a receipt printer, or on a label printer that speaks ESC/POS.

use bezmen_domain::barcode::gs1::Message;
use bezmen_domain::quantity::{self, Unit};

use super::{CodeKind, LabelContent, LabelDocument, LabelItem};
use crate::printer::interpret::Align;
use crate::printer::job::{JobWriter, Look};
use crate::printer::profile::PrinterProfile;

/// Writes labels as one job: each as a picture, fed past the cutter. A printer that draws no pictures gets the label as lines of
/// text with the code by command.
#[must_use]
pub fn job<'a>(
    labels: impl IntoIterator<Item = (&'a LabelContent, &'a LabelDocument)>,
    profile: &PrinterProfile,
) -> Vec<u8> {
    let labels: Vec<_> = labels.into_iter().collect();
    let names: String = labels
        .iter()
        .map(|(content, _)| content.name.as_str())
        .collect();
    let mut job = JobWriter::begin(profile, &names);
    for (content, document) in labels {
        if profile.draws_pictures() {
            job.image(&document.draw(), Align::Left);
        } else {
            as_text(content, document, &mut job);
        }
        job.cut();
    }
    job.finish()
}

fn as_text(content: &LabelContent, document: &LabelDocument, job: &mut JobWriter<'_>) {
    let sum = |price| bezmen_domain::money::format(price, content.currency, content.locale);
    job.line(&content.name, Look::Bold, Align::Left);
    if let Some(old) = content.old_price {
        let words = content.locale.pick("Прежняя цена", "Before");
        job.line(&format!("{words} {}", sum(old)), Look::Normal, Align::Left);
    }
    job.line(&sum(content.price), Look::Large, Align::Left);
    if let Some(unit) = content.unit_price {
        let text = format!("{} {}", sum(unit.price), unit.per.words(content.locale));
        job.line(&text, Look::Normal, Align::Left);
    }
    for item in &document.items {
        match item {
            LabelItem::Bars { code, .. } => job.barcode_as(code),
            // A mark of the state in another kind of code would be no mark: its text can be read at least.
            LabelItem::Square { data, .. } => match content.code.as_ref().map(|code| code.kind) {
                Some(CodeKind::Qr) => job.qr(data),
                Some(CodeKind::Gs1DataMatrix) => {
                    job.line(&readable(data), Look::Normal, Align::Left);
                }
                Some(CodeKind::Auto | CodeKind::Ean13 | CodeKind::Ean8 | CodeKind::Code128)
                | None => job.line(data, Look::Normal, Align::Left),
            },
            LabelItem::Text { .. } | LabelItem::Bar { .. } => {}
        }
    }
    let weight = content
        .weight
        .map(|weight| quantity::format(weight, Unit::Kilogram, content.locale));
    let small = [content.article.clone(), weight, content.store.clone()];
    let date = content.date.map(|date| date.format(content.locale));
    for text in small.into_iter().chain([date]).flatten() {
        job.line(&text, Look::Normal, Align::Left);
    }
}

/// GS1 data as people write it, with brackets around the identifiers: a separator (GS) cannot be seen.
fn readable(data: &str) -> String {
    Message::parse(data).map_or_else(|_| data.to_owned(), |message| message.bracketed())
}
