//! Marked goods («Честный ЗНАК»): each piece has a code, is a line of its own and is sold once.

use bezmen_domain::barcode::Gtin;
use bezmen_domain::money::Money;
use bezmen_till::{fixture, store};
use serde_json::{Value, json};

use super::desk::{Desk, KEFIR, MILK, approval, texts};

/// Serial numbers of two bottles.
const FIRST: &str = "5aBc-DEfg1234";
const SECOND: &str = "5aBc-DEfg1235";

/// The code of a bottle of milk as a scanner reads it: FNC1, item, serial number, separator, tail.
fn code(serial: &str) -> String {
    format!("\u{1d}{}\u{1d}93dGVz", ki(serial))
}

fn ki(serial: &str) -> String {
    format!("010{MILK}21{serial}")
}

fn lines(desk: &Desk) -> Vec<Value> {
    desk.ticket()["lines"].as_array().unwrap().clone()
}

fn kis(desk: &Desk) -> Vec<Value> {
    lines(desk).iter().map(|line| line["ki"].clone()).collect()
}

/// What is refused, with the sentence.
#[track_caller]
fn refusal(desk: &Desk, text: &str) -> (String, String) {
    let failure = desk
        .call("scan", json!({ "text": text }))
        .expect_err("it is refused");
    (failure.code, failure.message)
}

/// Gives all of a receipt back.
#[track_caller]
fn give_back(desk: &Desk, number: u32, sale_id: &Value) -> Value {
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sale_id }));
    let items: Vec<Value> = receipt["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| json!({ "line_id": line["line_id"], "quantity": line["quantity"] }))
        .collect();
    let return_id = format!("01890000-0000-7000-8000-{number:012}");
    desk.ok(
        "return_items",
        json!({ "return_id": return_id, "sale_id": sale_id, "items": items, "reason": "не подошло" }),
    )
}

/// The last operation of a kind, as it was logged.
fn logged(desk: &Desk, kind: &str) -> Value {
    let body: String = desk
        .till()
        .store()
        .read(|connection| {
            let sql = "select body from op where kind = ?1 order by epoch desc, seq desc limit 1";
            Ok::<_, store::StoreError>(connection.query_row(sql, [kind], |row| row.get(0))?)
        })
        .unwrap();
    serde_json::from_str(&body).unwrap()
}

#[test]
fn each_piece_is_a_line_of_its_own_and_keeps_its_code_letter_by_letter() {
    let desk = Desk::open();
    let named = format!("]d2{}", ki(SECOND) + "\u{1d}93d<V?");
    desk.scan(&code(FIRST));
    desk.scan(&named);
    desk.scan(MILK);
    desk.scan(MILK);
    let shown = lines(&desk);
    let quantities: Vec<&Value> = shown.iter().map(|line| &line["quantity"]).collect();
    assert_eq!(quantities, [1_000, 1_000, 2_000]);
    assert_eq!(shown[0]["barcode"], json!(code(FIRST)));
    assert_eq!(shown[1]["barcode"], json!(named));
    assert_eq!(
        kis(&desk),
        [json!(ki(FIRST)), json!(ki(SECOND)), Value::Null]
    );

    let done = desk.pay(Desk::cash(50_000));
    let paper = texts(&done["document"]);
    assert_eq!(paper.matches("[M]").count(), 2, "{paper}");
    let fact = logged(&desk, "sale");
    assert_eq!(fact["lines"][0]["barcode"], json!(code(FIRST)));
    assert_eq!(fact["lines"][0]["ki"], json!(ki(FIRST)));
    assert_eq!(fact["lines"][1]["barcode"], json!(named));
    assert_eq!(
        fact["lines"][2].get("ki"),
        None,
        "a line without a code says nothing of one"
    );
    desk.assert_clean();
}

#[test]
fn a_code_is_on_a_ticket_once_and_free_again_when_its_line_is_removed() {
    let desk = Desk::open();
    desk.scan(&code(FIRST));
    let before = desk.ticket();
    // However the scanner sends it.
    for text in [
        code(FIRST),
        format!("]d2{}", code(FIRST)),
        ki(FIRST),
        ki(FIRST) + "\u{1d}93AAAA",
    ] {
        let (reason, words) = refusal(&desk, &text);
        assert_eq!(reason, "MARKING_ON_TICKET");
        assert!(words.contains("Молоко 3,2 % 930 мл"), "{words}");
        assert_eq!(desk.ticket(), before, "nothing else changes");
    }
    desk.scan(&code(SECOND));
    desk.ok(
        "remove_line",
        json!({ "line_id": before["lines"][0]["line_id"] }),
    );
    desk.scan(&code(FIRST));
    assert_eq!(kis(&desk), [ki(SECOND), ki(FIRST)]);
    // Another serial number that begins alike, or differs by the case of a letter, is another piece.
    desk.scan(&code(&FIRST.to_lowercase()));
    assert_eq!(lines(&desk).len(), 3);
}

