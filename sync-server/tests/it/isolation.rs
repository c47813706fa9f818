//! Two companies with equal ids of everything: nothing of the one is seen, inferred or changed through the other.

mod changes;
mod copying;
mod wire;

use std::collections::BTreeMap;

use axum::http::Method;
use bezmen_contract::console::imports::ImportStart;
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_contract::console::products::{Category, CategoryInput, Product, ProductInput};
use bezmen_contract::wire::fact::CustomerPut;
use bezmen_domain::id::CustomerId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use bezmen_domain::quantity::Unit;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Actor, NOON_MS, Owner, TestApp, WireTill, on_both};
use copying::{OTHER, copy_company};

/// Everything that the API tells somebody: each address of the document, with the ids of the rows of the first company.
async fn everything(actor: &Actor, ids: &BTreeMap<&str, String>) -> BTreeMap<String, String> {
    let document = serde_json::to_value(bezmen_server::app::openapi()).unwrap();
    let mut told = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        if item.get("get").is_none() {
            continue;
        }
        let room = path.split('/').nth(3).unwrap();
        let path = match (path.contains("{id}"), ids.get(room)) {
            (true, Some(id)) => path.replace("{id}", id),
            (true, None) => panic!("the test has no row for {path}"),
            (false, _) => path.clone(),
        };
        let answer = actor.ask(Method::GET, &path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        told.insert(path, answer.text());
    }
    told
}

struct Company {
    owner: Owner,
    ids: BTreeMap<&'static str, String>,
    product: Product,
    till: WireTill,
}

async fn furnish(app: &TestApp) -> Company {
    let owner = app.owner("Своё").await;
    let ask = CategoryInput {
        name: "Своё дело".to_owned(),
        color: "#112233".to_owned(),
        position: 1,
        expected_revision: None,
    };
    let category: Category = owner.post("/api/v1/categories", &ask).await;
    let product = ProductInput {
        name: "Своё молоко".to_owned(),
        sku: "С-1".to_owned(),
        barcodes: vec!["4600682000174".to_owned()],
        unit: Unit::Piece,
        price: Money::from_minor(100),
        tax_rate_id: None,
        category_id: Some(category.category_id),
        quick_key: Some(1),
        active: true,
        expected_revision: None,
    };
    let product: Product = owner.post("/api/v1/products", &product).await;
    let person = PersonInput {
        name: "Своё лицо".to_owned(),
        role: Role::Cashier,
        email: String::new(),
        password: None,
        active: true,
        expected_revision: None,
    };
    let person: Person = owner.post("/api/v1/people", &person).await;
    let mut till = WireTill::new(app, &owner, "Своё место").await;
    let customer = CustomerPut {
        customer_id: CustomerId::from_uuid(Uuid::from_u128(3)),
        name: Some("Своё имя".to_owned()),
        phone: Some("+79990001122".to_owned()),
        card: None,
    };
    let mut sale = till.facts.sale(1, "Своё молоко", 100, NOON_MS);
    sale.customer_id = Some(customer.customer_id);
    let opened = till.facts.opened(NOON_MS);
    let ops = vec![
        till.op("shift_opened", &opened),
        till.op("customer_put", &customer),
        till.op("sale", &sale),
        till.op("tale_of_tomorrow", &json!({ "text": "Своё" })),
    ];
    till.push(ops).await;
    let preview = owner
        .preview("Своё.csv", "name,price\nСвоё,\n".as_bytes())
        .await;
    let start = ImportStart {
        columns: preview.guess,
        has_header: true,
        update_known: true,
        default_price_minor: None,
    };
    let path = format!("/api/v1/imports/{}", preview.import_id);
    let _: Value = owner.post(&format!("{path}/start"), &start).await;
    while owner
        .ask(Method::GET, &path)
        .await
        .text()
        .contains("running")
    {
        tokio::task::yield_now().await;
    }
    let ids = BTreeMap::from([
        ("products", product.product_id.to_string()),
        ("receipts", sale.sale_id.to_string()),
        ("shifts", till.facts.shift_id.to_string()),
        ("imports", preview.import_id),
        ("terminals", till.facts.terminal_id.to_string()),
        ("people", person.person_id.to_string()),
        ("categories", category.category_id.to_string()),
        ("stores", till.facts.store_id.to_string()),
    ]);
    Company {
        owner,
        ids,
        product,
        till,
    }
}

on_both! {
    no_endpoint_shows_or_changes_what_belongs_to_the_other(database) {
        let app = TestApp::new(database);
        let Company { owner, ids, product, mut till } = furnish(&app).await;
        let terminal_id = till.facts.terminal_id;
        let told_before = wire::everything(&app, &till.actor, terminal_id).await;
        let own_before = everything(&owner, &ids).await;
        assert!(own_before.len() >= 16, "{:?}", own_before.keys());

        copy_company(database, owner.signed.me.tenant_id).await;
        assert_eq!(told_before, wire::everything(&app, &till.actor, terminal_id).await, "its till notices nothing of the second");
        assert_eq!(own_before, everything(&owner, &ids).await, "the first company notices nothing of the second");

        let other = app.sign_in("owner@чужое.example", "a long password").await;
        let other_till = wire::machine_of(&app, OTHER, terminal_id).await;
        let others_told = wire::everything(&app, &other_till, terminal_id).await;
        let others = everything(&other, &ids).await;
        let aside = format!("/api/v1/terminals/{}/aside", ids["terminals"]);
        let nameless = [
            "/api/v1/company/registration", "/api/v1/tax-rates", "/api/v1/totals", &aside, "/v1/head", "/v1/hints", "/v1/push",
            "/v1/pair/start", "/v1/pair/poll", "/api/v1/barcode-rules",
        ];
        for (path, text) in others.iter().chain(&others_told) {
            assert!(!text.to_lowercase().contains("своё"), "{path} shows what is not theirs: {text}");
            assert!(nameless.contains(&path.as_str()) || text.contains("ужое"), "{path} shows what is theirs: {text}");
        }
        wire::assert_files_are_not_shared(&app, &till.actor, &other_till).await;

        // Now the first company changes everything it can, and its till sells on.
        let sale = till.facts.sale(2, "Своё сено", 700, NOON_MS + 5);
        let op = till.op("sale", &sale);
        till.push(vec![op]).await;
        changes::everything(&app, &owner, &ids, &product).await;
        assert_eq!(everything(&other, &ids).await, others, "the second company notices nothing of the first");
        assert_eq!(wire::everything(&app, &other_till, terminal_id).await, others_told, "neither does its till");

        // The same PIN, the same operation and the same receipt are new to the other company.
        let pin = json!({ "pin": "4821" });
        let _: Value = other.put(&format!("/api/v1/people/{}/pin", ids["people"]), &pin).await;
        wire::assert_takes_the_same_receipt(&till, &other_till, &sale).await;
        other.ask(Method::DELETE, "/api/v1/session").await;
        let _: Value = owner.get("/api/v1/me").await;
    }
}
