use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::barcode::classify;
use bezmen_domain::id::ProductId;
use bezmen_domain::money::Currency;
use tempfile::TempDir;

use super::*;
use crate::fixture::{self, ShopKind, tax_10};
use crate::selling::product_of;
use crate::{Till, TillOptions};

/// A till with an empty catalogue, and its folder.
fn shop() -> (Till, TempDir) {
    let folder = TempDir::new().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    let kind = ShopKind {
        has_groceries: false,
        ..ShopKind::GROCERY
    };
    fixture::seed(&till, kind).unwrap();
    (till, folder)
}

fn product(number: u8, name: &str, sku: &str, codes: &[&str], unit: Unit) -> ProductRow {
    ProductRow {
        product_id: ProductId::from_parts(1, [number; 10]),
        name: name.to_owned(),
        sku: sku.to_owned(),
        barcodes: codes.iter().map(|code| (*code).to_owned()).collect(),
        unit,
        price: Money::from_minor(50),
        tax_rate_id: tax_10(),
        category_id: None,
        quick_key: None,
        active: true,
    }
}

fn rule(kind: RuleKind, pattern: &str) -> Rule {
    Rule::new(Encoding::Ean13, pattern, kind).unwrap()
}

fn one(kind: RuleKind, pattern: &str) -> RuleSet {
    RuleSet::new(vec![rule(kind, pattern)])
}

fn listed(till: &Till, rules: &RuleSet) -> PluList {
    till.store()
        .read(|connection| plu_list(connection, rules))
        .unwrap()
}

#[test]
fn a_number_is_a_barcode_of_the_shop_or_else_the_article_number() {
    let (till, _folder) = shop();
    let code = Gtin::from_payload(210_012_300_000).unwrap().printed();
    fixture::put_products(
        &till,
        vec![
            product(1, "Сыр", "77", &["04600682000174", &code], Unit::Kilogram),
            product(2, "Шафран", "0456", &[], Unit::Gram),
            product(3, "Масло", "456", &[], Unit::Kilogram),
            product(4, "Рыба", "R-7", &[], Unit::Kilogram),
            product(5, "Творог", "123", &[], Unit::Kilogram),
            product(6, "Хлеб", "5", &[], Unit::Piece),
        ],
    )
    .unwrap();
    let list = listed(&till, &RuleSet::of_new_shop(Currency::RUB));
    let goods: Vec<(&str, u8, u32, u32, i64)> = list
        .goods
        .iter()
        .map(|one| {
            let row = &one.row;
            (
                row.name.as_str(),
                row.prefix,
                row.code,
                row.plu,
                row.price.minor(),
            )
        })
        .collect();
    assert_eq!(
        goods,
        [("Масло", 21, 456, 456, 50), ("Сыр", 21, 123, 123, 50)]
    );
    let left: Vec<(&str, String)> = list
        .left_out
        .iter()
        .map(|one| (one.name.as_str(), one.reason.words(Locale::Ru)))
        .collect();
    assert_eq!(left[0].0, "Рыба");
    assert!(left[0].1.contains("2100123000005"), "{}", left[0].1);
    assert_eq!(left[1].0, "Творог");
    assert!(left[1].1.contains("«Сыр»"), "{}", left[1].1);
    // 00456 leads to the butter, and 0456 is no number that a label gives.
    assert_eq!(left[2].0, "Шафран");
    assert!(left[2].1.contains("«Масло»"), "{}", left[2].1);
}

#[test]
fn a_label_that_the_scale_prints_sells_the_product() {
    for (pattern, sku, prefix, code) in [
        ("21.....{NNDDD}.", "42", 21_u8, 42_u32),
        ("2......{NNDDD}.", "42", 20, 42),
        ("2......{NNDDD}.", "123456", 21, 23_456),
        ("22....{NNNDDD}.", "42", 22, 42),
    ] {
        let (till, _folder) = shop();
        fixture::put_products(&till, vec![product(1, "Сыр", sku, &[], Unit::Kilogram)]).unwrap();
        let rules = one(RuleKind::Weight, pattern);
        let list = listed(&till, &rules);
        let one = &list.goods[0];
        assert_eq!((one.row.prefix, one.row.code), (prefix, code), "{pattern}");
        // As the scale composes it: prefix, code, and 0.512 kg.
        let of_weight = pattern.matches(['N', 'D']).count();
        let of_code = 10 - of_weight;
        let payload = format!("{prefix}{code:0of_code$}{:0of_weight$}", 512);
        let label = Gtin::from_payload(payload.parse().unwrap()).unwrap();
        let scanned = classify(&label.printed(), &rules, Currency::RUB);
        let found = till
            .store()
            .read(|connection| product_of(connection, &scanned))
            .unwrap();
        assert_eq!(found.unwrap().name, "Сыр", "{payload}");
    }
}

#[test]
fn goods_by_the_gram_go_by_the_kilogram_and_price_rules_serve_where_no_weight_rule_does() {
    let (till, _folder) = shop();
    fixture::put_products(&till, vec![product(1, "Шафран", "9", &[], Unit::Gram)]).unwrap();
    let price = one(RuleKind::Price, "23.....{NNNDD}.");
    let list = listed(&till, &price);
    let row = &list.goods[0].row;
    assert_eq!((row.prefix, row.code, row.price.minor()), (23, 9, 50_000));
    // By a rule with a check digit of its own no scale prints.
    let inner = one(RuleKind::Weight, "28....C{NNDDD}.");
    let list = listed(&till, &inner);
    assert_eq!(list.left_out[0].reason, NoNumber::NoRule);
}

#[test]
fn no_scale_prints_what_an_earlier_rule_reads_as_something_else() {
    let (till, _folder) = shop();
    fixture::put_products(&till, vec![product(1, "Сыр", "42", &[], Unit::Kilogram)]).unwrap();
    let price = rule(RuleKind::Price, "2......{NNNDD}.");
    let weight = rule(RuleKind::Weight, "21.....{NNDDD}.");
    let list = listed(&till, &RuleSet::new(vec![price.clone(), weight.clone()]));
    // A weight label would sell by its weight as a price: the price rule is the one that holds.
    assert_eq!(list.goods[0].row.prefix, 20);
    let list = listed(&till, &RuleSet::new(vec![weight, price]));
    assert_eq!(list.goods[0].row.prefix, 21);
}
