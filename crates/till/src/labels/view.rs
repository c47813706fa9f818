//! A label as the screens show it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bezmen_contract::till::LabelView;
use bezmen_devices::label::{LabelContent, LabelDocument, Media, lay_out};
use bezmen_domain::locale::Locale;

use crate::refusal::Refusal;

/// Lays a label out.
///
/// # Errors
/// Says of which product the label does not fit, and why.
pub fn laid_out(
    content: &LabelContent,
    media: Media,
    name: &str,
) -> Result<LabelDocument, Refusal> {
    lay_out(content, media).map_err(|error| Refusal::LabelImpossible {
        name: name.to_owned(),
        error,
    })
}

/// Draws a label that was only laid out.
pub fn shown(label: &LabelDocument, locale: Locale) -> LabelView {
    let picture = BASE64.encode(label.draw().to_png());
    LabelView {
        picture: format!("data:image/png;base64,{picture}"),
        texts: label.texts().map(str::to_owned).collect(),
        left_out: left_out(label, locale),
        is_sent: false,
        words: String::new(),
        bytes: 0,
        hex: String::new(),
    }
}

/// What there was no room for.
fn left_out(label: &LabelDocument, locale: Locale) -> String {
    let word = |field: &&str| match *field {
        "name" => locale.pick("название сокращено", "the name is cut"),
        "unit_price" => locale.pick("цена за единицу", "the price of a unit"),
        "old_price" => locale.pick("прежняя цена", "the price before"),
        "date" => locale.pick("дата", "the date"),
        "weight" => locale.pick("вес", "the weight"),
        "article" => locale.pick("артикул", "the article number"),
        "store" => locale.pick("магазин", "the store"),
        _ => locale.pick("код", "the code"),
    };
    if label.left_out.is_empty() {
        return String::new();
    }
    let words: Vec<&str> = label.left_out.iter().map(word).collect();
    let list = words.join(", ");
    match locale {
        Locale::Ru => format!("Не поместилось: {list}. Возьмите этикетку больше, если это нужно."),
        Locale::En => format!("No room for: {list}. Take a larger label if you need it."),
    }
}
