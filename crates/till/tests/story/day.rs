//! What goes well.

use bezmen_till::fixture;
use serde_json::{Value, json};

use super::desk::{Desk, KEFIR, MILK, MORNING_MS, approval, texts};

#[test]
fn a_day_at_the_till_from_the_pin_to_the_z_report() {
    let desk = Desk::new();
    assert_eq!(
        desk.ok("list_staff", Value::Null).as_array().unwrap().len(),
        3
    );
    desk.sign_in(fixture::cashier(), "1111");
    let shift = desk.ok("open_shift", json!({ "opening_float": 100_000 }));
    assert_eq!(shift["number"], 1);

    let scanned = desk.scan(MILK);
    assert_eq!(scanned["outcome"], "added");
    desk.scan(MILK);
    let ticket = desk.scan(KEFIR)["ticket"].clone();
    assert_eq!(ticket["lines"].as_array().unwrap().len(), 2);
    assert_eq!(ticket["lines"][0]["quantity"], 2_000);
    assert_eq!(ticket["total"], 8_990 * 2 + 7_990);
    assert_eq!(ticket["cash_suggestions"][0], 25_970);

    let done = desk.pay(Desk::cash(50_000));
    assert_eq!(done["number"], "A1-000001");
    assert_eq!(done["change"], 50_000 - 25_970);
    assert!(texts(&done["document"]).contains("Молоко 3,2 % 930 мл"));
    assert!(desk.ticket()["lines"].as_array().unwrap().is_empty());

    desk.ok("scan", json!({ "text": MILK, "quantity": 3_000 }));
    let mixed = json!([
        { "kind": "card", "amount": 20_000, "reference": "0042" },
        { "kind": "cash", "amount": 10_000, "reference": null },
    ]);
    let done = desk.pay(mixed);
    assert_eq!(done["total"], 26_970);
    assert_eq!(done["change"], 3_030);

    desk.ok(
        "move_cash",
        json!({ "cash_move_id": "01890000-0000-7000-8000-000000000001", "direction": "out", "amount": 50_000, "reason": "в банк" }),
    );
    let expected = 100_000 + 25_970 + 6_970 - 50_000;
    assert_eq!(desk.ok("get_shift", Value::Null)["sales_count"], 2);
    assert_eq!(desk.expected_cash(), expected);
    let x = desk.ok("print_x", json!({}));
    assert!(texts(&x["document"]).contains("X-ОТЧЁТ"));

    let preview = desk.ok("close_shift_preview", Value::Null);
    assert_eq!(preview["open_lines"], 0);
    assert!(preview.get("expected_cash").is_none(), "the count is blind");
    let closed = desk.ok(
        "close_shift",
        json!({ "counted_cash": expected + 100, "note": "лишний рубль" }),
    );
    assert_eq!(closed["difference"], 100);
    assert!(texts(&closed["document"]).contains("Z-ОТЧЁТ № 1"));
    assert_eq!(desk.ok("get_shift", Value::Null), Value::Null);
    assert_eq!(
        desk.ok("list_shifts", json!({ "limit": 10 }))[0]["net"],
        25_970 + 26_970
    );
    desk.assert_clean();
}

#[test]
fn an_open_ticket_and_a_held_one_survive_a_restart() {
    let mut desk = Desk::open();
    desk.scan(MILK);
    desk.ok("hold_ticket", json!({ "note": "синяя куртка" }));
    desk.scan(KEFIR);
    let before = desk.ticket();
    desk.restart();
    assert_eq!(
        desk.refused("scan", json!({ "text": MILK })),
        "SIGN_IN_REQUIRED"
    );
    desk.sign_in(fixture::cashier(), "1111");
    assert_eq!(desk.ticket(), before);
    let held = desk.ok("list_held", Value::Null);
    assert_eq!(held[0]["note"], "синяя куртка");
    desk.pay(Desk::cash(7_990));
    let ticket = desk.ok("recall_ticket", json!({ "held_id": held[0]["held_id"] }));
    assert_eq!(ticket["lines"][0]["name"], "Молоко 3,2 % 930 мл");
    assert_eq!(ticket["held_count"], 0);
    desk.pay(Desk::cash(8_990));
    desk.assert_clean();
}

#[test]
fn a_lost_reply_sells_nothing_twice() {
    let desk = Desk::open();
    desk.scan(MILK);
    let pay = desk.payment(Desk::cash(10_000));
    let first = desk.ok("pay", pay.clone());
    let second = desk.ok("pay", pay);
    assert_eq!(first["sale_id"], second["sale_id"]);
    assert_eq!(first["change"], second["change"]);
    assert_eq!(
        desk.ok("find_receipts", json!({ "query": "", "limit": 10 }))
            .as_array()
            .unwrap()
            .len(),
        1
    );
    desk.assert_clean();
}

