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
pub fn shown(content: &LabelContent, label: &LabelDocument, locale: Locale) -> LabelView {
    let picture = BASE64.encode(label.draw().to_png());
    LabelView {
        picture: format!("data:image/png;base64,{picture}"),
        texts: label.texts().map(str::to_owned).collect(),
        left_out: left_out(content, label, locale),
        is_sent: false,
        words: String::new(),
        bytes: 0,
        hex: String::new(),
    }
}

/// What is not on it: what there was no room for, and a code where the product has none that can be read off a shelf.
fn left_out(content: &LabelContent, label: &LabelDocument, locale: Locale) -> String {
    let no_code = content.code.is_none().then(|| {
        locale.pick(
            "Кода нет: дайте товару штрихкод или артикул до 20 латинских букв и цифр без пробелов.",
            "No code: give the product a barcode or an article number of up to 20 Latin letters and digits without spaces.",
        )
    });
    let no_room = no_room(label, locale);
    let sentences = [no_room.as_deref(), no_code];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn no_room(label: &LabelDocument, locale: Locale) -> Option<String> {
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
        return None;
    }
    let words: Vec<&str> = label.left_out.iter().map(word).collect();
    let list = words.join(", ");
    Some(match locale {
        Locale::Ru => format!("Не поместилось: {list}. Возьмите этикетку больше, если это нужно."),
        Locale::En => format!("No room for: {list}. Take a larger label if you need it."),
    })
}

#[cfg(test)]
mod tests {
    use bezmen_devices::label::{CodeKind, LabelCode, LabelSize};
    use bezmen_domain::money::{Currency, Money};

    use super::*;

    #[test]
    fn a_label_without_a_code_says_so_and_what_to_do() {
        let price = Money::from_minor(8_990);
        let mut content = LabelContent::new("Чай", price, Currency::RUB, Locale::Ru);
        let media = Media::new(LabelSize::SIZE_58_40, 203);
        let words = |content: &LabelContent, locale| {
            shown(content, &lay_out(content, media).unwrap(), locale).left_out
        };
        assert!(words(&content, Locale::Ru).starts_with("Кода нет:"));
        assert!(words(&content, Locale::En).starts_with("No code:"));
        content.code = Some(LabelCode::new(CodeKind::Auto, "1042"));
        assert_eq!(words(&content, Locale::Ru), "");
    }
}
