//! Words of the barcode rules.

use bezmen_domain::barcode::rule::Preset;
use bezmen_domain::barcode::{RuleKind, RuleSet, Scanned, What, classify, recognise};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{self, Currency};
use bezmen_domain::quantity::Quantity;
use bezmen_kit::look;

catalogue! {
    rules: "Правила штрихкодов" / "Barcode rules";
    rules_hint: "По ним кассы читают этикетки весов, карты и купоны. Действует первое подходящее правило." / "Tills read labels of scales, cards and coupons by them. The first rule that fits holds.";
    rule: "Правило" / "Rule";
    new_rule: "Новое правило" / "New rule";
    built_in: "встроенные" / "built-in";
    built_in_hint: "Своих правил ещё нет. Измените или добавьте любое, и список станет вашим." / "The shop has no rules of its own yet. Change or add one, and the list becomes yours.";
    kind: "Что это за коды" / "What these codes are";
    encoding: "Какой код" / "Which codes";
    pattern: "Шаблон" / "Pattern";
    pattern_hint: "Цифра — она сама, точка — любая цифра, {NNDDD} — число: N целые, D дробные, C — его контрольная цифра. Например: 21.....{NNDDD}." / "A digit is itself, a point is any digit, {NNDDD} is the number: N whole digits, D decimals, C its check digit. For example: 21.....{NNDDD}.";
    up: "Выше" / "Up";
    down: "Ниже" / "Down";
    remove: "Убрать правило" / "Remove the rule";
    ready_sets: "Готовые наборы" / "Ready sets";
    ready_set: "Набор" / "Set";
    ready_hint: "Набор заменит все нынешние правила." / "The set replaces all rules there are now.";
    take_set: "Взять этот набор" / "Take this set";
    built_in_set: "Встроенные правила" / "The built-in rules";
    try_code: "Проверить код" / "Try a code";
    try_hint: "Наведите сканер или введите цифры с этикетки: видно, какое правило сработает." / "Scan, or type the digits of a label: see which rule takes it.";
}

/// The name of a ready set.
pub fn preset(preset: Preset) -> &'static str {
    let (ru, en) = match preset {
        Preset::Standard => (
            "Общий: вес, цена, карты, купоны",
            "Common: weight, price, cards, coupons",
        ),
        Preset::Russia => ("Россия: вес под 20–29", "Russia: weight under 20 to 29"),
        Preset::Odoo => ("Как в Odoo", "As in Odoo"),
        Preset::NorthAmerica => ("Северная Америка (UPC-A)", "North America (UPC-A)"),
        Preset::Sweden => ("Швеция", "Sweden"),
        Preset::Norway => ("Норвегия", "Norway"),
        Preset::Finland => ("Финляндия", "Finland"),
        Preset::Estonia => ("Эстония", "Estonia"),
        Preset::Latvia => ("Латвия", "Latvia"),
        Preset::Lithuania => ("Литва", "Lithuania"),
        Preset::Denmark => ("Дания", "Denmark"),
        Preset::Germany => ("Германия", "Germany"),
        Preset::GreatBritain => ("Великобритания", "Great Britain"),
    };
    look::locale().pick(ru, en)
}

/// What a till makes of a code, and by which rule.
pub fn tried(text: &str, rules: &RuleSet, currency: Currency) -> String {
    tried_in(look::locale(), text, rules, currency)
}

fn tried_in(locale: Locale, text: &str, rules: &RuleSet, currency: Currency) -> String {
    let what = scanned(locale, classify(text, rules, currency), currency);
    match recognise(text.trim(), None, rules).what {
        What::Rule(found) => {
            let place = found.index + 1;
            match locale {
                Locale::Ru => format!("Правило {place}, {}: {what}", found.rule),
                Locale::En => format!("Rule {place}, {}: {what}", found.rule),
            }
        }
        What::Misread { rule, .. } => format!("{rule}: {what}"),
        What::Receipt(_)
        | What::Marking(_)
        | What::Gs1(_)
        | What::Product { .. }
        | What::BadCheckDigit { .. }
        | What::NotItsSymbology
        | What::Text => {
            let none = locale.pick("Ни одно правило не подходит", "No rule takes it");
            format!("{none}: {what}")
        }
    }
}