#[test]
fn a_ticket_paid_from_two_screens_at_once_is_sold_once() {
    let desk = Desk::open();
    desk.scan(MILK);
    let pay = desk.payment(Desk::cash(10_000));
    let numbers: Vec<Value> = std::thread::scope(|scope| {
        let screens: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| desk.ok("pay", pay.clone())["number"].clone()))
            .collect();
        screens
            .into_iter()
            .map(|screen| screen.join().unwrap())
            .collect()
    });
    assert_eq!(numbers, vec![json!("A1-000001"); 4]);
    assert_eq!(desk.ok("get_shift", Value::Null)["sales_count"], 1);
    desk.assert_clean();
}

#[test]
fn goods_come_back_in_pieces_and_never_more_than_was_paid() {
    let desk = Desk::open();
    desk.ok("scan", json!({ "text": MILK, "quantity": 3_000 }));
    desk.ok(
        "set_receipt_discount",
        json!({ "discount": { "kind": "percent", "basis_points": 500 } }),
    );
    let sold = desk.pay(json!([{ "kind": "card", "amount": 25_621, "reference": null }]));
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    let line_id = receipt["lines"][0]["line_id"].clone();
    let give_back = |id: u32, quantity: i64| {
        json!({
            "return_id": format!("01890000-0000-7000-8000-{id:012}"), "sale_id": sold["sale_id"],
            "items": [{ "line_id": line_id, "quantity": quantity }], "reason": "не подошло",
        })
    };
    let first = desk.ok("return_items", give_back(1, 1_000));
    let again = desk.ok("return_items", give_back(1, 1_000));
    assert_eq!(
        first["number"], again["number"],
        "the same return refunds once"
    );
    assert_eq!(first["payments"][0]["kind"], "card");
    let second = desk.ok("return_items", give_back(2, 2_000));
    let total = first["total"].as_i64().unwrap() + second["total"].as_i64().unwrap();
    assert_eq!(total, 25_621);
    assert_eq!(
        desk.refused("return_items", give_back(3, 1_000)),
        "RETURN_TOO_MUCH"
    );
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    assert_eq!(receipt["lines"][0]["returned"], 3_000);
    assert_eq!(receipt["returns"].as_array().unwrap().len(), 2);
    assert!(texts(&second["document"]).contains("ВОЗВРАТ"));
    assert_eq!(desk.expected_cash(), 100_000);
    desk.assert_clean();
}

#[test]
fn labels_of_the_scale_are_sold_by_weight_and_by_price() {
    let desk = Desk::open();
    // Cheese is the seventh of the list: label 21 00006, 0.512 kg.
    let scanned = desk.scan(&label("2100006", 512));
    assert_eq!(scanned["outcome"], "added");
    assert_eq!(scanned["ticket"]["lines"][0]["quantity"], 512);
    assert_eq!(
        scanned["ticket"]["total"], 40_909,
        "79 900 × 0.512 = 40 908.8"
    );
    let bare = desk.scan(&label("2100006", 0));
    assert_eq!(bare["outcome"], "needs_weight");
    assert_eq!(bare["product"]["name"], "Сыр российский");
}

#[test]
fn a_manager_consents_to_what_the_cashier_may_not() {
    let desk = Desk::open();
    desk.scan(MILK);
    let line_id = desk.ticket()["lines"][0]["line_id"].clone();
    let discount = |percent: u32, approval: Value| json!({ "line_id": line_id, "discount": { "kind": "percent", "basis_points": percent * 100 }, "approval": approval });
    assert_eq!(
        desk.refused("set_line_discount", discount(30, Value::Null)),
        "DISCOUNT_ABOVE_LIMIT"
    );
    let ticket = desk.ok(
        "set_line_discount",
        discount(30, approval("помята упаковка")),
    );
    assert_eq!(ticket["total"], 6_293);
    assert_eq!(
        desk.refused("set_line_discount", discount(60, approval("очень прошу"))),
        "DISCOUNT_ABOVE_LIMIT"
    );
    let open_price = |approval: Value| json!({ "name": "Пакет", "price": 1_000, "quantity": 1_000, "approval": approval });
    assert_eq!(
        desk.refused("add_open_price", open_price(Value::Null)),
        "APPROVAL_REQUIRED"
    );
    desk.ok("add_open_price", open_price(approval("нет в каталоге")));
    desk.pay(Desk::cash(10_000));
    desk.assert_clean();
}

