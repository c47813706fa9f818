//! The drawer: what a cashier is not told before the count, and how money may leave it.

use bezmen_till::fixture;
use serde_json::{Value, json};

use super::desk::{Desk, MILK, approval, texts};

fn card(amount: i64) -> Value {
    json!([{ "kind": "card", "amount": amount, "reference": "0042" }])
}

/// Takes one piece of the first line of a sale back.
fn give_back(desk: &Desk, id: u32, sold: &Value, refund_to: Value, approval: Value) -> Value {
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    json!({
        "return_id": format!("01890000-0000-7000-8000-{id:012}"), "sale_id": sold["sale_id"],
        "items": [{ "line_id": receipt["lines"][0]["line_id"], "quantity": 1_000 }],
        "reason": "не подошло", "refund_to": refund_to, "approval": approval,
    })
}

/// The audit trail: action, reason and amount of each entry.
pub fn audits(desk: &Desk) -> Vec<(String, String, i64, bool)> {
    let bodies: Vec<String> = desk
        .till()
        .store()
        .read(|connection| {
            let mut statement =
                connection.prepare("select body from op where kind = 'audit' order by seq")?;
            let bodies = statement.query_map([], |row| row.get(0))?;
            Ok::<_, bezmen_till::store::StoreError>(bodies.collect::<Result<_, _>>()?)
        })
        .unwrap();
    let entry = |body: &String| {
        let fact: Value = serde_json::from_str(body).unwrap();
        (
            fact["action"].as_str().unwrap().to_owned(),
            fact["reason"].as_str().unwrap().to_owned(),
            fact["amount"].as_i64().unwrap_or_default(),
            !fact["approved_by"].is_null(),
        )
    };
    bodies.iter().map(entry).collect()
}

/// The audit as actions and amounts.
fn audited_amounts(desk: &Desk) -> Vec<(String, i64)> {
    let entries = audits(desk).into_iter();
    entries
        .map(|(action, _, amount, _)| (action, amount))
        .collect()
}

