//! A shop without small coins: what cash rounds on the way in and on the way back.

use bezmen_contract::till::ReceiptView;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::ticket::return_amounts;
use bezmen_till::fixture;
use serde_json::{Value, json};

use super::desk::{Desk, KEFIR, MILK, approval};

/// A till with coins of 1.00 and nothing smaller: milk at this price, kefir at that.
fn shop(milk: i64, kefir: i64) -> Desk {
    let desk = Desk::with(fixture::ShopKind {
        cash_step: Money::from_minor(100),
        ..fixture::ShopKind::GROCERY
    });
    let mut goods = fixture::products();
    goods[0].price = Money::from_minor(milk);
    goods[1].price = Money::from_minor(kefir);
    fixture::put_products(desk.till(), goods).unwrap();
    desk.sign_in(fixture::cashier(), "1111");
    desk.ok("open_shift", json!({ "opening_float": 100_000 }));
    desk
}

fn card(amount: i64) -> Value {
    json!([{ "kind": "card", "amount": amount, "reference": null }])
}

/// Takes one piece of a receipt's line back, as the screen foretold it; answers what went back, by tender.
fn back(desk: &Desk, sold: &Value, line: usize, id: u32, to: Value) -> Vec<(String, i64)> {
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    let foretold = foretold(&receipt, line, &to);
    let returned = desk.ok(
        "return_items",
        json!({
            "return_id": format!("01890000-0000-7000-8000-{id:012}"), "sale_id": sold["sale_id"], "reason": "не подошло",
            "items": [{ "line_id": receipt["lines"][line]["line_id"], "quantity": 1_000 }], "refund_to": to,
            "approval": approval("можно"),
        }),
    );
    let due = returned["total"].as_i64().unwrap() + returned["rounding"].as_i64().unwrap();
    assert_eq!(foretold, due);
    let payments = returned["payments"].as_array().unwrap().iter();
    payments
        .map(|payment| {
            let kind = payment["kind"].as_str().unwrap().to_owned();
            (kind, payment["amount"].as_i64().unwrap())
        })
        .collect()
}

/// What a screen shows before one piece of a line is taken back.
fn foretold(receipt: &Value, line: usize, to: &Value) -> i64 {
    let receipt: ReceiptView = serde_json::from_value(receipt.clone()).unwrap();
    let to = serde_json::from_value(to.clone()).unwrap();
    let line = &receipt.lines[line];
    let worth = return_amounts(&line.sold, line.returned, Quantity::ONE).unwrap();
    let step = Money::from_minor(100);
    let planned = receipt.paid.refund(worth.total, step, to).unwrap();
    planned.due.minor()
}

#[test]
fn goods_paid_in_cash_and_taken_back_one_by_one_give_back_what_was_paid() {
    for (price, pieces, paid) in [(4_950, 2, 9_900), (50, 3, 200), (4_930, 2, 9_900)] {
        let desk = shop(price, 7_990);
        desk.ok("scan", json!({ "text": MILK, "quantity": pieces * 1_000 }));
        let sold = desk.pay(Desk::cash(paid));
        assert_eq!(sold["change"], 0);
        let mut given = 0;
        for id in 0..pieces {
            let rows = back(&desk, &sold, 0, u32::try_from(id).unwrap(), Value::Null);
            given += rows.iter().map(|(_, amount)| amount).sum::<i64>();
            assert!(given <= paid, "{given} of {paid}");
        }
        assert_eq!(given, paid);
        assert_eq!(desk.expected_cash(), 100_000);
        desk.assert_clean();
    }
}

#[test]
fn what_was_paid_by_card_is_not_more_in_cash() {
    let desk = shop(4_950, 7_990);
    desk.ok("scan", json!({ "text": MILK, "quantity": 2_000 }));
    let sold = desk.pay(card(9_900));
    let cash = |amount: i64| vec![("cash".to_owned(), amount)];
    assert_eq!(back(&desk, &sold, 0, 1, json!("cash")), cash(5_000));
    assert_eq!(back(&desk, &sold, 0, 2, json!("cash")), cash(4_900));
    desk.assert_clean();
}

#[test]
fn a_mixed_payment_asks_for_cash_that_there_is() {
    let desk = shop(10_060, 10_040);
    desk.scan(MILK);
    let mixed = json!([
        { "kind": "card", "amount": 10_000, "reference": null },
        { "kind": "cash", "amount": 100, "reference": null },
    ]);
    let sold = desk.pay(mixed);
    assert_eq!(
        (sold["rounding"].clone(), sold["change"].clone()),
        (json!(40), json!(0))
    );
    desk.scan(KEFIR);
    let sold = desk.pay(card(10_000));
    assert_eq!(sold["rounding"], -40, "the rest is no coin");
    assert_eq!(sold["payments"].as_array().unwrap().len(), 1);
    assert_eq!(
        back(&desk, &sold, 0, 1, Value::Null),
        [("card".to_owned(), 10_000)]
    );
    desk.assert_clean();
}

#[test]
fn a_total_below_half_a_coin_is_paid_with_nothing_and_comes_back_as_nothing() {
    let desk = shop(40, 7_990);
    desk.scan(MILK);
    assert_eq!(desk.ticket()["cash_due"], 0);
    let sold = desk.pay(json!([]));
    assert_eq!(
        (sold["rounding"].clone(), sold["payments"].clone()),
        (json!(-40), json!([]))
    );
    assert_eq!(back(&desk, &sold, 0, 1, Value::Null), []);
    assert_eq!(desk.expected_cash(), 100_000);
    desk.assert_clean();
}
