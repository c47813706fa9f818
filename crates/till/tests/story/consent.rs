//! Consent that was given once: who may give a discount stands by it, whoever takes the money.

use bezmen_till::fixture;
use serde_json::{Value, json};

use super::desk::{Desk, KEFIR, MILK, texts};

/// The manager gives 30 % on the milk and 20 % on the receipt, then locks the till; the cashier unlocks it.
fn given_by_the_manager() -> Desk {
    let desk = Desk::open();
    desk.sign_in(fixture::manager(), "2222");
    desk.ok("scan", json!({ "text": MILK, "quantity": 2_000 }));
    let line_id = desk.ticket()["lines"][0]["line_id"].clone();
    let percent = |bp: u32| json!({ "kind": "percent", "basis_points": bp });
    desk.ok(
        "set_line_discount",
        json!({ "line_id": line_id, "discount": percent(3_000) }),
    );
    desk.ok(
        "set_receipt_discount",
        json!({ "discount": percent(2_000) }),
    );
    desk.ok("sign_out", Value::Null);
    desk.sign_in(fixture::cashier(), "1111");
    desk
}

#[test]
fn a_discount_the_manager_gave_is_paid_at_the_cashier() {
    let desk = given_by_the_manager();
    let done = desk.pay(Desk::cash(20_000));
    // 2 × 89.90 less 30 % less 20 %.
    assert_eq!(done["total"], 10_069);
    let approved_by: String = desk
        .till()
        .store()
        .read(|connection| {
            let sql = "select body ->> 'approved_by' from op where kind = 'sale'";
            let by = connection.query_row(sql, [], |row| row.get(0))?;
            Ok::<_, bezmen_till::store::StoreError>(by)
        })
        .unwrap();
    assert_eq!(approved_by, fixture::manager().to_string());
    assert!(texts(&done["document"]).contains("Анна"));
    desk.assert_clean();
}

#[test]
fn a_discount_the_manager_gave_outlives_being_put_aside() {
    let desk = given_by_the_manager();
    desk.ok("hold_ticket", json!({ "note": "синяя куртка" }));
    desk.scan(KEFIR);
    desk.pay(Desk::cash(7_990));
    let held = desk.ok("list_held", Value::Null);
    desk.ok("recall_ticket", json!({ "held_id": held[0]["held_id"] }));
    assert_eq!(desk.pay(Desk::cash(20_000))["total"], 10_069);
    desk.assert_clean();
}

#[test]
fn a_fixed_sum_the_manager_gave_is_weighed_again_when_its_line_changes() {
    let desk = Desk::open();
    desk.sign_in(fixture::manager(), "2222");
    desk.ok("scan", json!({ "text": MILK, "quantity": 2_000 }));
    let line_id = desk.ticket()["lines"][0]["line_id"].clone();
    desk.ok(
        "set_line_discount",
        json!({ "line_id": line_id, "discount": { "kind": "amount", "amount": 5_000 } }),
    );
    desk.sign_in(fixture::cashier(), "1111");
    desk.ok(
        "set_quantity",
        json!({ "line_id": line_id, "quantity": 1_000 }),
    );
    let pay = desk.payment(Desk::cash(10_000));
    assert_eq!(desk.refused("pay", pay), "DISCOUNT_ABOVE_LIMIT");
    // Nor does the cashier's own discount lean on what the manager gave before.
    assert_eq!(
        desk.refused(
            "set_line_discount",
            json!({ "line_id": line_id, "discount": { "kind": "percent", "basis_points": 3_000 } }),
        ),
        "DISCOUNT_ABOVE_LIMIT"
    );
}
