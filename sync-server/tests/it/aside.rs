//! What the server has of a till and does not count: seen by the owner, let count once, tried again.

use std::process::Command;

use axum::http::Method;
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_contract::console::sales::{DayTotals, ReceiptRow};
use bezmen_contract::console::shifts::ShiftRow;
use bezmen_contract::console::terminals::{Aside, AsideCounted, AsideKind, Terminal};
use bezmen_contract::console::today::{Concern, ConcernKind, Today};
use bezmen_contract::wire::OpOutcome;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use bezmen_server::platform::db::sql;
use serde_json::{Value, json};

use crate::support::{NOON_MS, Owner, TestApp, TestDatabase, WireTill, on_both};

/// A till that sold for 100.00, was switched off, and sold twice and took one thing back before it heard of it.
async fn switched_off(app: &TestApp, owner: &Owner) -> WireTill {
    let mut till = WireTill::new(app, owner, "Касса 1").await;
    let opened = till.facts.opened(NOON_MS);
    let sale = till.facts.sale(1, "Кофе", 10_000, NOON_MS);
    let ops = vec![till.op("shift_opened", &opened), till.op("sale", &sale)];
    till.push(ops).await;
    let path = format!("/api/v1/terminals/{}/revoke", till.facts.terminal_id);
    let _: Terminal = owner.post(&path, &()).await;

    let sales = [20_000, 5_000].map(|total| till.facts.sale(2, "Чай", total, NOON_MS + 1));
    let mut back = till.facts.sale(4, "Чай", 5_000, NOON_MS + 2);
    back.return_of = Some(sales[1].sale_id);
    let ops = vec![
        till.op("sale", &sales[0]),
        till.op("sale", &sales[1]),
        till.op("return", &back),
    ];
    let reply = till.push(ops).await;
    assert_eq!(
        reply.received_through, 5,
        "the till may forget what it sent"
    );
    let outcomes: Vec<OpOutcome> = reply.results.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [OpOutcome::Quarantined; 3]);
    till
}

/// Number of receipts, takings of all days, takings of today, takings of the shift.
async fn seen(owner: &Owner) -> (usize, i64, i64, i64) {
    let receipts: Page<ReceiptRow> = owner.get("/api/v1/receipts").await;
    let totals: Vec<DayTotals> = owner
        .get("/api/v1/totals?from=2026-11-20&to=2026-11-20")
        .await;
    let today: Today = owner.get("/api/v1/today").await;
    let shifts: Page<ShiftRow> = owner.get("/api/v1/shifts").await;
    let cash: i64 = totals
        .iter()
        .map(|day| day.sales.minor() - day.returns.minor())
        .sum();
    (
        receipts.rows.len(),
        cash,
        today.figures.takings.minor(),
        shifts.rows[0].takings.minor(),
    )
}

async fn concerns(owner: &Owner) -> Vec<Concern> {
    let today: Today = owner.get("/api/v1/today").await;
    today.concerns
}

fn path(till: &WireTill, rest: &str) -> String {
    format!("/api/v1/terminals/{}/aside{rest}", till.facts.terminal_id)
}

async fn count(database: &TestDatabase, owner: &Owner, text: &'static str) -> i64 {
    let tenant_id = owner.signed.me.tenant_id;
    let mut tx = database.db.read(tenant_id).await.unwrap();
    sql(text).bind(tenant_id).number(&mut tx).await.unwrap()
}