#[test]
fn a_piece_is_not_counted() {
    let desk = Desk::open();
    assert_eq!(
        desk.refused("scan", json!({ "text": code(FIRST), "quantity": 3_000 })),
        "MARKING_ONE_BY_ONE"
    );
    assert!(lines(&desk).is_empty());
    desk.ok("scan", json!({ "text": code(FIRST), "quantity": 1_000 }));
    let line_id = lines(&desk)[0]["line_id"].clone();
    for quantity in [2_000, 500] {
        assert_eq!(
            desk.refused(
                "set_quantity",
                json!({ "line_id": line_id, "quantity": quantity })
            ),
            "MARKING_ONE_BY_ONE"
        );
    }
    assert_eq!(lines(&desk)[0]["quantity"], 1_000);
}

#[test]
fn a_held_ticket_keeps_its_codes() {
    let mut desk = Desk::open();
    desk.scan(&code(FIRST));
    desk.ok("hold_ticket", json!({ "note": "синяя куртка" }));
    desk.restart();
    desk.sign_in(fixture::cashier(), "1111");
    let (reason, words) = refusal(&desk, &code(FIRST));
    assert_eq!(reason, "MARKING_ON_HELD_TICKET");
    assert!(words.contains("синяя куртка"), "{words}");
    desk.scan(&code(SECOND));
    desk.pay(Desk::cash(8_990));
    let held = desk.ok("list_held", Value::Null);
    desk.ok("recall_ticket", json!({ "held_id": held[0]["held_id"] }));
    assert_eq!(kis(&desk), [ki(FIRST)]);
    assert_eq!(refusal(&desk, &code(FIRST)).0, "MARKING_ON_TICKET");
    desk.pay(Desk::cash(8_990));
    assert_eq!(logged(&desk, "sale")["lines"][0]["ki"], json!(ki(FIRST)));
    desk.assert_clean();
}

#[test]
fn a_code_that_was_sold_takes_somebodys_consent() {
    let mut desk = Desk::open();
    desk.scan(&code(FIRST));
    desk.pay(Desk::cash(8_990));
    desk.restart();
    for (who, pin) in [(fixture::cashier(), "1111"), (fixture::manager(), "2222")] {
        desk.sign_in(who, pin);
        let (reason, words) = refusal(&desk, &code(FIRST));
        assert_eq!(reason, "MARKING_SOLD");
        assert!(words.contains("A1-000001"), "{words}");
        assert!(words.contains("02.03.2026"), "{words}");
        assert!(lines(&desk).is_empty());
    }
    desk.sign_in(fixture::cashier(), "1111");
    let by_cashier = json!({ "person_id": fixture::cashier(), "pin": "1111", "reason": "можно" });
    assert_eq!(
        desk.refused(
            "scan",
            json!({ "text": code(FIRST), "approval": by_cashier })
        ),
        "APPROVER_MAY_NOT"
    );
    desk.ok(
        "scan",
        json!({ "text": code(FIRST), "approval": approval("возврат оформили на другой кассе") }),
    );
    assert_eq!(kis(&desk), [ki(FIRST)]);
    let audit = logged(&desk, "audit");
    assert_eq!(audit["action"], "marking_sold_again");
    assert_eq!(audit["approved_by"], json!(fixture::manager()));
    assert!(audit["subject"].to_string().contains(FIRST), "{audit}");
    // On the ticket it is once more a code that is there.
    assert_eq!(
        desk.refused(
            "scan",
            json!({ "text": code(FIRST), "approval": approval("ещё раз") })
        ),
        "MARKING_ON_TICKET"
    );
    assert_eq!(desk.pay(Desk::cash(8_990))["number"], "A1-000002");
    assert_eq!(
        logged(&desk, "sale")["approved_by"],
        json!(fixture::manager())
    );
    desk.assert_clean();
}

