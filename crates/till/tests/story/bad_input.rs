//! What goes wrong: each with its own words, and nothing half done.

use bezmen_till::{Till, TillOptions, fixture};
use serde_json::{Value, json};

use super::desk::{Desk, MILK, approval};

#[test]
fn a_till_without_a_company_sells_nothing() {
    let folder = tempfile::TempDir::new().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    assert_eq!(
        till.call_json("status", Value::Null).unwrap()["paired"],
        false
    );
    for name in ["open_shift", "scan", "get_ticket"] {
        let arguments = json!({ "opening_float": 0, "text": MILK });
        assert_eq!(
            till.call_json(name, arguments).unwrap_err().code,
            "NOT_PAIRED",
            "{name}"
        );
    }
}

#[test]
fn unknown_and_misread_barcodes_add_nothing() {
    let desk = Desk::open();
    assert_eq!(desk.scan("5901234123457")["outcome"], "unknown");
    assert_eq!(desk.scan("4600682000175")["outcome"], "misread");
    assert_eq!(desk.scan("hello")["outcome"], "unknown");
    assert_eq!(
        desk.refused("scan", json!({ "text": "9".repeat(500) })),
        "TEXT_TOO_LONG"
    );
    assert!(desk.ticket()["lines"].as_array().unwrap().is_empty());
}

#[test]
fn negative_absurd_and_broken_quantities_are_refused_and_the_ticket_stays() {
    let desk = Desk::open();
    desk.scan(MILK);
    let before = desk.ticket();
    let line_id = before["lines"][0]["line_id"].clone();
    let set = |quantity: i64| json!({ "line_id": line_id, "quantity": quantity });
    assert_eq!(
        desk.refused("set_quantity", set(-1_000)),
        "QUANTITY_NOT_POSITIVE"
    );
    assert_eq!(
        desk.refused("set_quantity", set(0)),
        "QUANTITY_NOT_POSITIVE"
    );
    assert_eq!(
        desk.refused("set_quantity", set(4_600_682_000_174)),
        "QUANTITY_TOO_LARGE"
    );
    assert_eq!(desk.refused("set_quantity", set(i64::MAX)), "BAD_ARGUMENTS");
    assert_eq!(
        desk.refused("set_quantity", set(1_500)),
        "QUANTITY_NOT_WHOLE"
    );
    assert_eq!(
        desk.refused("scan", json!({ "text": MILK, "quantity": -1_000 })),
        "QUANTITY_NOT_POSITIVE"
    );
    assert_eq!(
        desk.refused(
            "set_quantity",
            json!({ "line_id": line_id, "quantity": "two" })
        ),
        "BAD_ARGUMENTS"
    );
    assert_eq!(desk.refused("sell_everything", json!({})), "UNKNOWN_CALL");
    assert_eq!(desk.ticket(), before);
}

#[test]
fn what_is_added_never_lowers_a_line() {
    let desk = Desk::open();
    desk.ok("scan", json!({ "text": MILK, "quantity": 3_000 }));
    let before = desk.ticket();
    for quantity in [-1_000, 0, -3_000] {
        for (name, arguments) in [
            ("scan", json!({ "text": MILK, "quantity": quantity })),
            (
                "add_product",
                json!({ "product_id": fixture::product_id(0), "quantity": quantity }),
            ),
        ] {
            assert_eq!(
                desk.refused(name, arguments),
                "QUANTITY_NOT_POSITIVE",
                "{name} {quantity}"
            );
        }
    }
    assert_eq!(desk.ticket(), before);
    assert_eq!(before["lines"][0]["quantity"], 3_000);
}