on_both! {
    what_a_switched_off_till_sold_counts_once_when_the_owner_lets_it(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let till = switched_off(&app, &owner).await;
        assert_eq!(seen(&owner).await, (1, 10_000, 10_000, 10_000), "what came too late does not count by itself");

        let aside: Vec<Aside> = owner.get(&path(&till, "")).await;
        assert_eq!(aside.len(), 1);
        assert_eq!((aside[0].kind, aside[0].operations, aside[0].receipts), (AsideKind::Quarantined, 3, 3));
        assert_eq!(aside[0].amount, Some(Money::from_minor(20_000)), "sales less the return");
        assert!(aside[0].message.contains("let them count"), "{}", aside[0].message);
        let concern = &concerns(&owner).await[0];
        assert_eq!((concern.kind, concern.count, concern.receipts), (ConcernKind::QuarantinedOps, 3, 3));
        let terminals: Vec<Terminal> = owner.get("/api/v1/terminals").await;
        assert_eq!((terminals[0].quarantined_ops, terminals[0].parked_ops), (3, 0));

        // Two people press the button at one moment.
        let release = path(&till, "/release");
        let (one, two): (AsideCounted, AsideCounted) =
            tokio::join!(owner.post(&release, &()), owner.post(&release, &()));
        assert_eq!((one.counted + two.counted, one.parked + two.parked), (3, 0));
        assert_eq!(seen(&owner).await, (4, 30_000, 30_000, 30_000));
        assert_eq!(owner.get::<Vec<Aside>>(&path(&till, "")).await, []);
        assert_eq!(concerns(&owner).await, []);
        let again: AsideCounted = owner.post(&release, &()).await;
        assert_eq!(again.counted, 0);
        assert_eq!(seen(&owner).await, (4, 30_000, 30_000, 30_000));

        let lines = count(database, &owner, "select count(*) from audit where tenant_id = $1 and action = 'ops_released' and person_id is not null").await;
        assert_eq!(lines, 1, "the audit says who let it count; those who found nothing left did nothing");
    }

    a_manager_lets_it_count_and_a_stranger_learns_nothing(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let till = switched_off(&app, &owner).await;
        let stranger = app.owner("Чужая").await;
        for (method, rest) in [(Method::GET, ""), (Method::POST, "/release"), (Method::POST, "/replay")] {
            stranger.refused(method.clone(), &path(&till, rest), &(), "NOT_FOUND").await;
            till.actor.refused(method, &path(&till, rest), &(), "UNAUTHENTICATED").await;
        }
        let hire = |role, email: &str| PersonInput {
            name: email.to_owned(), role, email: email.to_owned(), password: Some("a long password".to_owned()), active: true, expected_revision: None,
        };
        let _: Person = owner.post("/api/v1/people", &hire(Role::Stockkeeper, "stock@shop.example")).await;
        let _: Person = owner.post("/api/v1/people", &hire(Role::Manager, "manager@shop.example")).await;
        let stockkeeper = app.sign_in("stock@shop.example", "a long password").await;
        stockkeeper.refused(Method::POST, &path(&till, "/release"), &(), "FORBIDDEN").await;
        let manager = app.sign_in("manager@shop.example", "a long password").await;
        let done: AsideCounted = manager.post(&path(&till, "/release"), &()).await;
        assert_eq!((done.counted, done.parked), (3, 0));
    }

    what_cannot_be_counted_is_named_and_tried_again(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let mut odd = till.facts.sale(1, "Кофе", 10_000, NOON_MS);
        odd.payments[0].amount = Money::from_minor(9_000);
        let ops = vec![till.op("sale", &odd), till.op("loyalty_of_tomorrow", &json!({ "points": 1 }))];
        till.push(ops).await;
        let aside: Vec<Aside> = owner.get(&path(&till, "")).await;
        let known: Vec<(&str, u64, u64, Option<Money>)> =
            aside.iter().map(|one| (one.reason.as_str(), one.operations, one.receipts, one.amount)).collect();
        let sum = Some(Money::from_minor(10_000));
        assert_eq!(known, [("NOT_BALANCED", 1, 1, sum), ("UNKNOWN_TYPE", 1, 0, None)]);
        assert!(aside[1].message.contains("Update the server"), "{}", aside[1].message);
        let concern = &concerns(&owner).await[0];
        assert_eq!((concern.kind, concern.count, concern.receipts), (ConcernKind::ParkedOps, 2, 1));
        let tried: AsideCounted = owner.post(&path(&till, "/replay"), &()).await;
        assert_eq!((tried.counted, tried.parked), (0, 2));
        assert_eq!(concerns(&owner).await[0].count, 2, "nothing is lost by trying");
    }

    an_operation_that_was_put_aside_twice_counts_once(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = switched_off(&app, &owner).await;
        let sale = till.facts.sale(5, "Сок", 700, NOON_MS + 3);
        let op = till.op("sale", &sale);
        let (op_id, body) = (op.op_id, op.body.clone());
        till.push(vec![op]).await;
        // The till is not sure that it was heard, and issues the same again in another incarnation.
        till.begin(2);
        let again = till.op_again(op_id, "sale", body);
        till.push(vec![again]).await;
        let done: AsideCounted = owner.post(&path(&till, "/release"), &()).await;
        assert_eq!((done.counted, done.parked), (5, 0));
        assert_eq!(seen(&owner).await, (5, 30_700, 30_700, 30_700));
    }

    a_till_that_was_switched_off_cannot_spoil_the_log_of_the_one_in_its_place(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = switched_off(&app, &owner).await;
        // While it is only switched off it may say what it likes: the next pairing passes over its incarnations.
        till.begin(7);
        let sale = till.facts.sale(9, "Сок", 700, NOON_MS + 3);
        let op = till.op("sale", &sale);
        till.push(vec![op]).await;
        let code = app.stranger().post::<Value>("/v1/pair/start", &json!({ "device_name": "", "app_version": "" })).await;
        let confirm = json!({
            "user_code": code["user_code"], "store_id": till.facts.store_id, "name": "Касса 1", "replaces": till.facts.terminal_id,
        });
        let paired: Terminal = owner.post("/api/v1/terminals/pair", &confirm).await;
        assert_eq!(paired.epoch, 8);
        // Now another machine has its place: the incarnations after its own are not for it.
        till.begin(8);
        let op = till.op("sale", &sale);
        let refused = till.send(vec![op]).await;
        assert!(refused.text().contains("REVOKED"), "{}", refused.text());
        assert_eq!(count(database, &owner, "select count(*) from op where tenant_id = $1 and epoch = 8").await, 0);
    }

    what_newer_tills_wrote_counts_by_itself_after_an_upgrade(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let sale = till.facts.sale(1, "Кофе", 10_000, NOON_MS);
        let ops = vec![till.op("sale_of_tomorrow", &sale), till.op("loyalty_of_tomorrow", &json!({}))];
        till.push(ops).await;
        let terminals: Vec<Terminal> = owner.get("/api/v1/terminals").await;
        assert_eq!(terminals[0].parked_ops, 2);
        // The newer server knows the one type and not the other.
        let mut tx = database.db.write(owner.signed.me.tenant_id).await.unwrap();
        sql("update op set kind = 'sale' where tenant_id = $1 and kind = 'sale_of_tomorrow'")
            .bind(owner.signed.me.tenant_id).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let newer = TestApp::new(database);
        let machine = WireTill::machine(&newer, &till.facts, 1).await;
        let _: Value = machine.get("/v1/head").await;
        let parked = || count(database, &owner, "select count(*) from op where tenant_id = $1 and outcome = 'parked'");
        while parked().await == 2 {
            tokio::task::yield_now().await;
        }
        assert_eq!(parked().await, 1);
        let receipts: Page<ReceiptRow> = owner.get("/api/v1/receipts").await;
        assert_eq!(receipts.rows.len(), 1);
    }

    the_commands_do_what_the_buttons_do(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let till = switched_off(&app, &owner).await;
        let tenant = owner.signed.me.tenant_id.to_string();
        let terminal = till.facts.terminal_id.to_string();
        let run = |arguments: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_bezmen-server"))
                .args(arguments)
                .args(["--database-url", &database.address])
                .output()
                .unwrap()
        };
        let answer = |arguments: &[&str]| -> Value {
            let output = run(arguments);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            serde_json::from_slice(&output.stdout).unwrap()
        };
        let release = ["ops", "release", "--tenant", &tenant, "--terminal", &terminal];
        assert_eq!(answer(&release), json!({ "counted": 3, "parked": 0 }));
        assert_eq!(answer(&release), json!({ "counted": 0, "parked": 0 }));
        assert_eq!(seen(&owner).await, (4, 30_000, 30_000, 30_000));
        assert_eq!(answer(&["ops", "replay", "--tenant", &tenant]), json!({ "counted": 0, "parked": 0 }));
        let begun = answer(&["restored"])["server_epoch"].clone();
        let head: Value = till.actor.get("/v1/head").await;
        assert!(begun.as_u64().unwrap() > 1);
        assert_eq!(head["server_epoch"], begun, "tills hear that the server was restored");
        let again = answer(&["restored"])["server_epoch"].clone();
        assert!(again.as_u64() > begun.as_u64(), "and no incarnation is called as another");

        let nobody = "00000000-0000-0000-0000-000000000001";
        for (arguments, words) in [
            (["ops", "release", "--tenant", nobody, "--terminal", &terminal], "no company"),
            (["ops", "replay", "--tenant", &tenant, "--terminal", nobody], "no till"),
        ] {
            let output = run(&arguments);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains(words) && said.trim().lines().count() == 1, "{said}");
        }
        for arguments in [&["ops", "release", "--tenant", &tenant][..], &["ops", "replay", "--tenant", ""], &["ops"]] {
            assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
        }
    }
}