#[test]
fn products_are_found_by_beginnings_and_parts_of_words_in_any_spelling() {
    let desk = Desk::open();
    let found = |query: &str| -> Vec<String> {
        let rows = desk.ok("search_products", json!({ "query": query, "limit": 20 }));
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(found("молоко")[0], "Молоко 3,2 % 930 мл");
    assert_eq!(found("МЕД лип"), ["Мёд липовый 350 г"]);
    assert!(
        found("олад").contains(&"Шоколад молочный 90 г".to_owned()),
        "a part of a word"
    );
    assert!(found("4600682000174").contains(&"Молоко 3,2 % 930 мл".to_owned()));
    assert!(
        found("1003").contains(&"Сметана 20 % 300 г".to_owned()),
        "an article number"
    );
    let mut goods = fixture::products();
    goods[35].name = "Dove Beauty Cream Bar 100 g".to_owned();
    fixture::put_products(desk.till(), goods).unwrap();
    for query in [
        "dove",
        "DOVE CREAM",
        "beaut",
        "eauty",
        "bar cre",
        "ream auty",
        "dove 100",
    ] {
        assert_eq!(found(query), ["Dove Beauty Cream Bar 100 g"], "{query}");
    }
    assert!(found("dove soap").is_empty(), "every word counts");
    assert!(found("жираф").is_empty());
    assert!(found("\" OR * (").is_empty(), "no query breaks the search");
    assert!(!found("").is_empty());
}

#[test]
fn a_customer_is_made_offline_attached_and_printed() {
    let desk = Desk::open();
    let made = desk.ok(
        "create_customer",
        json!({ "name": "Пётр Новиков", "phone": "8 912 000-11-22", "card": "C-7" }),
    );
    assert_eq!(made["phone"], "+79120001122");
    let found = desk.ok(
        "search_customers",
        json!({ "query": "0001122", "limit": 5 }),
    );
    assert_eq!(found[0]["customer_id"], made["customer_id"]);
    desk.scan(MILK);
    assert_eq!(desk.scan("C-7")["outcome"], "customer");
    let done = desk.pay(Desk::cash(8_990));
    assert!(texts(&done["document"]).contains("Пётр Новиков"));
    assert_eq!(
        desk.refused(
            "create_customer",
            json!({ "name": "Двойник", "card": "C-7" })
        ),
        "CARD_TAKEN"
    );
}

#[test]
fn a_lost_reply_comes_again_of_a_receipt_that_is_put_away_since() {
    let desk = Desk::open();
    desk.scan(MILK);
    let call = desk.payment(Desk::cash(10_000));
    let first = desk.ok("pay", call.clone());
    let put_away = |tx: &rusqlite::Transaction<'_>| {
        let prefix = format!(
            "{PUT_AWAY}1{PUT_AWAY}",
            PUT_AWAY = bezmen_till::store::PUT_AWAY
        );
        let changed = tx.execute("update sale set series = ?1 || series", [prefix])?;
        Ok::<_, bezmen_till::store::StoreError>(changed)
    };
    assert_eq!(desk.till().store().write(put_away).unwrap(), 1);
    let sale = json!({ "sale_id": first["sale_id"] });
    assert_eq!(desk.refused("get_receipt", sale), "RECEIPT_UNKNOWN");
    let again = desk.ok("pay", call);
    assert_eq!(
        (&again["sale_id"], &again["number"]),
        (&first["sale_id"], &first["number"])
    );
}

#[test]
fn receipts_are_found_and_printed_again_as_copies() {
    let desk = Desk::open();
    desk.scan(MILK);
    let first = desk.pay(Desk::cash(8_990));
    desk.scan(KEFIR);
    desk.pay(Desk::cash(7_990));
    let found = |query: &str| desk.ok("find_receipts", json!({ "query": query, "limit": 10 }));
    assert_eq!(found("A1-000001")[0]["sale_id"], first["sale_id"]);
    assert_eq!(found("89,90")[0]["sale_id"], first["sale_id"]);
    assert_eq!(found("кефир").as_array().unwrap().len(), 1);
    assert_eq!(found("").as_array().unwrap().len(), 2);
    let copy = desk.ok("reprint", json!({ "sale_id": first["sale_id"] }));
    assert!(texts(&copy["document"]).contains("copy_mark"));
}

#[test]
fn an_unknown_barcode_is_bound_to_a_product_and_known_from_then_on() {
    let desk = Desk::open();
    assert_eq!(desk.scan("5901234123457")["outcome"], "unknown");
    let ticket = desk.ok(
        "bind_barcode",
        json!({ "barcode": "5901234123457", "product_id": fixture::product_id(0) }),
    );
    assert_eq!(ticket["ticket"]["total"], 8_990);
    assert_eq!(desk.scan("5901234123457")["ticket"]["total"], 17_980);
    // The server's row arrives again without the code: the till keeps it until the owner decides.
    fixture::put_products(desk.till(), fixture::products()).unwrap();
    assert_eq!(desk.scan("5901234123457")["outcome"], "added");
}

