use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::id::{ProductId, TaxRateId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;

use super::super::catalog::{put_product, remove_product};
use super::super::opening::open_checked;
use super::*;

fn product(n: u8, name: &str, sku: &str) -> ProductRow {
    ProductRow {
        product_id: ProductId::from_parts(1, [n; 10]),
        name: name.to_owned(),
        sku: sku.to_owned(),
        barcodes: Vec::new(),
        unit: Unit::Piece,
        price: Money::from_minor(100),
        tax_rate_id: TaxRateId::from_parts(1, [0; 10]),
        category_id: None,
        quick_key: None,
        active: true,
    }
}

fn shelf(names: &[&str]) -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = open_checked(&folder.path().join("till.db")).expect("a database");
    for (n, name) in names.iter().enumerate() {
        let n = u8::try_from(n).expect("few products");
        put_product(&connection, &product(n, name, &format!("A000{n}")), 1).expect("a product");
    }
    (folder, connection)
}

fn names(connection: &Connection, query: &str) -> Vec<String> {
    search_products(connection, query, None, 30)
        .expect("an answer")
        .into_iter()
        .map(|product| product.name)
        .collect()
}

#[test]
fn whole_words_come_first_then_beginnings_then_parts() {
    let (_folder, connection) = shelf(&[
        "Плавленый масломикс",
        "Какаомасло",
        "Маслозавод пломбир",
        "Крем на масле",
        "Паста с масло 5%",
        "Масло сливочное",
        "Хлеб",
    ]);
    assert_eq!(
        names(&connection, "масло"),
        [
            "Масло сливочное",
            "Паста с масло 5%",
            "Маслозавод пломбир",
            "Плавленый масломикс",
            "Какаомасло",
        ]
    );
    assert_eq!(names(&connection, "МАСЛО слив"), ["Масло сливочное"]);
    assert_eq!(names(&connection, "масло 5"), ["Паста с масло 5%"]);
    assert_eq!(names(&connection, "хлебмасло"), [""; 0]);
}

#[test]
fn short_words_begin_a_word_and_long_ones_may_be_inside() {
    let (_folder, connection) = shelf(&["Tea Earl Grey", "Café crème", "Чай 1 л", "Чай 100 г"]);
    assert_eq!(names(&connection, "г"), ["Чай 100 г"]);
    assert_eq!(names(&connection, "ea"), ["Tea Earl Grey"]);
    assert_eq!(names(&connection, "rey"), ["Tea Earl Grey"]);
    assert_eq!(names(&connection, "afé crè"), ["Café crème"]);
    assert_eq!(names(&connection, "чай 1"), ["Чай 1 л", "Чай 100 г"]);
    assert_eq!(names(&connection, "a0003"), ["Чай 100 г"]);
    assert_eq!(names(&connection, "0002"), ["Чай 1 л"]);
}

#[test]
fn a_changed_or_removed_product_is_not_found_by_what_it_was() {
    let (_folder, connection) = shelf(&["Кефир", "Ряженка"]);
    put_product(&connection, &product(0, "Айран", "A0000"), 2).expect("a change");
    remove_product(&connection, ProductId::from_parts(1, [1; 10])).expect("a removal");
    for gone in ["кефир", "фир", "ряж"] {
        assert_eq!(names(&connection, gone), [""; 0], "{gone}");
    }
    assert_eq!(names(&connection, "йра"), ["Айран"]);
}

#[test]
fn the_best_fit_is_found_among_many_that_fit_less() {
    let many: Vec<String> = (0..250).map(|n| format!("Супермасло {n}")).collect();
    let mut all: Vec<&str> = many.iter().map(String::as_str).collect();
    all.push("Крестьянское масло");
    let (_folder, connection) = shelf(&all);
    assert_eq!(
        names(&connection, "масло").first().map(String::as_str),
        Some("Крестьянское масло")
    );
}

#[test]
fn folding_makes_spellings_equal() {
    assert_eq!(fold("Мёд  «Липовый», 0,5 кг!"), "мед липовый 0 5 кг");
    assert_eq!(fold("NESCAFÉ Gold-95g"), "nescafé gold 95g");
    assert_eq!(fold("  "), "");
}

#[test]
fn short_words_have_no_trigrams() {
    assert_eq!(parts_query(&["мо"]), None);
    assert_eq!(
        parts_query(&["моло", "a"]).as_deref(),
        Some("\"мол\" AND \"оло\"")
    );
}
