//! Push: its limits, what the ledger keeps of it, in which order it is written, and clocks that are wrong.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_contract::console::sales::DayTotals;
use bezmen_contract::wire::fact::CustomerPut;
use bezmen_contract::wire::{HeadReply, OpOutcome, OpRecord};
use bezmen_domain::id::{CustomerId, OpId};
use bezmen_server::platform::db::sql;
use bezmen_sync::push::{MAX_COMPRESSED_BYTES, MAX_OPS};
use uuid::Uuid;

use crate::support::actor::Answer;
use crate::support::{NOON_MS, Owner, TestApp, TestDatabase, WireTill, as_owner, on_both};

const TEN_YEARS_MS: i64 = 3_652 * 24 * 60 * 60 * 1000;

fn op_id() -> OpId {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    OpId::from_uuid(Uuid::from_bytes(bytes))
}

/// An operation of a kind that the server will know one day, whose body does not compress below half of its length.
fn noise(till: &mut WireTill, bytes: usize) -> OpRecord {
    let mut random = vec![0; bytes / 2];
    getrandom::fill(&mut random).unwrap();
    let body = format!(
        "{{\"noise\":\"{}\"}}",
        bezmen_server::platform::db::hex(&random)
    );
    till.op_again(op_id(), "of_later", body)
}

async fn received(till: &WireTill) -> u64 {
    let head: HeadReply = till.actor.get("/v1/head").await;
    head.received_through
}

/// Sends the end of a till's log compressed, as tills do. Also answers its length on the wire.
async fn send_compressed(till: &WireTill, ops: usize) -> (Answer, usize) {
    let run = serde_json::to_vec(&till.last_run(ops)).unwrap();
    let packed = zstd::encode_all(run.as_slice(), 3).unwrap();
    let length = packed.len();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/v1/push")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_ENCODING, "zstd");
    (till.actor.send(request, Body::from(packed)).await, length)
}

async fn bodies(database: &TestDatabase, till: &WireTill) -> Vec<String> {
    let mut tx = database.db.read(till.facts.tenant_id).await.unwrap();
    let rows: Vec<(String,)> = sql("select body from op where tenant_id = $1 order by seq")
        .bind(till.facts.tenant_id)
        .all(&mut tx)
        .await
        .unwrap();
    rows.into_iter().map(|(body,)| body).collect()
}

async fn card(owner: &Owner) -> Customer {
    let page: Page<Customer> = owner.get("/api/v1/customers").await;
    assert_eq!(page.rows.len(), 1);
    page.rows[0].clone()
}

fn put(name: &str, phone: &str) -> CustomerPut {
    CustomerPut {
        customer_id: CustomerId::from_uuid(Uuid::from_u128(3)),
        name: Some(name.to_owned()),
        phone: Some(phone.to_owned()),
        card: None,
    }
}

/// Notes each write to the ledger, to its head and to the counters of streams, in their order.
const TRACE_SQLITE: &str = "
    create table trace (n integer primary key autoincrement, what text not null);
    create trigger trace_op after insert on op begin insert into trace (what) values ('op'); end;
    create trigger trace_head after update on terminal_head begin insert into trace (what) values ('head'); end;
    create trigger trace_first after insert on stream_counter begin insert into trace (what) values ('counter'); end;
    create trigger trace_next after update on stream_counter begin insert into trace (what) values ('counter'); end;";

const TRACE_POSTGRES: &str = "
    create table trace (n bigserial primary key, what text not null);
    create function note() returns trigger language plpgsql security definer as
        $$ begin insert into trace (what) values (tg_argv[0]); return null; end $$;
    create trigger trace_op after insert on op for each row execute function note('op');
    create trigger trace_head after update on terminal_head for each row execute function note('head');
    create trigger trace_counter after insert or update on stream_counter for each row execute function note('counter');
    grant select on trace to bezmen_app;";

