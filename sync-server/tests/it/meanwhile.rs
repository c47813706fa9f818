//! What one decides from what another is changing at that moment. PostgreSQL alone lets two transactions write at once.

use bezmen_contract::console::company::{Store, StoreInput};
use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::fact::CustomerPut;
use bezmen_domain::id::{CustomerId, StoreId};
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
