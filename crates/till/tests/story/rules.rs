//! Codes read by the owner's own rules.

use bezmen_domain::barcode::gtin::Gtin;
use bezmen_domain::barcode::price_check::price_check_digit;
use bezmen_till::fixture::{self, ShopKind};
use serde_json::{Value, json};

use super::desk::{Desk, MILK};

fn desk(rules: &[(&str, &str, &str)]) -> Desk {
    let desk = Desk::open();
    fixture::put_barcode_rules(desk.till(), ShopKind::GROCERY, rules).unwrap();
    desk
}

/// Twelve digits with their check digit.
fn ean13(payload: &str) -> String {
    Gtin::from_payload(payload.parse().unwrap())
        .unwrap()
        .printed()
}

/// What the till says to a scan by which nothing is sold, in Russian and in English.
#[track_caller]
fn told(desk: &Desk, text: &str) -> (String, [String; 2]) {
    let before = desk.ticket();
    let said = ["ru", "en"].map(|locale| {
        let mut settings = desk.ok("get_settings", Value::Null);
        settings["locale"] = json!(locale);
        desk.ok("save_settings", json!({ "settings": settings }));
        desk.call("scan", json!({ "text": text })).unwrap_err()
    });
    let bound = json!({ "barcode": text, "product_id": fixture::product_id(0) });
    assert_eq!(
        desk.call("bind_barcode", bound).unwrap_err().code,
        said[0].code
    );
    assert_eq!(desk.ticket(), before, "nothing was sold");
    let code = said[0].code.clone();
    (code, said.map(|failure| failure.message))
}

#[test]
fn a_rule_that_comes_while_the_till_runs_holds_for_the_next_scan() {
    let desk = Desk::open();
    // Under 27 nothing is known; the cheese has the article number 1007.
    let label = ean13("270100700512");
    assert_eq!(desk.scan(&label)["outcome"], "unknown");
    let rules = [("ean13", "27.....{NNDDD}.", "weight")];
    fixture::put_barcode_rules(desk.till(), ShopKind::GROCERY, &rules).unwrap();
    let scanned = desk.scan(&label);
    assert_eq!(scanned["outcome"], "added", "{scanned}");
    assert_eq!(scanned["ticket"]["lines"][0]["name"], "Сыр российский");
    assert_eq!(scanned["ticket"]["lines"][0]["quantity"], 512);
    // The built-in rules are the owner's no longer: what was a label is an unknown number.
    assert_eq!(desk.scan(&ean13("210000600512"))["outcome"], "unknown");
    fixture::put_barcode_rules(desk.till(), ShopKind::GROCERY, &[]).unwrap();
    assert_eq!(desk.scan(&ean13("210000600512"))["outcome"], "added");
    desk.assert_clean();
}

#[test]
fn a_label_whose_price_does_not_check_sells_nothing_and_says_why() {
    let desk = desk(&[("ean13", "20.....C{NNDD}.", "price")]);
    let digit = price_check_digit("8990").unwrap();
    let scanned = desk.scan(&ean13(&format!("2001001{digit}8990")));
    assert_eq!(scanned["ticket"]["lines"][0]["name"], "Молоко 3,2 % 930 мл");
    assert_eq!(scanned["ticket"]["total"], 8_990);
    let wrong = (digit + 1) % 10;
    let (code, [ru, en]) = told(&desk, &ean13(&format!("2001001{wrong}8990")));
    assert_eq!(code, "LABEL_MISREAD");
    assert!(
        ru.contains(&format!("{wrong}, а должна быть {digit}")),
        "{ru}"
    );
    assert!(en.contains("Scan it again"), "{en}");
}

#[test]
fn a_code_that_the_rules_call_something_else_is_not_sold_at_a_typed_price() {
    let desk = desk(&[
        ("any", "S-", "staff"),
        ("any", "C-", "customer"),
        ("ean13", "99", "coupon"),
        ("any", "D{NN}", "discount"),
        ("any", "B-", "lot"),
    ]);
    for (text, ru, en) in [
        ("S-007", "Карта сотрудника: S-007", "People sign in by PIN"),
        (
            "C-1002",
            "Покупателя с такой картой нет",
            "No customer has this card",
        ),
        (
            ean13("991234567890").as_str(),
            "пока не принимает купоны",
            "does not take coupons yet",
        ),
        ("D15", "клавишей F4", "give it with F4"),
        (
            "B-77",
            "По такому коду не продают",
            "Nothing is sold by such a code",
        ),
    ] {
        let (code, said) = told(&desk, text);
        assert_eq!(code, "CODE_NOT_GOODS");
        assert!(said[0].contains(ru) && said[1].contains(en), "{said:?}");
    }
    // A card that somebody has is theirs.
    let scanned = desk.scan("C-1001");
    assert_eq!(scanned["outcome"], "customer");
    assert_eq!(scanned["customer"]["name"], "Иван Покупателев");
}

#[test]
fn a_product_keeps_its_code_whatever_the_rules_say() {
    let desk = desk(&[("any", ".*", "staff")]);
    assert_eq!(desk.scan(MILK)["outcome"], "added");
    // The article number of the milk, too.
    assert_eq!(desk.scan("1001")["outcome"], "added");
    assert_eq!(
        desk.refused("scan", json!({ "text": "5901234123457" })),
        "CODE_NOT_GOODS"
    );
}

#[test]
fn a_label_with_a_count_sells_so_many_and_weighed_goods_are_weighed() {
    let desk = desk(&[("ean13", "25.....{NNNNN}.", "count")]);
    let text = ean13("250100100012");
    let scanned = desk.ok("scan", json!({ "text": text, "quantity": 2_000 }));
    assert_eq!(scanned["ticket"]["lines"][0]["quantity"], 24_000);
    assert_eq!(desk.scan(&ean13("250100700012"))["outcome"], "needs_weight");
}

#[test]
fn a_rule_that_the_till_does_not_know_is_told_on_the_bench_and_stops_no_sale() {
    let desk = desk(&[
        ("ean13", "28.....{NNDDD}.", "hologram"),
        ("ean13", "27.....{NNDDD}.", "weight"),
    ]);
    assert_eq!(desk.scan(&ean13("270100700512"))["outcome"], "added");
    desk.sign_in(fixture::manager(), "2222");
    let told = desk.ok("check_rules", Value::Null);
    assert_eq!(told[0]["rules"], json!(["ean13 28.....{NNDDD}."]));
    let words = told[0]["words"].as_str().unwrap();
    assert!(
        words.contains("касса не применяет") && words.contains("hologram"),
        "{words}"
    );
}

#[test]
fn labels_with_more_digits_than_a_sale_takes_are_refused_and_break_nothing() {
    let desk = desk(&[
        ("any", "P....{NNNNNNNNNNNNNNN}", "price"),
        ("any", "W....{NNNNNNNNNNNNNNN}", "weight"),
    ]);
    for head in ["P1001", "W1007"] {
        let text = format!("{head}999999999999999");
        assert!(desk.call("scan", json!({ "text": text })).is_err());
        assert_eq!(desk.ticket()["lines"], json!([]));
    }
    assert_eq!(desk.scan(MILK)["outcome"], "added");
}
