//! Things that happen at one moment: two tills change one card, a till is switched off while much is said.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, header};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_contract::console::products::{Product, ProductInput};
use bezmen_contract::console::terminals::Terminal;
use bezmen_contract::wire::fact::CustomerPut;
use bezmen_domain::id::CustomerId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_server::terminals::issue_token;
use futures::StreamExt;
use sqlx::{Connection, PgConnection};
use tower::ServiceExt;
use uuid::Uuid;

use crate::support::{NOON_MS, Owner, TestApp, WireTill, on_both, postgres_database};

fn card(name: Option<&str>, phone: Option<&str>) -> CustomerPut {
    CustomerPut {
        customer_id: CustomerId::from_uuid(Uuid::from_u128(3)),
        name: name.map(str::to_owned),
        phone: phone.map(str::to_owned),
        card: None,
    }
}

/// Waits until so many wait for somebody else's lock in this database, or until that has come to nothing.
pub async fn until_wait(address: &str, writers: i64, is_over: impl Fn() -> bool) {
    let mut connection = PgConnection::connect(address).await.unwrap();
    loop {
        let (waiting,): (i64,) = sqlx::query_as(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap();
        if waiting >= writers || is_over() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// PostgreSQL alone lets two transactions write at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tills_that_change_one_card_at_once_lose_nothing() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    for known in [true, false] {
        let mut one = WireTill::new(&app, &owner, "Касса 1").await;
        let mut two = WireTill::new(&app, &owner, "Касса 2").await;
        let tenant_id = one.facts.tenant_id;
        let id = if known { 3 } else { 4 };
        let customer_id = CustomerId::from_uuid(Uuid::from_u128(id));
        let put = |name, phone| CustomerPut {
            customer_id,
            ..card(name, phone)
        };
        if known {
            let op = one.op("customer_put", &put(Some("Мария"), Some("+79000000000")));
            one.push(vec![op]).await;
        }
        // The first till's push is held up between its writing and its commit.
        let named = serde_json::to_string(&put(Some("Мария Ивановна"), None)).unwrap();
        one.facts.seq += 10;
        let op = one.facts.op("customer_put", &named);
        let mut tx = app.db().write(tenant_id).await.unwrap();
        let (results, _) = bezmen_server::projections::apply_all(&mut tx, &[op])
            .await
            .unwrap();
        results.into_iter().for_each(|result| result.unwrap());
        let ops = ["+79000000001", "+79001234567"]
            .map(|phone| two.op("customer_put", &put(None, Some(phone))));
        let second = tokio::spawn(async move { two.push(ops.to_vec()).await });
        until_wait(&database.address, 1, || false).await;
        tx.commit().await.unwrap();
        assert_eq!(second.await.unwrap().received_through, 2);
        let page: Page<Customer> = owner.get("/api/v1/customers").await;
        let customer = page
            .rows
            .iter()
            .find(|row| row.customer_id == customer_id)
            .unwrap();
        assert_eq!(
            (customer.name.as_str(), customer.phone.as_str()),
            ("Мария Ивановна", "+79001234567"),
            "each till's field is kept; known before: {known}"
        );
    }
}

/// Makes the company's stream move.
async fn say_something(owner: &Owner, n: i64) {
    let input = ProductInput {
        name: format!("Товар {n}"),
        sku: String::new(),
        barcodes: Vec::new(),
        unit: Unit::Piece,
        price: Money::from_minor(n),
        tax_rate_id: None,
        category_id: None,
        quick_key: None,
        active: true,
        expected_revision: None,
    };
    let _: Product = owner.post("/api/v1/products", &input).await;
}

/// Seconds on the server's clock until the line of hints ends, while something is said every second.
async fn seconds_until_cut_off(
    app: &TestApp,
    token: &str,
    owner: &Owner,
    talker: &Owner,
    end: impl AsyncFnOnce(&Owner),
) -> i64 {
    let request = Request::get("/v1/hints")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let response = app.app.clone().router().oneshot(request).await.unwrap();
    assert!(response.status().is_success());
    let mut hints = response.into_body().into_data_stream();
    let first = hints.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"event: hint"), "{first:?}");
    end(owner).await;
    for second in 1..=20 {
        app.pass_ms(1_000);
        say_something(talker, second).await;
        // Whatever was sent before the end is passed over.
        while let Ok(heard) = tokio::time::timeout(Duration::from_millis(200), hints.next()).await {
            if heard.is_none() {
                return second;
            }
        }
    }
    i64::MAX
}

on_both! {
    a_line_of_hints_ends_within_five_seconds_however_much_is_said(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let other = app.owner("Болтун").await;
        for replaced in [true, false] {
            let till = WireTill::new(&app, &owner, "Касса").await.facts;
            let mut tx = app.db().write(till.tenant_id).await.unwrap();
            let token = issue_token(&mut tx, till.tenant_id, till.terminal_id, 1, NOON_MS).await.unwrap();
            tx.commit().await.unwrap();
            // Others talk, so that the till itself has nothing to hear.
            let seconds = seconds_until_cut_off(&app, &token, &owner, &other, async |owner: &Owner| {
                if replaced {
                    let code: serde_json::Value = app.stranger()
                        .post("/v1/pair/start", &serde_json::json!({ "device_name": "", "app_version": "" })).await;
                    let confirm = serde_json::json!({
                        "user_code": code["user_code"], "store_id": till.store_id, "name": "Касса", "replaces": till.terminal_id,
                    });
                    let _: Terminal = owner.post("/api/v1/terminals/pair", &confirm).await;
                } else {
                    let _: Terminal = owner.post(&format!("/api/v1/terminals/{}/revoke", till.terminal_id), &()).await;
                }
            }).await;
            assert!(seconds <= 5, "cut off after {seconds} s; replaced: {replaced}");
        }
    }
}