fn scanned(locale: Locale, scanned: Scanned, currency: Currency) -> String {
    let label = |base: String, plu: String, value: String| match locale {
        Locale::Ru => format!("товар {plu}, {value}; в каталоге {base}"),
        Locale::En => format!("product {plu}, {value}; in the catalogue {base}"),
    };
    let amount = |quantity: Quantity| quantity.to_string().replace('.', locale.decimal_mark());
    match scanned {
        Scanned::Weight {
            base_code,
            plu,
            quantity,
        } => {
            let unit = locale.pick("кг", "kg");
            label(
                base_code.printed(),
                plu,
                format!("{} {unit}", amount(quantity)),
            )
        }
        Scanned::Price {
            base_code,
            plu,
            sum,
        } => label(
            base_code.printed(),
            plu,
            money::format(sum, currency, locale),
        ),
        Scanned::Count {
            base_code,
            plu,
            quantity,
        } => {
            let unit = locale.pick("шт.", "pcs");
            label(
                base_code.printed(),
                plu,
                format!("{} {unit}", amount(quantity)),
            )
        }
        Scanned::Product { gtin } => {
            format!(
                "{} {gtin}",
                locale.pick("номер товара", "the number of a product")
            )
        }
        Scanned::NotGoods { kind, .. } => {
            let none = match kind {
                RuleKind::Customer => locale.pick(
                    "касса ищет покупателя с этой картой",
                    "the till looks for the customer with this card",
                ),
                RuleKind::Product
                | RuleKind::Weight
                | RuleKind::Price
                | RuleKind::Count
                | RuleKind::Discount
                | RuleKind::Staff
                | RuleKind::Coupon
                | RuleKind::Location
                | RuleKind::Lot
                | RuleKind::Package => {
                    locale.pick("касса по нему не продаёт", "the till sells nothing by it")
                }
            };
            format!("{}; {none}", kind.words(locale).to_lowercase())
        }
        Scanned::MisreadLabel {
            expected, found, ..
        } => match locale {
            Locale::Ru => format!(
                "контрольная цифра числа — {found}, а должна быть {expected}; касса попросит отсканировать ещё раз"
            ),
            Locale::En => format!(
                "the check digit of the number is {found} where {expected} belongs; the till asks to scan again"
            ),
        },
        Scanned::InexactLabel { .. } => locale
            .pick(
                "число нельзя продать точно",
                "the number cannot be sold exactly",
            )
            .to_owned(),
        Scanned::BadCheckDigit {
            expected, found, ..
        } => match locale {
            Locale::Ru => format!("последняя цифра — {found}, а должна быть {expected}"),
            Locale::En => format!("the last digit is {found} where {expected} belongs"),
        },
        Scanned::Receipt { receipt } => {
            format!("{} {}", locale.pick("чек", "receipt"), receipt.number)
        }
        Scanned::Text { .. } => locale
            .pick(
                "код самого магазина, ищется в каталоге как есть",
                "a code of the shop's own, looked up as it is",
            )
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tried_code_is_told_with_its_rule() {
        let rules = Preset::Standard.rules();
        let told = |text: &str| tried_in(Locale::Ru, text, &rules, Currency::RUB);
        assert_eq!(
            told("2112345005003"),
            "Правило 1, 21.....{NNDDD}.: товар 12345, 0,5 кг; в каталоге 2112345000008"
        );
        assert_eq!(
            told("0421234567891"),
            "Правило 5, 042: карта покупателя; касса ищет покупателя с этой картой"
        );
        assert!(told("4600682000174").starts_with("Ни одно правило не подходит: номер товара"));
        let english = tried_in(Locale::En, "4600682000175", &rules, Currency::RUB);
        assert_eq!(
            english,
            "No rule takes it: the last digit is 5 where 4 belongs"
        );
    }
}
