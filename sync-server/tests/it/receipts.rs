//! From the operations of a till to what the owner sees.

use axum::http::Method;
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_contract::console::sales::{DayTotals, Receipt, ReceiptKind, ReceiptRow};
use bezmen_contract::console::shifts::{Shift, ShiftRow, ZCheck};
use bezmen_contract::console::today::{ConcernKind, Today};
use bezmen_contract::wire::fact::{CashMoveFact, CustomerPut, ShiftClosed};
use bezmen_domain::barcode::marking_of;
use bezmen_domain::id::{CashMoveId, CustomerId};
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;
use uuid::Uuid;

use crate::support::{NOON_MS, TestApp, Till, WireTill, on_both};

const HOUR_MS: i64 = 60 * 60 * 1000;
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;

on_both! {
    a_sale_and_its_return_are_shown_as_they_were(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = Till::new(app.db(), &owner, "Касса 1").await;
        till.apply("shift_opened", 1, &till.opened(NOON_MS)).await.unwrap();
        let sale = till.sale(1, "Кофе чёрный", 24_990, NOON_MS);
        till.apply("sale", 1, &sale).await.unwrap();
        let mut back = till.sale(2, "Кофе чёрный", 24_990, NOON_MS + 60_000);
        back.return_of = Some(sale.sale_id);
        back.reason = "Не подошёл".to_owned();
        till.apply("return", 1, &back).await.unwrap();

        let page: Page<ReceiptRow> = owner.get("/api/v1/receipts").await;
        assert_eq!(page.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["A1-000002", "A1-000001"]);
        assert_eq!(page.rows[0].kind, ReceiptKind::Return);
        let receipt: Receipt = owner.get(&format!("/api/v1/receipts/{}", sale.sale_id)).await;
        assert_eq!((receipt.row.terminal.as_str(), receipt.row.cashier.as_str()), ("Касса 1", "Анна"));
        assert_eq!(receipt.document, sale.document);
        assert_eq!(receipt.items[0].total, Money::from_minor(24_990));
        assert_eq!(receipt.returns.len(), 1);
        let receipt: Receipt = owner.get(&format!("/api/v1/receipts/{}", back.sale_id)).await;
        assert_eq!((receipt.return_of, receipt.reason.as_str()), (Some(sale.sale_id), "Не подошёл"));

        let totals: Vec<DayTotals> = owner.get("/api/v1/totals?from=2026-11-20&to=2026-11-20").await;
        assert_eq!(totals.len(), 1);
        assert_eq!((totals[0].sales_count, totals[0].sales), (1, Money::from_minor(24_990)));
        assert_eq!((totals[0].returns_count, totals[0].returns), (1, Money::from_minor(24_990)));
    }

    a_marked_piece_is_shown_by_its_code_and_a_line_of_an_older_till_without_one(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = Till::new(app.db(), &owner, "Касса 1").await;
        till.apply("shift_opened", 1, &till.opened(NOON_MS)).await.unwrap();
        let code = "\u{1d}0104600682000174215aBc-%DEfg\"12\u{1d}93dGVz";
        let mut sale = till.sale(1, "Вода", 5_000, NOON_MS);
        sale.lines[0].barcode = Some(code.to_owned());
        sale.lines[0].ki = marking_of(code).unwrap().ki;
        till.apply("sale", 1, &sale).await.unwrap();
        let mut back = sale.clone();
        (back.sale_id, back.number, back.return_of) = (till.sale(2, "", 0, 0).sale_id, 2, Some(sale.sale_id));
        back.sold_at_ms = NOON_MS + 60_000;
        till.apply("return", 1, &back).await.unwrap();
        till.apply("sale", 1, &till.sale(3, "Чай", 20_000, NOON_MS)).await.unwrap();
        let ki = "0104600682000174215aBc-%DEfg\"12";
        for sale_id in [sale.sale_id, back.sale_id] {
            let receipt: Receipt = owner.get(&format!("/api/v1/receipts/{sale_id}")).await;
            assert_eq!(receipt.items[0].ki.as_deref(), Some(ki));
        }
        let found: Page<ReceiptRow> = owner.get("/api/v1/receipts?query=0104600682000174215aBc-%25DEfg%2212").await;
        assert_eq!(found.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["A1-000002", "A1-000001"]);
        let all: Page<ReceiptRow> = owner.get("/api/v1/receipts").await;
        let unmarked = all.rows.iter().find(|row| row.number == "A1-000003").unwrap();
        let receipt: Receipt = owner.get(&format!("/api/v1/receipts/{}", unmarked.sale_id)).await;
        assert_eq!(receipt.items[0].ki, None);
    }

    receipts_are_found_by_every_filter(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = Till::new(app.db(), &owner, "Касса 1").await;
        let mut other = Till::new(app.db(), &owner, "Касса 2").await;
        for (number, name, total, at_ms) in [(1, "Кофе", 10_000, NOON_MS - WEEK_MS), (2, "Чай", 20_000, NOON_MS), (3, "Сок", 30_000, NOON_MS)] {
            let mut sale = till.sale(number, name, total, at_ms);
            if number == 3 {
                sale.payments[0].tender = TenderKind::Card;
            }
            till.apply("sale", 1, &sale).await.unwrap();
        }
        other.apply("sale", 1, &other.sale(1, "Вода", 5_000, NOON_MS)).await.unwrap();
        let (terminal, store, person, shift) = (till.terminal_id, till.store_id, till.person_id, till.shift_id);
        for (query, expected) in [
            (String::new(), 4),
            (format!("terminal_id={terminal}"), 3),
            (format!("store_id={store}"), 4),
            (format!("person_id={person}"), 4),
            (format!("shift_id={shift}"), 3),
            ("from=2026-11-20".to_owned(), 3),
            ("to=2026-11-19".to_owned(), 1),
            ("min_total=20000&max_total=30000".to_owned(), 2),
            ("tender=card".to_owned(), 1),
            ("kind=return".to_owned(), 0),
            ("query=a1-2".to_owned(), 1),
            ("query=%D1%87%D0%B0%D0%B9".to_owned(), 1),
            ("query=4600682000174".to_owned(), 4),
        ] {
            let page: Page<ReceiptRow> = owner.get(&format!("/api/v1/receipts?{query}")).await;
            assert_eq!(page.rows.len(), expected, "{query}");
            assert_eq!(page.total, Some(expected as u64), "{query}");
        }
        owner.refused(Method::GET, "/api/v1/receipts?from=20.11.2026", &(), "BAD_DATE").await;
        owner.refused(Method::GET, &format!("/api/v1/receipts/{}", Uuid::from_u128(1)), &(), "NOT_FOUND").await;
    }

    the_day_is_compared_with_the_same_weekday_up_to_the_same_time(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = Till::new(app.db(), &owner, "Касса 1").await;
        till.apply("shift_opened", 1, &till.opened(NOON_MS - 3 * HOUR_MS)).await.unwrap();
        let sales = [
            (1, 10_000, NOON_MS - WEEK_MS - HOUR_MS),
            (2, 70_000, NOON_MS - WEEK_MS + HOUR_MS),
            (3, 15_000, NOON_MS - HOUR_MS),
            (4, 25_000, NOON_MS - HOUR_MS),
            (6, 1_000, NOON_MS - HOUR_MS),
        ];
        for (number, total, at_ms) in sales {
            till.apply("sale", 1, &till.sale(number, "Кофе", total, at_ms)).await.unwrap();
        }
        let today: Today = owner.get("/api/v1/today").await;
        assert_eq!((today.date.as_str(), today.compared_with.as_str()), ("2026-11-20", "2026-11-13"));
        assert_eq!((today.figures.takings.minor(), today.figures.receipts, today.figures.average.minor()), (41_000, 3, 13_667));
        assert_eq!(today.before.takings.minor(), 10_000, "what was sold later that day does not count yet");
        assert_eq!((today.hours[11].takings.minor(), today.hours[11].before.minor(), today.hours[13].before.minor()), (41_000, 10_000, 70_000));
        assert_eq!(today.on_shift.len(), 1);
        let terminal = &today.terminals[0];
        assert_eq!((terminal.received, terminal.numbered), (5, 6));
        assert!(today.concerns.iter().any(|concern| concern.kind == ConcernKind::MissingReceipts && concern.count == 1));
        let earlier: Today = owner.get("/api/v1/today?date=2026-11-13").await;
        assert_eq!(earlier.figures.takings.minor(), 80_000);
    }

    a_till_is_missed_while_its_shift_is_open(database) {
        const MINUTE_MS: i64 = 60_000;
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let concerns = async || {
            let today: Today = owner.get("/api/v1/today").await;
            today.concerns.into_iter().map(|concern| (concern.kind, concern.terminal)).collect::<Vec<_>>()
        };
        let opened = till.facts.opened(NOON_MS);
        let ops = vec![till.op("shift_opened", &opened)];
        till.push(ops).await;
        app.pass_ms(14 * MINUTE_MS);
        assert_eq!(concerns().await, []);
        app.pass_ms(MINUTE_MS);
        assert_eq!(concerns().await, [(ConcernKind::OutOfTouch, "Касса 1".to_owned())]);

        let shift: Shift = owner.get(&format!("/api/v1/shifts/{}", till.facts.shift_id)).await;
        let closed = till.facts.closed(shift.totals.clone(), shift.totals.expected_cash);
        let ops = vec![till.op("shift_closed", &closed)];
        till.push(ops).await;
        app.pass_ms(12 * HOUR_MS);
        assert_eq!(concerns().await, [], "a shop may be closed for a night");
        app.pass_ms(13 * HOUR_MS);
        assert_eq!(concerns().await, [(ConcernKind::SilentTill, "Касса 1".to_owned())]);
    }

    a_shift_is_counted_together_from_its_operations(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = Till::new(app.db(), &owner, "Касса 1").await;
        till.apply("shift_opened", 1, &till.opened(NOON_MS)).await.unwrap();
        till.apply("sale", 1, &till.sale(1, "Кофе", 24_990, NOON_MS)).await.unwrap();
        let out = CashMoveFact {
            cash_move_id: CashMoveId::from_uuid(Uuid::from_u128(5)),
            shift_id: till.shift_id,
            person_id: till.person_id,
            amount: Money::from_minor(-50_000),
            reason: "Инкассация".to_owned(),
            moved_at_ms: NOON_MS,
            approved_by: None,
        };
        till.apply("cash_move", 1, &out).await.unwrap();
        let path = format!("/api/v1/shifts/{}", till.shift_id);
        let shift: Shift = owner.get(&path).await;
        assert_eq!(shift.row.check, ZCheck::Open);
        assert_eq!(shift.totals.expected_cash.minor(), 100_000 + 24_990 - 50_000);
        assert_eq!(shift.cash_moves[0].reason, "Инкассация");

        till.apply("shift_closed", 1, &till.closed(shift.totals.clone(), Money::from_minor(74_000))).await.unwrap();
        let page: Page<ShiftRow> = owner.get("/api/v1/shifts?open=false").await;
        assert_eq!(page.rows[0].difference, Some(Money::from_minor(-990)));
        assert_eq!(page.rows[0].check, ZCheck::Incomplete, "the ledger holds none of its operations");
        let today: Today = owner.get("/api/v1/today").await;
        let concern = today.concerns.iter().find(|concern| concern.kind == ConcernKind::CashDifference).unwrap();
        assert_eq!(concern.amount, Some(Money::from_minor(-990)));
    }

    a_shift_that_went_on_in_a_new_incarnation_is_verified(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        for other in [None, Some("Касса 2")] {
            let mut till = WireTill::new(&app, &owner, "Касса 1").await;
            let (opened, sale) = (till.facts.opened(NOON_MS), till.facts.sale(1, "Кофе", 24_990, NOON_MS));
            let ops = vec![till.op("shift_opened", &opened), till.op("sale", &sale)];
            till.push(ops).await;
            let path = format!("/api/v1/shifts/{}", till.facts.shift_id);

            // A Z report names the operations of the incarnation that it was printed in.
            match other {
                None => till.begin(2),
                Some(name) => {
                    let shift_id = till.facts.shift_id;
                    till = WireTill::new(&app, &owner, name).await;
                    till.facts.shift_id = shift_id;
                }
            }
            let sales = [2, 3, 4].map(|number| till.facts.sale(number, "Чай", 10_000, NOON_MS));
            let ops = sales.iter().map(|sale| till.op("sale", sale)).collect();
            till.push(ops).await;
            let shift: Shift = owner.get(&path).await;
            let closed = ShiftClosed { from_seq: 1, to_seq: 3, ..till.facts.closed(shift.totals.clone(), shift.totals.expected_cash) };
            let ops = vec![till.op("shift_closed", &closed)];
            till.push(ops).await;
            let shift: Shift = owner.get(&path).await;
            assert_eq!((shift.row.check, shift.row.receipts), (ZCheck::Verified, 4), "{other:?}");
            assert_eq!(shift.row.terminal, other.unwrap_or("Касса 1"));
        }
    }

    a_poisonous_operation_delays_no_other(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = Till::new(app.db(), &owner, "Касса 1").await;
        let good = till.sale(1, "Кофе", 100, NOON_MS);
        let mut unbalanced = till.sale(2, "Чай", 100, NOON_MS);
        unbalanced.total = Money::from_minor(99);
        let mut twice = till.sale(3, "Сок", 100, NOON_MS);
        twice.sale_id = good.sale_id;
        let last = till.sale(4, "Вода", 100, NOON_MS);
        let bodies: Vec<String> = [&good, &unbalanced, &twice, &last].iter().map(|sale| serde_json::to_string(sale).unwrap()).collect();
        let mut ops: Vec<_> = bodies.iter().map(|body| till.op("sale", body)).collect();
        ops.push(till.op("sale", "{}"));
        ops.push(till.op("loyalty_points_moved", "{}"));
        ops.push(bezmen_server::projections::Op { v: 2, ..till.op("sale", &bodies[0]) });
        let reasons: Vec<Option<&str>> =
            till.apply_ops(&ops).await.into_iter().map(|result| result.err().and_then(|error| error.parked_reason())).collect();
        assert_eq!(reasons, [
            None, Some("NOT_BALANCED"), Some("CONFLICT"), None, Some("BAD_BODY"), Some("UNKNOWN_TYPE"), Some("UNKNOWN_VERSION"),
        ]);
        let page: Page<ReceiptRow> = owner.get("/api/v1/receipts").await;
        assert_eq!(page.total, Some(2));
    }

    each_field_of_a_customer_is_kept_by_its_last_writer(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut early = Till::new(app.db(), &owner, "Касса 1").await;
        let mut late = Till::new(app.db(), &owner, "Касса 2").await;
        late.seq = 100;
        let customer_id = CustomerId::from_uuid(Uuid::from_u128(3));
        let put = |name: Option<&str>, phone: Option<&str>| CustomerPut {
            customer_id,
            name: name.map(str::to_owned),
            phone: phone.map(str::to_owned),
            card: None,
        };
        // The later writer is heard first: what the earlier one says of the same field comes too late.
        late.apply("customer_put", 1, &put(Some("Анна Петровна"), None)).await.unwrap();
        early.apply("customer_put", 1, &put(Some("Анна"), Some("+79990001122"))).await.unwrap();
        let page: Page<Customer> = owner.get("/api/v1/customers?query=9990001122").await;
        assert_eq!((page.rows[0].name.as_str(), page.rows[0].phone.as_str()), ("Анна Петровна", "+79990001122"));
    }
}
