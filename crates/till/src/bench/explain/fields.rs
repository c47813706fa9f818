//! What a code holds, as names and values.

use bezmen_domain::barcode::gs1::{Decoded, Element, Message, dictionary};
use bezmen_domain::barcode::{Amount, Gtin, MarkingCode, Recognised, RuleKind, RuleMatch, What};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{self, Currency};
use bezmen_domain::quantity::{self, Unit};

use super::{Reader, visible};

type Fields = Vec<(String, String)>;

/// Everything that a code holds, in order.
pub fn all(recognised: &Recognised, reader: Reader) -> Fields {
    let locale = reader.locale;
    let mut fields = Fields::new();
    if let Some(symbology) = recognised.symbology {
        put(&mut fields, locale, ("Тип кода", "Symbology"), symbology);
    }
    match &recognised.what {
        What::Receipt(receipt) => {
            put(&mut fields, locale, ("Чек", "Receipt"), &receipt.number);
        }
        What::Marking(code) => marking(&mut fields, code, reader),
        What::Gs1(reading) => {
            if let Some(gtin) = reading.gtin() {
                number(&mut fields, locale, gtin);
            }
            elements(&mut fields, &reading.message, reader);
        }
        What::Rule(found) => {
            label(&mut fields, found, reader);
            if let Some(more) = &found.more {
                elements(&mut fields, &more.message, reader);
            }
        }
        What::Product { gtin, more } => {
            number(&mut fields, locale, *gtin);
            if let Some(more) = more {
                elements(&mut fields, &more.message, reader);
            }
        }
        What::Misread { .. } | What::BadCheckDigit { .. } | What::NotItsSymbology | What::Text => {}
    }
    fields
}

fn put(
    fields: &mut Fields,
    locale: Locale,
    (ru, en): (&'static str, &'static str),
    value: impl ToString,
) {
    fields.push((locale.pick(ru, en).to_owned(), value.to_string()));
}

/// The number of a product; of goods of varying weight also the number that stands in the catalogue.
fn number(fields: &mut Fields, locale: Locale, gtin: Gtin) {
    put(
        fields,
        locale,
        ("Номер товара (GTIN)", "Number of the product (GTIN)"),
        gtin.printed(),
    );
    if let Some(base) = gtin.base_item().filter(|_| gtin.is_variable_measure()) {
        let name = ("Номер в каталоге", "Number in the catalogue");
        put(fields, locale, name, base.printed());
    }
}

fn label(fields: &mut Fields, found: &RuleMatch, reader: Reader) {
    let locale = reader.locale;
    if found.base_code != found.code {
        let name = ("Основной код", "Base code");
        put(fields, locale, name, &found.base_code);
    }
    if !found.item.is_empty() {
        let name = ("Номер на весах (PLU)", "Number on the scale (PLU)");
        put(fields, locale, name, &found.item);
    }
    let Some(value) = found.value else {
        return;
    };
    match found.kind {
        RuleKind::Weight => {
            put(fields, locale, ("Вес", "Weight"), kilograms(value, locale));
        }
        RuleKind::Price => {
            let sum = value.money(reader.currency);
            let words = sum.map_or_else(
                || written(value, locale),
                |sum| money::format(sum, reader.currency, locale),
            );
            put(fields, locale, ("Цена", "Price"), words);
        }
        RuleKind::Count => put(
            fields,
            locale,
            ("Количество", "Count"),
            written(value, locale),
        ),
        RuleKind::Discount => {
            let share = format!("{} %", written(value, locale));
            put(fields, locale, ("Скидка", "Discount"), share);
        }
        RuleKind::Product
        | RuleKind::Customer
        | RuleKind::Staff
        | RuleKind::Coupon
        | RuleKind::Location
        | RuleKind::Lot
        | RuleKind::Package => put(fields, locale, ("Число", "Number"), written(value, locale)),
    }
}

fn marking(fields: &mut Fields, code: &MarkingCode, reader: Reader) {
    let locale = reader.locale;
    number(fields, locale, code.gtin);
    let serial = visible(&code.serial);
    put(fields, locale, ("Серийный номер", "Serial number"), serial);
    if let Some(ki) = &code.ki {
        let name = ("Код идентификации (КИ)", "Identification code");
        put(fields, locale, name, visible(ki));
    }
    if let Some(price) = code.max_price {
        let price = money::format(price, Currency::RUB, locale);
        put(fields, locale, ("Цена не выше", "Highest price"), price);
    }
    if let Some(weight) = code.weight {
        let weight = quantity::format(weight, Unit::Kilogram, locale);
        put(fields, locale, ("Вес нетто", "Net weight"), weight);
    }
    elements(fields, &code.message, reader);
}

fn elements(fields: &mut Fields, message: &Message, reader: Reader) {
    for element in &message.elements {
        fields.push((title(element, reader.locale), value(element, reader)));
    }
}

/// What people call the commonest identifiers; the others have the title of the dictionary, which stands on labels.
fn title(element: &Element, locale: Locale) -> String {
    let ai = element.ai.to_string();
    let russian = match ai.as_str() {
        "00" => "номер упаковки (SSCC)",
        "01" => "номер товара",
        "02" => "номер товара внутри",
        "10" => "партия",
        "11" => "дата изготовления",
        "13" => "дата упаковки",
        "15" => "лучше до",
        "17" => "годен до",
        "21" => "серийный номер",
        "30" | "37" => "количество",
        "91" => "ключ проверки",
        "92" | "93" => "код проверки",
        "8005" => "цена за единицу",
        other if other.starts_with("310") => "вес нетто",
        other if other.starts_with("392") => "цена",
        _ => "",
    };
    let known = dictionary().find(element.ai).map(|entry| entry.title);
    let title = match locale {
        Locale::Ru if !russian.is_empty() => russian,
        Locale::Ru => known.unwrap_or("неизвестный идентификатор"),
        Locale::En => known.unwrap_or("unknown identifier"),
    };
    format!("({ai}) {title}")
}

/// A number of a code as people write it.
fn written(amount: Amount, locale: Locale) -> String {
    locale.number(&amount.to_string())
}

fn kilograms(amount: Amount, locale: Locale) -> String {
    let unit = Unit::Kilogram.abbreviation(locale);
    format!("{}\u{a0}{unit}", written(amount, locale))
}

/// The value as it stands in the code, and before it what it means.
fn value(element: &Element, reader: Reader) -> String {
    let raw = visible(&element.value);
    let locale = reader.locale;
    let meaning = match element.decoded(reader.year) {
        Some(Decoded::Measure { amount, unit: "kg" }) => kilograms(amount, locale),
        Some(Decoded::Measure { amount, unit }) => format!("{} {unit}", written(amount, locale)),
        Some(Decoded::Sum { amount, currency }) => {
            let known = amount.money(reader.currency).filter(|_| currency.is_none());
            known.map_or_else(
                || match currency {
                    Some(number) => format!("{} (ISO 4217: {number:03})", written(amount, locale)),
                    None => written(amount, locale),
                },
                |sum| money::format(sum, reader.currency, locale),
            )
        }
        Some(Decoded::Count { amount }) => written(amount, locale),
        Some(Decoded::Percent { amount }) => format!("{} %", written(amount, locale)),
        Some(Decoded::Day { date }) => date.format(locale),
        None => return raw,
    };
    format!("{meaning} ← {raw}")
}