on_both! {
    a_run_has_five_hundred_operations_at_most(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        for n in 0..=MAX_OPS {
            till.op_again(op_id(), "of_later", format!("{{\"n\":{n}}}"));
        }
        till.actor.refused(Method::POST, "/v1/push", &till.last_run(501), "TOO_LARGE").await;
        assert_eq!(received(&till).await, 0, "nothing of a run that is too long is taken");
        let whole = till.last_run(501).ops;
        let reply = till.push(whole[..500].to_vec()).await;
        assert_eq!((reply.received_through, reply.results.len()), (500, 500));
        assert_eq!(till.push(whole[500..].to_vec()).await.received_through, 501);
    }

    a_run_is_one_mebibyte_at_most_on_the_wire(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let ops: Vec<OpRecord> = (0..4).map(|_| noise(&mut till, 600_000)).collect();
        let (answer, length) = send_compressed(&till, 4).await;
        assert!(length > MAX_COMPRESSED_BYTES, "{length}");
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text().contains("\"TOO_LARGE\""), "{}", answer.text());
        assert_eq!(received(&till).await, 0);

        // The half of it is more than a mebibyte once it is unpacked, and less on the wire.
        let mut half = WireTill::new(&app, &owner, "Касса 2").await;
        for _ in 0..2 {
            noise(&mut half, 600_000);
        }
        let (answer, length) = send_compressed(&half, 2).await;
        assert!(length < MAX_COMPRESSED_BYTES && ops[0].body.len() * 2 > MAX_COMPRESSED_BYTES);
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(received(&half).await, 2);
    }

    unknown_fields_are_kept_byte_for_byte(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let known = serde_json::to_string(&till.facts.opened(NOON_MS)).unwrap();
        // Spaces, escapes, orders and numbers that no reader would write again as they are.
        let strange = known.replacen('{', "{ \"of_later\" : {\"b\":1.50,\"a\":[1e2, -0.0]},\t\"\\u0421\":\"\\u0000\\/\", ", 1);
        let later = "{\"b\":18446744073709551616,  \"a\":\"Ё\\n\"}".to_owned();
        let opened = till.op_again(op_id(), "shift_opened", strange.clone());
        let other = till.op_again(op_id(), "of_later", later.clone());
        let reply = till.push(vec![opened, other]).await;
        let outcomes: Vec<OpOutcome> = reply.results.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [OpOutcome::Applied, OpOutcome::Parked], "{reply:?}");
        assert_eq!(bodies(database, &till).await, [strange, later]);
    }

    i23_a_clock_ten_years_off_changes_no_other_tills_data(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut right = WireTill::new(&app, &owner, "Касса 1").await;
        let mut fast = WireTill::new(&app, &owner, "Касса 2").await;
        let mut slow = WireTill::new(&app, &owner, "Касса 3").await;
        (fast.off_ms, slow.off_ms) = (TEN_YEARS_MS, -TEN_YEARS_MS);

        let wrong = fast.op("customer_put", &put("Ошибка", "+70000000000"));
        fast.push(vec![wrong]).await;
        app.pass_ms(6 * 60_000);
        right.off_ms = 6 * 60_000;
        let mended = right.op("customer_put", &put("Анна", "+79990000001"));
        right.push(vec![mended]).await;
        assert_eq!(card(&owner).await.name, "Анна", "a clock that runs ahead wins for five minutes and not for ten years");
        let late = slow.op("customer_put", &put("Старое имя", "+70000000002"));
        assert_eq!(slow.push(vec![late]).await.results[0].outcome, OpOutcome::Applied);
        let kept = card(&owner).await;
        assert_eq!((kept.name.as_str(), kept.phone.as_str()), ("Анна", "+79990000001"));

        for (till, number) in [(&mut right, 1), (&mut fast, 2), (&mut slow, 3)] {
            let at_ms = NOON_MS + till.off_ms;
            let (opened, sale) = (till.facts.opened(at_ms), till.facts.sale(number, "Кофе", 10_000, at_ms));
            let ops = vec![till.op("shift_opened", &opened), till.op("sale", &sale)];
            assert!(till.push(ops).await.results.iter().all(|one| one.outcome == OpOutcome::Applied));
        }
        let days: Vec<DayTotals> = owner.get("/api/v1/totals?from=2026-11-20&to=2026-11-20").await;
        let takings: i64 = days.iter().map(|day| day.sales.minor()).sum();
        assert_eq!(takings, 10_000, "the day is the right till's alone");
    }

    tills_are_told_as_the_last_step_of_a_push(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let trace = if database.db.engine() == "sqlite" { TRACE_SQLITE } else { TRACE_POSTGRES };
        as_owner(database, trace).await;
        let put = till.op("customer_put", &put("Анна", "+79990000001"));
        till.push(vec![put]).await;
        let mut tx = database.db.read(till.facts.tenant_id).await.unwrap();
        let written: Vec<(String,)> = sql("select what from trace order by n").all(&mut tx).await.unwrap();
        let written: Vec<&str> = written.iter().map(|(what,)| what.as_str()).collect();
        let first_told = written.iter().position(|what| *what == "counter").expect("tills hear of the card");
        assert!(written[..first_told].contains(&"op") && written[..first_told].contains(&"head"), "{written:?}");
        assert!(written[first_told..].iter().all(|what| *what == "counter"), "other tills' counters are held for nothing else: {written:?}");
    }
}