#[test]
fn a_fixed_discount_is_weighed_again_before_it_is_paid() {
    let desk = Desk::open();
    desk.ok("scan", json!({ "text": MILK, "quantity": 10_000 }));
    let line_id = desk.ticket()["lines"][0]["line_id"].clone();
    desk.ok(
        "set_line_discount",
        json!({ "line_id": line_id, "discount": { "kind": "amount", "amount": 8_000 } }),
    );
    desk.ok(
        "set_quantity",
        json!({ "line_id": line_id, "quantity": 1_000 }),
    );
    let pay = desk.payment(Desk::cash(10_000));
    assert_eq!(desk.refused("pay", pay), "DISCOUNT_ABOVE_LIMIT");
    // The manager consents to it on one piece; then the receipt's own fixed discount is weighed the same way.
    let amount = json!({ "kind": "amount", "amount": 8_000 });
    desk.ok(
        "set_line_discount",
        json!({ "line_id": line_id, "discount": null }),
    );
    desk.ok(
        "set_quantity",
        json!({ "line_id": line_id, "quantity": 10_000 }),
    );
    desk.ok(
        "set_receipt_discount",
        json!({ "discount": amount, "approval": approval("постоянный покупатель") }),
    );
    desk.ok(
        "set_quantity",
        json!({ "line_id": line_id, "quantity": 1_000 }),
    );
    let pay = desk.payment(Desk::cash(10_000));
    assert_eq!(desk.refused("pay", pay), "DISCOUNT_ABOVE_LIMIT");
    let out_of_range = json!({ "discount": { "kind": "percent", "basis_points": 10_001 } });
    assert_eq!(
        desk.refused("set_receipt_discount", out_of_range),
        "DISCOUNT_OUT_OF_RANGE"
    );
}

#[test]
fn payments_that_do_not_fit_the_total_are_refused() {
    let desk = Desk::open();
    assert_eq!(
        desk.refused("pay", pay(&desk, 0, json!([]))),
        "TICKET_EMPTY"
    );
    desk.scan(MILK);
    assert_eq!(
        desk.refused("pay", pay(&desk, 8_990, Desk::cash(5_000))),
        "PAID_SHORT"
    );
    assert_eq!(
        desk.refused("pay", pay(&desk, 8_990, json!([]))),
        "NO_TENDER"
    );
    assert_eq!(
        desk.refused("pay", pay(&desk, 8_990, Desk::cash(-8_990))),
        "TENDER_NOT_POSITIVE"
    );
    assert_eq!(
        desk.refused("pay", pay(&desk, 100, Desk::cash(8_990))),
        "TOTAL_CHANGED"
    );
    let card = |amount: i64| json!([{ "kind": "card", "amount": amount, "reference": null }]);
    assert_eq!(
        desk.refused("pay", pay(&desk, 8_990, card(9_000))),
        "TENDER_ABOVE_DUE"
    );
    let points = json!([{ "kind": "bonus", "amount": 8_990, "reference": null }]);
    assert_eq!(
        desk.refused("pay", pay(&desk, 8_990, points)),
        "TENDER_NOT_AVAILABLE"
    );
    desk.ok("pay", pay(&desk, 8_990, card(8_990)));
    desk.assert_clean();
}

fn pay(desk: &Desk, expected_total: i64, tenders: Value) -> Value {
    json!({ "ticket_id": desk.ticket()["ticket_id"], "expected_total": expected_total, "tenders": tenders })
}

#[test]
fn a_shift_is_not_closed_over_open_or_held_tickets_nor_over_missing_money() {
    let desk = Desk::open();
    let close =
        |counted: i64, approval: Value| json!({ "counted_cash": counted, "approval": approval });
    desk.scan(MILK);
    assert_eq!(
        desk.refused("close_shift", close(100_000, Value::Null)),
        "TICKET_OPEN"
    );
    desk.ok("hold_ticket", json!({ "note": "" }));
    assert_eq!(
        desk.refused("close_shift", close(100_000, Value::Null)),
        "TICKETS_HELD"
    );
    let held = desk.ok("list_held", Value::Null);
    desk.ok("recall_ticket", json!({ "held_id": held[0]["held_id"] }));
    desk.ok("cancel_ticket", json!({}));
    assert_eq!(
        desk.refused("close_shift", close(50_000, Value::Null)),
        "CASH_DIFFERENCE"
    );
    assert_eq!(
        desk.refused("close_shift", close(-1, Value::Null)),
        "AMOUNT_NOT_POSITIVE"
    );
    desk.ok(
        "close_shift",
        close(50_000, approval("инкассация без записи")),
    );
    assert_eq!(
        desk.refused("scan", json!({ "text": MILK })),
        "SHIFT_CLOSED"
    );
    desk.assert_clean();
}

