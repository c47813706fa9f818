//! What one decides from what another is changing at that moment. PostgreSQL alone lets two transactions write at once.

use axum::http::Method;
use bezmen_contract::console::company::{Store, StoreInput, TaxRate, TaxRateInput};
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::fact::CustomerPut;
use bezmen_domain::id::{CustomerId, StoreId};
use bezmen_domain::permission::Role;
use bezmen_domain::tax::TaxMode;
use bezmen_server::platform::db::{Tx, sql};
use bezmen_server::platform::feed::{self, StreamKey};
use bezmen_server::projections::{apply_all, publish_effects};
use bezmen_server::stores::insert_store;
use uuid::Uuid;

use crate::at_once::until_wait;
use crate::support::{NOON_MS, Owner, TestApp, WireTill, postgres_database};

fn second_store() -> StoreInput {
    StoreInput {
        name: "Второй".to_owned(),
        address: String::new(),
        tax_number: String::new(),
        receipt_footer: String::new(),
        utc_offset_minutes: 180,
        expected_revision: None,
    }
}

fn card() -> CustomerPut {
    CustomerPut {
        customer_id: CustomerId::from_uuid(Uuid::from_u128(3)),
        name: Some("Мария".to_owned()),
        phone: None,
        card: None,
    }
}

/// The customers that tills of a store hear of.
async fn cards(app: &TestApp, owner: &Owner, store_id: StoreId) -> usize {
    let tenant_id = owner.signed.me.tenant_id;
    let mut tx = app.db().read(tenant_id).await.unwrap();
    let rows = feed::page(&mut tx, tenant_id, StreamKey::Store(store_id), 0, 100)
        .await
        .unwrap();
    let is_card = |kind: &RowKind| *kind == RowKind::Customer;
    rows.iter().filter(|row| is_card(&row.kind)).count()
}

/// Holds the company's stream up, so that whoever changes something of it waits before its commit.
async fn hold_up(app: &TestApp, owner: &Owner) -> Tx {
    let tenant_id = owner.signed.me.tenant_id;
    let mut tx = app.db().write(tenant_id).await.unwrap();
    sql("update stream_counter set rev = rev where tenant_id = $1 and stream = $2")
        .bind(tenant_id)
        .bind(StreamKey::Tenant.name())
        .run(&mut tx)
        .await
        .unwrap();
    tx
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_that_is_written_while_a_store_is_opened_reaches_that_store() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    let mut till = WireTill::new(&app, &owner, "Касса 1").await;
    let tenant_id = till.facts.tenant_id;
    let store_id = StoreId::from_uuid(Uuid::from_u128(5));
    let mut opening = app.db().write(tenant_id).await.unwrap();
    insert_store(&mut opening, tenant_id, store_id, &second_store(), NOON_MS)
        .await
        .unwrap();
    let op = till.op("customer_put", &card());
    let push = tokio::spawn(async move { till.push(vec![op]).await });
    until_wait(&database.address, 1, || push.is_finished()).await;
    opening.commit().await.unwrap();
    push.await.unwrap();
    assert_eq!(cards(&app, &owner, store_id).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_is_opened_while_a_card_is_written_has_the_card() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    let mut one = WireTill::new(&app, &owner, "Касса 1").await;
    let mut two = WireTill::new(&app, &owner, "Касса 2").await;
    let tenant_id = one.facts.tenant_id;
    let body = serde_json::to_string(&card()).unwrap();
    let mut writing = app.db().write(tenant_id).await.unwrap();
    let (_, effects) = apply_all(&mut writing, &[one.facts.op("customer_put", &body)])
        .await
        .unwrap();

    // Tills do not wait for each other on their way to the streams, which come last.
    let mut other = card();
    other.customer_id = CustomerId::from_uuid(Uuid::from_u128(4));
    let op = two.op("customer_put", &other);
    two.push(vec![op]).await;

    publish_effects(&mut writing, tenant_id, &effects)
        .await
        .unwrap();
    let opener = owner.actor.clone();
    let opening = tokio::spawn(async move {
        let store: Store = opener.post("/api/v1/stores", &second_store()).await;
        store
    });
    until_wait(&database.address, 1, || opening.is_finished()).await;
    writing.commit().await.unwrap();
    let store = opening.await.unwrap();
    assert_eq!(cards(&app, &owner, store.store_id).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_owners_who_demote_each_other_at_once_leave_one() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    let input = |role: Role, email: &str| PersonInput {
        name: email.to_owned(),
        role,
        email: email.to_owned(),
        password: None,
        active: true,
        expected_revision: None,
    };
    let second = PersonInput {
        password: Some("another password".to_owned()),
        ..input(Role::Owner, "second@shop.example")
    };
    let _: Person = owner.post("/api/v1/people", &second).await;
    let people: Vec<Person> = owner.get("/api/v1/people").await;
    assert_eq!(people.len(), 2);
    let held = hold_up(&app, &owner).await;
    let demoted = people.into_iter().map(|person| {
        let path = format!("/api/v1/people/{}", person.person_id);
        let input = PersonInput {
            expected_revision: Some(person.revision),
            ..input(Role::Manager, &person.email)
        };
        let actor = owner.actor.clone();
        tokio::spawn(async move { actor.ask_with(Method::PUT, &path, &input).await })
    });
    let demoted: Vec<_> = demoted.collect();
    until_wait(&database.address, 2, || false).await;
    held.commit().await.unwrap();
    let mut refused = 0;
    for answer in demoted {
        refused += usize::from(answer.await.unwrap().text().contains("LAST_OWNER"));
    }
    assert_eq!(refused, 1);
    let people: Vec<Person> = owner.get("/api/v1/people").await;
    let owners = people.iter().filter(|person| person.role == Role::Owner);
    assert_eq!(owners.count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_rates_that_become_the_default_at_once_one_does() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    let held = hold_up(&app, &owner).await;
    let made: Vec<_> = [500, 1_500]
        .map(|basis_points| {
            let input = TaxRateInput {
                name: "НДС".to_owned(),
                basis_points,
                mode: TaxMode::Included,
                is_default: true,
                expected_revision: None,
            };
            let actor = owner.actor.clone();
            tokio::spawn(async move {
                let _: TaxRate = actor.post("/api/v1/tax-rates", &input).await;
            })
        })
        .into();
    until_wait(&database.address, 2, || false).await;
    held.commit().await.unwrap();
    for made in made {
        made.await.unwrap();
    }
    let rates: Vec<TaxRate> = owner.get("/api/v1/tax-rates").await;
    let defaults = rates.iter().filter(|rate| rate.input.is_default).count();
    assert_eq!(defaults, 1, "{rates:?}");
}
