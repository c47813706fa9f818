//! What a code is, taken apart for somebody who sets a scanner or a label up.

use bezmen_contract::till::CodeView;
use bezmen_domain::barcode::{
    MarkingLayout, Recognised, RuleSet, Symbology, What, layout, recognise,
};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;

mod fields;
mod warnings;

/// What the explanation is written for.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The language.
    pub locale: Locale,
    /// What prices are in.
    pub currency: Currency,
    /// The year of reading: it decides in which century a date is.
    pub year: u16,
}

/// Explains a code without looking at the catalogue.
pub fn explain(
    arrived: &str,
    symbology: Option<Symbology>,
    rules: &RuleSet,
    reader: Reader,
) -> (CodeView, Recognised) {
    let text = arrived.trim_end_matches(['\r', '\n']);
    let recognised = recognise(text, symbology, rules);
    let view = CodeView {
        arrived: visible(arrived),
        kind: kind(&recognised.what, reader.locale).to_owned(),
        rule: rule(&recognised.what, rules),
        fields: fields::all(&recognised, reader),
        product: String::new(),
        warnings: warnings::all(text, &recognised, reader.locale),
    };
    (view, recognised)
}

/// Writes control characters so that they are seen: `<GS>`, `<CR>`, `<1B>`.
pub fn visible(text: &str) -> String {
    const NAMES: [(char, &str); 7] = [
        ('\t', "<TAB>"),
        ('\n', "<LF>"),
        ('\r', "<CR>"),
        ('\u{1c}', "<FS>"),
        ('\u{1d}', "<GS>"),
        ('\u{1e}', "<RS>"),
        ('\u{4}', "<EOT>"),
    ];
    text.chars()
        .map(|character| {
            let name = NAMES.iter().find(|(known, _)| *known == character);
            match name {
                Some((_, name)) => (*name).to_owned(),
                None if character.is_control() => format!("<{:02X}>", u32::from(character)),
                None => character.to_string(),
            }
        })
        .collect()
}

/// What the same keys write on a US keyboard, when the text has Russian letters.
pub fn in_latin(text: &str) -> Option<String> {
    layout::in_latin(text.trim_end_matches(['\r', '\n']))
}

fn kind(what: &What, locale: Locale) -> &'static str {
    match what {
        What::Receipt(_) => locale.pick("QR-код чека", "The QR code of a receipt"),
        What::Marking(code) => match code.layout {
            MarkingLayout::Gs1 => locale.pick(
                "Код маркировки «Честный ЗНАК»",
                "A marking code of “Честный ЗНАК”",
            ),
            MarkingLayout::TobaccoPack => locale.pick(
                "Код маркировки пачки табака",
                "The marking code of a tobacco pack",
            ),
        },
        What::Gs1(_) => locale.pick("Данные GS1", "GS1 data"),
        What::Rule(found) => found.kind.words(locale),
        What::Misread { .. } => locale.pick(
            "Этикетка магазина, считанная с ошибкой",
            "A label of the shop, misread",
        ),
        What::Product { gtin, .. } if gtin.is_in_store() => {
            locale.pick("Внутренний номер магазина", "A number of the shop's own")
        }
        What::Product { .. } => locale.pick("Номер товара", "The number of a product"),
        What::BadCheckDigit { .. } => locale.pick(
            "Номер с неверной контрольной цифрой",
            "A number with a wrong check digit",
        ),
        What::NotItsSymbology => locale.pick(
            "Не то, что обещает тип кода",
            "Not what its symbology promises",
        ),
        What::Text => locale.pick("Просто текст", "Plain text"),
    }
}

fn rule(what: &What, rules: &RuleSet) -> String {
    match what {
        What::Rule(found) => rules
            .rules()
            .get(found.index)
            .map_or_else(|| found.rule.clone(), |rule| rule.label()),
        What::Misread { rule, .. } => rule.clone(),
        What::Receipt(_)
        | What::Marking(_)
        | What::Gs1(_)
        | What::Product { .. }
        | What::BadCheckDigit { .. }
        | What::NotItsSymbology
        | What::Text => String::new(),
    }
}

#[cfg(test)]
mod tests;
