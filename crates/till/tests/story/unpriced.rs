//! Goods that the catalogue knows without a price, as a list of barcodes and names brings them.

use bezmen_domain::money::Money;
use bezmen_till::fixture;
use serde_json::{Value, json};

use super::desk::{Desk, MILK, approval};

/// A till whose milk and cheese have no price.
fn desk() -> Desk {
    let desk = Desk::open();
    let mut goods = fixture::products();
    goods[0].price = Money::ZERO;
    goods[6].price = Money::ZERO;
    fixture::put_products(desk.till(), goods).unwrap();
    desk
}

fn typed(price: i64, quantity: i64, approval: Value) -> Value {
    json!({
        "product_id": fixture::product_id(0), "barcode": MILK, "price": price, "quantity": quantity,
        "approval": approval,
    })
}

#[test]
fn the_till_asks_for_the_price_and_sells_the_product_at_it_by_consent() {
    let desk = desk();
    let scanned = desk.ok("scan", json!({ "text": MILK, "quantity": 2_000 }));
    assert_eq!(scanned["outcome"], "needs_price");
    assert_eq!(scanned["product"]["name"], "Молоко 3,2 % 930 мл");
    assert_eq!(
        (&scanned["barcode"], &scanned["quantity"]),
        (&json!(MILK), &json!(2_000))
    );
    assert!(scanned["ticket"]["lines"].as_array().unwrap().is_empty());

    assert_eq!(
        desk.refused("add_open_price", typed(9_500, 2_000, Value::Null)),
        "APPROVAL_REQUIRED"
    );
    let ticket = desk.ok(
        "add_open_price",
        typed(9_500, 2_000, approval("новый товар")),
    );
    let line = &ticket["lines"][0];
    assert_eq!(line["product_id"], json!(fixture::product_id(0)));
    assert_eq!(line["name"], "Молоко 3,2 % 930 мл");
    assert_eq!(line["unit_price"], 9_500);
    assert_eq!(ticket["total"], 19_000);
    assert_eq!(
        ticket["taxes"][0]["basis_points"], 1_000,
        "the tax is the product's own"
    );
    let sold = desk.pay(Desk::cash(20_000));
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    assert_eq!(receipt["lines"][0]["name"], "Молоко 3,2 % 930 мл");
    desk.assert_clean();
}

#[test]
fn a_typed_price_is_for_goods_without_one_that_are_sold_by_the_piece() {
    let desk = desk();
    let by_hand =
        |index: usize| json!({ "product_id": fixture::product_id(index), "quantity": 1_000 });
    assert_eq!(desk.refused("add_product", by_hand(0)), "PRICE_MISSING");
    desk.sign_in(fixture::manager(), "2222");
    let at = |index: usize| json!({ "product_id": fixture::product_id(index), "price": 100, "quantity": 1_000 });
    assert_eq!(desk.refused("add_open_price", at(1)), "PRICE_KNOWN");
    assert_eq!(
        desk.refused("add_open_price", at(6)),
        "PRICE_MISSING",
        "cheese is weighed"
    );
    assert_eq!(
        desk.refused("add_open_price", typed(9_500, 1_500, Value::Null)),
        "QUANTITY_NOT_WHOLE"
    );
    assert_eq!(
        desk.refused("scan", json!({ "text": MILK, "quantity": 1_500 })),
        "QUANTITY_NOT_WHOLE"
    );
    assert!(desk.ticket()["lines"].as_array().unwrap().is_empty());
}

#[test]
fn a_line_at_a_typed_price_is_never_counted_up_by_a_scan() {
    let desk = desk();
    desk.sign_in(fixture::manager(), "2222");
    desk.ok("add_open_price", typed(9_500, 1_000, Value::Null));
    // The owner sets the very price that was typed.
    let mut goods = fixture::products();
    goods[0].price = Money::from_minor(9_500);
    fixture::put_products(desk.till(), goods).unwrap();
    let ticket = desk.scan(MILK)["ticket"].clone();
    let prices: Vec<&Value> = ticket["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["unit_price"])
        .collect();
    assert_eq!(prices, [9_500, 9_500]);
}