#[test]
fn a_piece_that_came_back_is_found_by_its_code_and_sold_again() {
    let desk = Desk::open();
    desk.scan(KEFIR);
    desk.pay(Desk::cash(7_990));
    desk.scan(&code(FIRST));
    desk.scan(&code(SECOND));
    let sold = desk.pay(Desk::cash(20_000));
    let found = desk.ok(
        "find_receipts",
        json!({ "query": code(SECOND), "limit": 10 }),
    );
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["sale_id"], sold["sale_id"]);
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    assert_eq!(receipt["lines"][1]["ki"], json!(ki(SECOND)));

    let one = json!({
        "return_id": "01890000-0000-7000-8000-000000000009", "sale_id": sold["sale_id"], "reason": "брак",
        "items": [{ "line_id": receipt["lines"][1]["line_id"], "quantity": 1_000 }],
    });
    let back = desk.ok("return_items", one);
    assert!(texts(&back["document"]).contains("[M]"));
    let fact = logged(&desk, "return");
    assert_eq!(fact["lines"][0]["ki"], json!(ki(SECOND)));
    assert_eq!(fact["lines"][0]["barcode"], json!(code(SECOND)));

    assert_eq!(refusal(&desk, &code(FIRST)).0, "MARKING_SOLD");
    desk.scan(&code(SECOND));
    desk.pay(Desk::cash(8_990));
    assert_eq!(refusal(&desk, &code(SECOND)).0, "MARKING_SOLD");
    give_back(&desk, 10, &receipt_of(&desk, &code(SECOND)));
    desk.scan(&code(SECOND));
    desk.assert_clean();
}

/// The newest sale of a piece.
fn receipt_of(desk: &Desk, code: &str) -> Value {
    let found = desk.ok("find_receipts", json!({ "query": code, "limit": 10 }));
    let rows = found.as_array().unwrap();
    let sale = rows.iter().find(|row| row["is_return"] == json!(false));
    sale.unwrap()["sale_id"].clone()
}

#[test]
fn a_damaged_code_is_told_and_sells_nothing() {
    let desk = Desk::open();
    let lost = code(FIRST).replace('\u{1d}', "");
    let (reason, words) = refusal(&desk, &lost);
    assert_eq!(reason, "MARKING_DAMAGED");
    assert!(words.contains("разделители (GS) потеряны"), "{words}");
    let (_, words) = refusal(&desk, &code(FIRST).replace("\u{1d}93", "<GS>93"));
    assert!(
        words.contains("вместо разделителя (GS) стоят другие знаки"),
        "{words}"
    );
    // The tail is cut: the piece is known, but the register would get another code.
    let cut = format!("\u{1d}{}\u{1d}93dG", ki(FIRST));
    let (reason, words) = refusal(&desk, &cut);
    assert_eq!(reason, "MARKING_DAMAGED", "{words}");
    desk.sign_in(fixture::manager(), "2222");
    let typed = json!({ "barcode": cut, "name": "Молоко", "price": 9_500, "quantity": 1_000 });
    assert_eq!(desk.refused("add_open_price", typed), "MARKING_DAMAGED");
    let bind = json!({ "barcode": cut, "product_id": fixture::product_id(1) });
    assert_eq!(desk.refused("bind_barcode", bind), "MARKING_DAMAGED");
    assert!(lines(&desk).is_empty());
    // The identification code alone names its piece.
    desk.scan(&ki(FIRST));
    assert_eq!(kis(&desk), [ki(FIRST)]);
}

#[test]
fn a_marked_piece_that_is_weighed_at_the_till_keeps_its_code() {
    let desk = Desk::open();
    let mut goods = fixture::products();
    goods[6].barcodes = vec!["04607034950019".to_owned()];
    fixture::put_products(desk.till(), vec![goods[6].clone()]).unwrap();
    let code = "\u{1d}010460703495001921AbCdEf\u{1d}93AbC1";
    let asked = desk.scan(code);
    assert_eq!(
        (&asked["outcome"], &asked["barcode"]),
        (&json!("needs_weight"), &json!(code))
    );
    desk.sign_in(fixture::manager(), "2222");
    let weighed = json!({ "product_id": fixture::product_id(6), "quantity": 512, "barcode": code });
    desk.ok("add_product", weighed.clone());
    assert_eq!(kis(&desk), ["010460703495001921AbCdEf"]);
    assert_eq!(refusal(&desk, code).0, "MARKING_ON_TICKET");
    assert_eq!(
        desk.refused("add_product", weighed.clone()),
        "MARKING_ON_TICKET"
    );
    desk.pay(Desk::cash(100_000));
    assert_eq!(desk.refused("add_product", weighed), "MARKING_SOLD");
    let again = json!({ "product_id": fixture::product_id(6), "barcode": code });
    assert_eq!(desk.refused("add_weighed", again), "SCALE_NOT_READY");
    desk.assert_clean();
}

