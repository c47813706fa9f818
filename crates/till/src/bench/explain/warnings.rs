//! What is wrong with a code, or should be known about it, and what to do.

use bezmen_domain::barcode::gs1::{GS, Message};
use bezmen_domain::barcode::{Gs1Reading, MarkingCode, MarkingWarning, Recognised, What};
use bezmen_domain::locale::Locale;

use super::in_latin;

/// Everything that can be said without the catalogue.
pub fn all(text: &str, recognised: &Recognised, locale: Locale) -> Vec<String> {
    let mut warnings = characters(text, &recognised.what, locale);
    match &recognised.what {
        What::Marking(code) => warnings.extend(marking(code, locale)),
        What::Gs1(reading) => warnings.extend(gs1(reading, locale)),
        What::Product { gtin, more } => {
            if gtin.is_in_store() {
                warnings.push(no_rule(locale).to_owned());
            }
            if let Some(more) = more {
                warnings.extend(gs1(more, locale));
            }
        }
        What::Misread {
            expected, found, ..
        } => warnings.push(match locale {
            Locale::Ru => format!(
                "Контрольная цифра веса или цены: {found}, а должна быть {expected}. Считайте этикетку ещё раз или проверьте шаблон весов."
            ),
            Locale::En => format!(
                "The check digit of the weight or price is {found} where {expected} belongs. Scan the label again, or check the scale's pattern."
            ),
        }),
        What::BadCheckDigit { expected, found } => warnings.push(match locale {
            Locale::Ru => format!(
                "Последняя цифра: {found}, а должна быть {expected}. Считайте код ещё раз; если он напечатан так, это код самого магазина."
            ),
            Locale::En => format!(
                "The last digit is {found} where {expected} belongs. Scan it again; if it is printed so, it is a code of the shop's own."
            ),
        }),
        What::NotItsSymbology => warnings.push(
            locale
                .pick(
                    "Сканер назвал тип кода, которому эти знаки не подходят. Считайте ещё раз.",
                    "The scanner named a symbology that such characters do not fit. Scan it again.",
                )
                .to_owned(),
        ),
        What::Text => warnings.extend(hidden_gs1(text, locale)),
        What::Rule(found) => {
            if let Some(more) = &found.more {
                warnings.extend(gs1(more, locale));
            }
        }
        What::Receipt(_) => {}
    }
    warnings
}

/// What the characters tell: the layout of the keyboard, and what no scanner reads.
fn characters(text: &str, what: &What, locale: Locale) -> Vec<String> {
    if let Some(latin) = in_latin(text) {
        return vec![match locale {
            Locale::Ru => format!(
                "Код введён в русской раскладке; в латинской это «{}». Отсканируйте его здесь сканером: касса читает клавиши по их месту.",
                super::visible(&latin)
            ),
            Locale::En => format!(
                "The code was typed through the Russian layout; in Latin it is “{}”. Scan it here with a scanner: the till reads keys by their place.",
                super::visible(&latin)
            ),
        }];
    }
    // Of a marking code the domain says it.
    let says_itself = matches!(what, What::Marking(_));
    if says_itself || text.is_ascii() {
        return Vec::new();
    }
    vec![
        locale
            .pick(
                "В коде знаки, которых штрихкоды не содержат. Проверьте кодировку в настройках сканера.",
                "The code has characters that barcodes do not hold. Check the encoding in the scanner's settings.",
            )
            .to_owned(),
    ]
}

fn marking(code: &MarkingCode, locale: Locale) -> Vec<String> {
    let mut words: Vec<String> = code
        .warnings
        .iter()
        .filter(|warning| **warning != MarkingWarning::RussianLayout)
        .map(|warning| sentence(warning.words(locale)))
        .collect();
    let is_broken = code.warnings.contains(&MarkingWarning::Broken)
        || code.warnings.contains(&MarkingWarning::SeparatorLost);
    if is_broken && let (_, Some(error)) = Message::parse_lossy(code.for_register()) {
        words.push(sentence(&error.words(locale)));
    }
    words
}

fn gs1(reading: &Gs1Reading, locale: Locale) -> Vec<String> {
    let errors = [&reading.error, &reading.missing];
    errors
        .into_iter()
        .flatten()
        .map(|error| sentence(&error.words(locale)))
        .collect()
}

/// A text that begins with an identifier and an item, and yet is no GS1 data: the separator may be lost within it.
fn hidden_gs1(text: &str, locale: Locale) -> Option<String> {
    let starts_as_item = text.starts_with("01") && text.len() > 16 && !text.contains(GS);
    let error = Message::parse_lossy(text).1.filter(|_| starts_as_item)?;
    let lost = locale.pick(
        "Похоже на данные GS1, у которых потерян разделитель (GS)",
        "It looks like GS1 data that lost its separator (GS)",
    );
    Some(format!("{lost}: {}", error.words(locale)))
}

const fn no_rule(locale: Locale) -> &'static str {
    locale.pick(
        "Такие номера магазин даёт сам, а правила этикеток для него нет. Если это этикетка с весом или ценой, добавьте правило в консоли.",
        "Shops give such numbers out themselves, and no label rule is for this one. If it is a label with a weight or a price, add a rule in the console.",
    )
}

/// Writes words as a sentence of their own.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(char::to_uppercase);
    let mut text: String = first.into_iter().flatten().chain(characters).collect();
    if !text.ends_with(['.', ']']) {
        text.push('.');
    }
    text
}