#[test]
fn what_a_bound_code_says_counts_at_once_as_it_does_later() {
    let desk = Desk::open();
    let bind = |code: &str, product: usize| json!({ "barcode": code, "product_id": fixture::product_id(product) });
    // A label over 150.00 on goods by the piece: its sum is the price, the first time too.
    let label = "2307777150005";
    assert_eq!(desk.scan(label)["outcome"], "unknown");
    let bound = desk.ok("bind_barcode", bind(label, 0));
    assert_eq!(
        (&bound["outcome"], &bound["ticket"]["total"]),
        (&json!("added"), &json!(15_000))
    );
    assert_eq!(desk.scan(label)["ticket"]["total"], 30_000);
    // A label with a weight does not fit what is counted: nothing is bound.
    let weight = "2108888005129";
    assert_eq!(desk.scan(weight)["outcome"], "unknown");
    assert_eq!(
        desk.refused("bind_barcode", bind(weight, 0)),
        "LABEL_FOR_UNWEIGHED"
    );
    assert_eq!(desk.scan(weight)["outcome"], "unknown");
    // What has no price is asked for one, and what is weighed for its weight; both are bound.
    let mut goods = fixture::products();
    goods[1].price = bezmen_domain::money::Money::ZERO;
    fixture::put_products(desk.till(), vec![goods[1].clone()]).unwrap();
    let asked = desk.ok("bind_barcode", bind("5901234123457", 1));
    assert_eq!(asked["outcome"], "needs_price");
    assert_eq!(desk.scan("5901234123457")["outcome"], "needs_price");
    let weighed = desk.ok("bind_barcode", bind("4011200296908", 6));
    assert_eq!(weighed["outcome"], "needs_weight");
    assert_eq!(desk.scan("4011200296908")["outcome"], "needs_weight");
}

#[test]
fn cash_is_rounded_and_a_card_is_not() {
    use bezmen_domain::money::Money;
    let desk = Desk::with(fixture::ShopKind {
        cash_step: Money::from_minor(100),
        ..fixture::ShopKind::GROCERY
    });
    desk.sign_in(fixture::cashier(), "1111");
    desk.ok("open_shift", json!({ "opening_float": 0 }));
    desk.scan(MILK);
    assert_eq!(desk.ticket()["cash_due"], 9_000);
    let done = desk.pay(Desk::cash(10_000));
    assert_eq!(
        (done["rounding"].clone(), done["change"].clone()),
        (json!(10), json!(1_000))
    );
    desk.scan(MILK);
    let done = desk.pay(json!([{ "kind": "card", "amount": 8_990, "reference": null }]));
    assert_eq!(done["rounding"], 0);
    desk.assert_clean();
}

#[test]
fn business_time_never_goes_back() {
    let desk = Desk::open();
    desk.scan(MILK);
    desk.pay(Desk::cash(8_990));
    desk.clock.set(MORNING_MS - 10 * 365 * 86_400_000);
    desk.scan(KEFIR);
    desk.pay(Desk::cash(7_990));
    let rows = desk.ok("find_receipts", json!({ "query": "", "limit": 10 }));
    assert!(rows[0]["sold_at_ms"].as_i64() >= rows[1]["sold_at_ms"].as_i64());
    let notices = desk.ok("get_sync_status", Value::Null)["notices"].clone();
    assert!(notices[0]["text"].as_str().unwrap().contains("Часы"));
    desk.assert_clean();
}

#[test]
fn the_prices_of_an_open_ticket_stay_when_the_catalogue_changes() {
    let desk = Desk::open();
    desk.scan(MILK);
    let mut dearer = fixture::products();
    dearer[0].price = bezmen_domain::money::Money::from_minor(9_999);
    fixture::put_products(desk.till(), dearer).unwrap();
    assert_eq!(desk.ticket()["total"], 8_990);
    assert_eq!(
        desk.scan(MILK)["ticket"]["lines"].as_array().unwrap().len(),
        2,
        "the new price is a line of its own"
    );
    desk.pay(Desk::cash(8_990 + 9_999));
    desk.assert_clean();
}

/// A weight label: seven digits, five of weight, the check digit.
pub fn label(head: &str, grams: u32) -> String {
    let payload: u64 = format!("{head}{grams:05}").parse().expect("digits");
    bezmen_domain::barcode::Gtin::from_payload(payload)
        .expect("twelve digits")
        .printed()
}