#[test]
fn cash_moves_need_a_reason_an_amount_and_the_cash() {
    let desk = Desk::open();
    let moved = |direction: &str, amount: i64, reason: &str| json!({ "cash_move_id": "01890000-0000-7000-8000-000000000009", "direction": direction, "amount": amount, "reason": reason });
    assert_eq!(
        desk.refused("move_cash", moved("in", 100, " ")),
        "REASON_MISSING"
    );
    assert_eq!(
        desk.refused("move_cash", moved("in", 0, "размен")),
        "AMOUNT_NOT_POSITIVE"
    );
    assert_eq!(
        desk.refused("move_cash", moved("out", 100_001, "в банк")),
        "NOT_ENOUGH_CASH"
    );
    desk.ok("move_cash", moved("in", 5_000, "размен"));
    desk.ok("move_cash", moved("in", 5_000, "размен"));
    assert_eq!(desk.expected_cash(), 105_000, "the same move moves once");
}

#[test]
fn wrong_pins_slow_down_and_a_restart_forgives_nothing() {
    let mut desk = Desk::new();
    let sign_in = |pin: &str| json!({ "person_id": fixture::cashier(), "pin": pin });
    for _ in 0..5 {
        assert_eq!(desk.refused("sign_in", sign_in("0000")), "PIN_WRONG");
    }
    assert_eq!(desk.refused("sign_in", sign_in("1111")), "PIN_LOCKED");
    desk.restart();
    assert_eq!(desk.refused("sign_in", sign_in("1111")), "PIN_LOCKED");
    desk.clock.advance(30_000);
    desk.ok("sign_in", sign_in("1111"));
    assert_eq!(
        desk.refused(
            "sign_in",
            json!({ "person_id": fixture::product_id(1), "pin": "1" })
        ),
        "PERSON_UNKNOWN"
    );
}

#[test]
fn unpairing_is_refused_while_something_waits_and_the_outbox_can_be_saved() {
    let desk = Desk::open();
    desk.scan(MILK);
    desk.pay(Desk::cash(8_990));
    assert_eq!(desk.refused("unpair", json!({})), "APPROVAL_REQUIRED");
    desk.sign_in(fixture::manager(), "2222");
    assert_eq!(desk.refused("unpair", json!({})), "SHIFT_STILL_OPEN");
    let exported = desk.ok("export_outbox", json!({}));
    let text = std::fs::read_to_string(exported["path"].as_str().unwrap()).unwrap();
    assert_eq!(text.lines().count(), 3, "who, the opened shift, the sale");
    assert!(text.contains("\"type\":\"sale\""));
    desk.ok("close_shift", json!({ "counted_cash": 108_990 }));
    assert_eq!(desk.refused("unpair", json!({})), "OPS_WAITING");
}

#[test]
fn refusals_speak_the_language_of_the_till() {
    let desk = Desk::open();
    let mut settings = desk.ok("get_settings", Value::Null);
    settings["locale"] = json!("en");
    desk.ok("save_settings", json!({ "settings": settings }));
    let failure = desk
        .call("close_shift", json!({ "counted_cash": 0 }))
        .unwrap_err();
    assert_eq!(
        failure.message,
        "The cash in the drawer is not what it should be. Count again or call a manager."
    );
    settings["cash_step"] = json!(50);
    assert_eq!(
        desk.call("save_settings", json!({ "settings": settings }))
            .unwrap_err()
            .code,
        "APPROVAL_REQUIRED"
    );
}
