//! The barcode workbench: codes explained with what the shop knows.

use serde_json::{Value, json};

use super::desk::{Desk, MILK};

fn explained(desk: &Desk, text: &str) -> Value {
    desk.ok("explain_code", json!({ "text": text }))
}

fn warnings(view: &Value) -> String {
    view["warnings"].to_string()
}

#[test]
fn the_product_is_the_one_that_a_scan_would_find() {
    let desk = Desk::open();
    assert_eq!(explained(&desk, MILK)["product"], "Молоко 3,2 % 930 мл");
    // Apples by the label of the scale, by the item number of GS1 data, and by the article number.
    assert_eq!(
        explained(&desk, "2100012003506")["product"],
        "Яблоки сезонные"
    );
    assert_eq!(explained(&desk, "1013")["product"], "Яблоки сезонные");
    let gs1 = format!("]d2010{MILK}10A7\u{1d}17261231");
    assert_eq!(explained(&desk, &gs1)["product"], "Молоко 3,2 % 930 мл");
    assert_eq!(explained(&desk, "5901234123457")["product"], "");
    // Nothing was sold by looking.
    let ticket = desk.ok("get_ticket", Value::Null);
    assert_eq!(ticket["lines"], json!([]));
}

#[test]
fn the_identifier_that_the_scanner_told_apart_counts() {
    let desk = Desk::open();
    let view = desk.ok(
        "explain_code",
        json!({ "text": format!("010{MILK}"), "symbology": "]d2" }),
    );
    assert_eq!(view["product"], "Молоко 3,2 % 930 мл");
    assert_eq!(view["fields"][0], json!(["Тип кода", "gs1-datamatrix"]));
    let view = desk.ok(
        "explain_code",
        json!({ "text": MILK, "symbology": "paper" }),
    );
    assert!(warnings(&view).contains("Такого типа кода касса не знает"));
}

#[test]
fn a_code_in_the_russian_layout_still_names_its_product() {
    let desk = Desk::open();
    // `]E0` before the number, as the keys write it when the system is set to Russian.
    let view = explained(&desk, &format!("ъУ0{MILK}"));
    assert!(warnings(&view).contains("в русской раскладке"), "{view}");
    assert_eq!(view["product"], "Молоко 3,2 % 930 мл");
}

#[test]
fn a_label_that_asks_for_another_price_is_told() {
    let desk = Desk::open();
    // A label of 120.00 for milk at 89.90: its article number is 1001.
    let view = explained(&desk, "2301001120000");
    assert_eq!(view["product"], "Молоко 3,2 % 930 мл", "{view}");
    assert!(
        warnings(&view).contains("На этикетке цена 120,00"),
        "{view}"
    );
    // A weight label for goods that are not weighed.
    let view = explained(&desk, "2101001003507");
    assert!(warnings(&view).contains("продаётся не по весу"), "{view}");
    // Half a kilogram of apples for 60.00 where the shop asks 64.95.
    let view = explained(&desk, "]C1019210001200000331030005003922006000");
    assert_eq!(view["product"], "Яблоки сезонные", "{view}");
    assert!(
        warnings(&view).contains("На этикетке цена 60,00") && warnings(&view).contains("64,95"),
        "{view}"
    );
}

#[test]
fn the_rules_of_a_new_shop_are_in_nobodys_way() {
    let desk = Desk::open();
    assert_eq!(desk.ok("check_rules", Value::Null), json!([]));
}

#[test]
fn a_text_without_end_is_refused() {
    let desk = Desk::open();
    let text = "1".repeat(5_000);
    let refused = desk.refused("explain_code", json!({ "text": text }));
    assert_eq!(refused, "TEXT_TOO_LONG");
}