#[test]
fn goods_of_varying_weight_are_sold_by_the_weight_of_the_code() {
    let desk = Desk::open();
    let mut goods = fixture::products();
    // Cheese by the kilogram, marked by its maker.
    goods[6].barcodes = vec!["04607034950019".to_owned()];
    fixture::put_products(desk.till(), vec![goods[6].clone()]).unwrap();
    let cheese = |serial: &str, grams: u32| {
        format!("\u{1d}010460703495001921{serial}\u{1d}93AbC1\u{1d}3103{grams:06}")
    };
    desk.scan(&cheese("AbCdEf", 512));
    desk.scan(&cheese("AbCdEg", 498));
    let shown = lines(&desk);
    assert_eq!(
        (&shown[0]["quantity"], &shown[1]["quantity"]),
        (&json!(512), &json!(498))
    );
    assert_eq!(shown[0]["total"], 40_909);
    assert_eq!(
        refusal(&desk, &cheese("AbCdEf", 512)).0,
        "MARKING_ON_TICKET"
    );
    assert_eq!(
        desk.refused(
            "scan",
            json!({ "text": cheese("AbCdEh", 500), "quantity": 2_000 })
        ),
        "MARKING_ONE_BY_ONE"
    );
    assert_eq!(
        desk.refused(
            "set_quantity",
            json!({ "line_id": shown[0]["line_id"], "quantity": 600, "approval": approval("перевесили") })
        ),
        "MARKING_ONE_BY_ONE"
    );
    let sold = desk.pay(Desk::cash(100_000));
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    let part = json!({
        "return_id": "01890000-0000-7000-8000-000000000001", "sale_id": sold["sale_id"], "reason": "не подошло",
        "items": [{ "line_id": receipt["lines"][0]["line_id"], "quantity": 200 }],
    });
    assert_eq!(desk.refused("return_items", part), "MARKING_WHOLE");
    give_back(&desk, 2, &sold["sale_id"]);
    desk.scan(&cheese("AbCdEf", 512));
    desk.assert_clean();
}

#[test]
fn a_pack_of_tobacco_is_marked_too() {
    let desk = Desk::open();
    let pack = |serial: &str| format!("0{MILK}{serial}ACsWdGVz");
    desk.scan(&pack("-1a%Z<Q"));
    desk.scan(&pack("-1a%Z<R"));
    assert_eq!(lines(&desk).len(), 2);
    assert_eq!(refusal(&desk, &pack("-1a%Z<Q")).0, "MARKING_ON_TICKET");
    assert_eq!(kis(&desk)[0], json!(format!("0{MILK}-1a%Z<Q")));
    // 163.42 on the pack is above the shop's price, 38.40 is below it: the cashier reads it, and the sale goes on.
    assert!(lines(&desk)[0]["warning"].is_null());
    desk.scan(&format!("0{MILK}-1a%Z<SAAwAdGVz"));
    let shown = lines(&desk);
    let warning = shown[2]["warning"].as_str().unwrap();
    assert!(
        warning.contains("выше предельной цены на пачке 38,40"),
        "{warning}"
    );
    desk.pay(Desk::cash(50_000));
    desk.assert_clean();
}

#[test]
fn a_piece_without_a_price_or_of_an_unknown_product_is_sold_by_its_code_too() {
    let desk = Desk::open();
    desk.sign_in(fixture::manager(), "2222");
    let mut goods = fixture::products();
    goods[0].price = Money::ZERO;
    fixture::put_products(desk.till(), vec![goods[0].clone()]).unwrap();
    assert_eq!(desk.scan(&code(FIRST))["outcome"], "needs_price");
    let typed = |serial: &str, quantity: u32| json!({ "product_id": fixture::product_id(0), "barcode": code(serial), "price": 9_500, "quantity": quantity });
    assert_eq!(
        desk.refused("add_open_price", typed(FIRST, 2_000)),
        "MARKING_ONE_BY_ONE"
    );
    desk.ok("add_open_price", typed(FIRST, 1_000));
    assert_eq!(
        desk.refused("add_open_price", typed(FIRST, 1_000)),
        "MARKING_ON_TICKET"
    );
    assert_eq!(refusal(&desk, &code(FIRST)).0, "MARKING_ON_TICKET");
    desk.ok("add_open_price", typed(SECOND, 1_000));
    assert_eq!(kis(&desk), [ki(FIRST), ki(SECOND)]);

    let stranger = Gtin::from_payload(460_703_495_001).unwrap().canonical();
    let unknown = format!("\u{1d}01{stranger}21{FIRST}\u{1d}93dGVz");
    assert_eq!(desk.scan(&unknown)["outcome"], "unknown");
    let bind = json!({ "barcode": unknown, "product_id": fixture::product_id(1) });
    desk.ok("bind_barcode", bind);
    assert_eq!(refusal(&desk, &unknown).0, "MARKING_ON_TICKET");
    desk.pay(Desk::cash(50_000));
    assert_eq!(
        desk.refused("add_open_price", typed(SECOND, 1_000)),
        "MARKING_SOLD"
    );
    desk.assert_clean();
}