#[test]
fn a_cashier_counts_blind_and_the_z_report_tells_everything() {
    let desk = Desk::open();
    desk.ok("scan", json!({ "text": MILK, "quantity": 3_000 }));
    desk.pay(Desk::cash(26_970));
    desk.scan(MILK);
    desk.pay(card(8_990));
    let moved = desk.ok(
        "move_cash",
        json!({ "cash_move_id": "01890000-0000-7000-8000-000000000001", "direction": "in", "amount": 5_000, "reason": "размен" }),
    );
    let shown = desk.ok("get_shift", Value::Null);
    let listed = desk.ok("list_shifts", json!({ "limit": 10 }));
    let x = desk.ok("print_x", json!({}));
    for view in [&moved, &shown, &listed, &x] {
        for secret in [
            "expected", "totals", "131970", "1 319,70", "26970", "269,70", "35960", "359,60",
        ] {
            assert!(!view.to_string().contains(secret), "{secret}: {view}");
        }
    }
    assert_eq!(
        (&shown["sales_count"], &shown["returns_count"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(shown["cash_moves"][0]["amount"], 5_000);
    assert!(listed[0].get("net").is_none(), "the shift is open");
    let rows = texts(&x["document"]);
    assert!(
        rows.contains("X-ОТЧЁТ") && rows.contains("89,90"),
        "what cards took is told: {rows}"
    );

    desk.sign_in(fixture::manager(), "2222");
    let shown = desk.ok("get_shift", Value::Null);
    assert_eq!(shown["totals"]["expected_cash"], 131_970);
    assert_eq!(
        desk.ok("list_shifts", json!({ "limit": 10 }))[0]["net"],
        35_960
    );
    assert!(texts(&desk.ok("print_x", json!({}))["document"]).contains("Должно быть в кассе"));

    desk.sign_in(fixture::cashier(), "1111");
    let closed = desk.ok("close_shift", json!({ "counted_cash": 131_900 }));
    assert_eq!(closed["expected_cash"], 131_970);
    assert_eq!(closed["difference"], -70);
    assert!(texts(&closed["document"]).contains("НЕДОСТАЧА"));
    assert_eq!(
        desk.ok("list_shifts", json!({ "limit": 10 }))[0]["net"],
        35_960
    );
    desk.assert_clean();
}

#[test]
fn cash_for_what_a_card_paid_takes_consent_and_is_noted() {
    let desk = Desk::open();
    desk.ok("scan", json!({ "text": MILK, "quantity": 3_000 }));
    let sold = desk.pay(card(26_970));
    let alone = give_back(&desk, 1, &sold, json!("cash"), Value::Null);
    let failure = desk.call("return_items", alone).unwrap_err();
    assert_eq!(failure.code, "APPROVAL_REQUIRED");
    assert_eq!(failure.details.unwrap()["permission"], "refund_in_cash");
    assert!(audits(&desk).is_empty());

    let consented = give_back(&desk, 1, &sold, json!("cash"), approval("карта закрыта"));
    let done = desk.ok("return_items", consented);
    assert_eq!(done["payments"][0]["kind"], "cash");
    assert_eq!(desk.expected_cash(), 100_000 - 8_990);
    let noted = (
        "refunded_in_cash".to_owned(),
        "карта закрыта".to_owned(),
        8_990,
        true,
    );
    assert_eq!(audits(&desk), [noted]);

    // To the card nobody needs to consent; a manager alone gives the reason of the return.
    let to_card = give_back(&desk, 2, &sold, Value::Null, Value::Null);
    assert_eq!(
        desk.ok("return_items", to_card)["payments"][0]["kind"],
        "card"
    );
    desk.sign_in(fixture::manager(), "2222");
    desk.ok(
        "return_items",
        give_back(&desk, 3, &sold, json!("cash"), Value::Null),
    );
    let (_, reason, _, approved) = audits(&desk).pop().unwrap();
    assert_eq!((reason.as_str(), approved), ("не подошло", false));
    desk.assert_clean();
}

#[test]
fn what_was_paid_in_cash_goes_back_in_cash_without_consent() {
    let desk = Desk::open();
    desk.ok("scan", json!({ "text": MILK, "quantity": 2_000 }));
    let sold = desk.pay(json!([
        { "kind": "card", "amount": 8_990, "reference": null },
        { "kind": "cash", "amount": 8_990, "reference": null },
    ]));
    let first = desk.ok(
        "return_items",
        give_back(&desk, 1, &sold, json!("cash"), Value::Null),
    );
    assert_eq!(first["payments"][0]["kind"], "cash");
    assert_eq!(
        desk.refused(
            "return_items",
            give_back(&desk, 2, &sold, json!("cash"), Value::Null)
        ),
        "APPROVAL_REQUIRED",
        "the cash has gone back already; what is left was paid by card"
    );
    let second = desk.ok(
        "return_items",
        give_back(&desk, 2, &sold, Value::Null, Value::Null),
    );
    assert_eq!(second["payments"][0]["kind"], "card");
    assert!(audits(&desk).is_empty());
    desk.assert_clean();
}

#[test]
fn more_cash_than_the_drawer_holds_is_not_given_back() {
    let desk = Desk::open();
    desk.scan(MILK);
    let sold = desk.pay(Desk::cash(8_990));
    let moved = |id: u32, direction: &str, amount: i64| json!({ "cash_move_id": format!("01890000-0000-7000-8000-{id:012}"), "direction": direction, "amount": amount, "reason": "в банк" });
    desk.ok("move_cash", moved(1, "out", 105_000));
    let back = give_back(&desk, 1, &sold, Value::Null, approval("очень просит"));
    let failure = desk.call("return_items", back.clone()).unwrap_err();
    assert_eq!(failure.code, "NOT_ENOUGH_CASH");
    assert!(failure.message.contains("внесите деньги"), "{failure:?}");
    assert_eq!(desk.expected_cash(), 3_990, "nothing was given back");
    desk.ok("move_cash", moved(2, "in", 5_000));
    desk.ok("return_items", back);
    assert_eq!(desk.expected_cash(), 0);
    desk.assert_clean();
}

#[test]
fn a_cashier_who_counted_wrong_cannot_try_until_it_fits() {
    let desk = Desk::open();
    let close = |counted: i64, approval: Value| json!({ "counted_cash": counted, "note": "", "approval": approval });
    let refused = |counted: i64| {
        let failure = desk.call("close_shift", close(counted, Value::Null));
        let failure = failure.unwrap_err();
        assert_eq!(
            failure.code, "CASH_DIFFERENCE",
            "the screen asks for consent"
        );
        failure.message
    };
    assert!(refused(50_000).contains("не столько, сколько должно быть"));
    assert_eq!(
        refused(desk.expected_cash()),
        "Пересчёт принимает старший: нужен его PIN.",
        "the right sum looks like any other after a wrong one"
    );
    let told = audited_amounts(&desk);
    assert_eq!(
        told,
        [
            ("count_refused".to_owned(), 50_000),
            ("count_refused".to_owned(), desk.expected_cash())
        ]
    );
    let closed = desk.ok(
        "close_shift",
        close(desk.expected_cash(), approval("пересчитали вдвоём")),
    );
    assert_eq!(closed["difference"], 0);
    // The next shift is counted afresh.
    desk.ok("open_shift", json!({ "opening_float": 10_000 }));
    desk.ok("close_shift", close(10_000, Value::Null));
    desk.assert_clean();
}

#[test]
fn whoever_feels_for_the_sum_in_the_drawer_leaves_a_trace() {
    let desk = Desk::open();
    let take = |amount: i64| {
        json!({
            "cash_move_id": "01890000-0000-7000-8000-000000000001", "direction": "out", "amount": amount,
            "reason": "инкассация", "approval": approval("можно"),
        })
    };
    let too_much = desk.expected_cash() + 1;
    assert_eq!(desk.refused("move_cash", take(too_much)), "NOT_ENOUGH_CASH");
    let sold = {
        desk.scan(MILK);
        desk.pay(card(8_990))
    };
    desk.ok("move_cash", take(desk.expected_cash()));
    let back = give_back(&desk, 1, &sold, json!("cash"), approval("вернуть"));
    assert_eq!(desk.refused("return_items", back), "NOT_ENOUGH_CASH");
    let told = audited_amounts(&desk);
    assert_eq!(
        told,
        [
            ("not_enough_cash".to_owned(), too_much),
            ("not_enough_cash".to_owned(), 0)
        ]
    );
    // A manager sees the sum anyway, so nothing is noted of one.
    desk.sign_in(fixture::manager(), "2222");
    assert_eq!(desk.refused("move_cash", json!({
        "cash_move_id": "01890000-0000-7000-8000-000000000002", "direction": "out", "amount": 1, "reason": "мелочь",
    })), "NOT_ENOUGH_CASH");
    assert_eq!(audits(&desk).len(), 2);
}
