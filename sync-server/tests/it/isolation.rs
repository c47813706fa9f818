//! Two companies with equal ids of everything: nothing of the one is seen, inferred or changed through the other.

use std::collections::BTreeMap;

use axum::http::Method;
use bezmen_contract::console::company::{Store, StoreInput, TaxRate, TaxRateInput};
use bezmen_contract::console::imports::ImportStart;
use bezmen_contract::console::people::{Person, PersonInput, PinInput};
use bezmen_contract::console::products::{Category, CategoryInput, Product, ProductInput};
use bezmen_contract::wire::fact::CustomerPut;
use bezmen_domain::id::{CustomerId, TenantId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use bezmen_domain::quantity::Unit;
use sqlx::{Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::support::{Actor, NOON_MS, Owner, TestApp, TestDatabase, Till, on_both};

const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(0x0777));

/// Tables that hold a company's rows, so that a copy never names a row that is not there yet.
const TABLES: [&str; 22] = [
    "tenant",
    "store",
    "person",
    "stream_counter",
    "feed_row",
    "tax_rate",
    "category",
    "product",
    "product_barcode",
    "customer",
    "sale",
    "sale_line",
    "sale_payment",
    "sale_tax",
    "shift",
    "cash_move",
    "stock_move",
    "audit",
    "import_job",
    "import_bad_row",
    "terminal",
    "terminal_head",
];

/// Copies every row of one company into the other under the same ids, with every «Своё» in it made «Чужое».
async fn copy_company(database: &TestDatabase, from: TenantId) {
    for table in TABLES {
        if database.db.engine() == "sqlite" {
            let mut connection = SqliteConnection::connect(&database.address).await.unwrap();
            let columns: Vec<(String, String)> =
                sqlx::query_as("select name, type from pragma_table_info($1)")
                    .bind(table)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
            let text = copy_statement(table, &columns);
            sqlx::query(sqlx::AssertSqlSafe(text))
                .bind(OTHER.uuid())
                .bind(from.uuid())
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = PgConnection::connect(&database.address).await.unwrap();
            let columns: Vec<(String, String)> = sqlx::query_as(
                "select column_name::text, data_type::text from information_schema.columns where table_name = $1",
            )
            .bind(table)
            .fetch_all(&mut connection)
            .await
            .unwrap();
            let text = copy_statement(table, &columns);
            sqlx::query(sqlx::AssertSqlSafe(text))
                .bind(OTHER.uuid())
                .bind(from.uuid())
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
    }
}

fn copy_statement(table: &str, columns: &[(String, String)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let values: Vec<String> = columns
        .iter()
        .map(
            |(name, kind)| match (name.as_str(), kind.to_lowercase().as_str()) {
                ("tenant_id", _) => "$1".to_owned(),
                (name, "text") => {
                    let mut value = name.to_owned();
                    for (own, other) in [("Своё", "Чужое"), ("своё", "чужое"), ("свое", "чужое")]
                    {
                        value = format!("replace({value}, '{own}', '{other}')");
                    }
                    value
                }
                (name, _) => name.to_owned(),
            },
        )
        .collect();
    format!(
        "insert into {table} ({}) select {} from {table} where tenant_id = $2",
        names.join(", "),
        values.join(", ")
    )
}

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
    category: Category,
    person: Person,
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
    let mut till = Till::new(app.db(), &owner, "Своё место").await;
    till.apply("shift_opened", 1, &till.opened(NOON_MS))
        .await
        .unwrap();
    let customer = CustomerPut {
        customer_id: CustomerId::from_uuid(Uuid::from_u128(3)),
        name: Some("Своё имя".to_owned()),
        phone: Some("+79990001122".to_owned()),
        card: None,
    };
    till.apply("customer_put", 1, &customer).await.unwrap();
    let mut sale = till.sale(1, "Своё молоко", 100, NOON_MS);
    sale.customer_id = Some(customer.customer_id);
    till.apply("sale", 1, &sale).await.unwrap();
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
    let _: serde_json::Value = owner.post(&format!("{path}/start"), &start).await;
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
        ("shifts", till.shift_id.to_string()),
        ("imports", preview.import_id),
    ]);
    Company {
        owner,
        ids,
        product,
        category,
        person,
    }
}

on_both! {
    no_endpoint_shows_or_changes_what_belongs_to_the_other(database) {
        let app = TestApp::new(database);
        let Company { owner, ids, product, category, person } = furnish(&app).await;
        let own_before = everything(&owner, &ids).await;
        assert!(own_before.len() >= 14, "{:?}", own_before.keys());

        copy_company(database, owner.signed.me.tenant_id).await;
        let own_after = everything(&owner, &ids).await;
        assert_eq!(own_before, own_after, "the first company notices nothing of the second");

        let other = app.sign_in("owner@чужое.example", "a long password").await;
        let others = everything(&other, &ids).await;
        let without_names = ["/api/v1/company/registration", "/api/v1/tax-rates", "/api/v1/totals"];
        for (path, text) in &others {
            assert!(!text.to_lowercase().contains("своё"), "{path} shows what is not theirs: {text}");
            assert!(without_names.contains(&path.as_str()) || text.contains("ужое"), "{path} shows what is theirs: {text}");
        }

        // Now the first company changes everything it can.
        let stores: Vec<Store> = owner.get("/api/v1/stores").await;
        let rates: Vec<TaxRate> = owner.get("/api/v1/tax-rates").await;
        let store = StoreInput { expected_revision: Some(stores[0].revision), ..stores[0].input.clone() };
        let _: serde_json::Value = owner.put(&format!("/api/v1/stores/{}", stores[0].store_id), &store).await;
        let rate = TaxRateInput { expected_revision: Some(rates[0].revision), ..rates[0].input.clone() };
        let _: serde_json::Value = owner.put(&format!("/api/v1/tax-rates/{}", rates[0].tax_rate_id), &rate).await;
        let cheaper = ProductInput {
            price: Money::from_minor(1), name: "Своё сено".to_owned(), expected_revision: Some(1), ..product.input.clone()
        };
        let _: serde_json::Value = owner.put(&format!("/api/v1/products/{}", product.product_id), &cheaper).await;
        let renamed = CategoryInput { name: "Своё другое".to_owned(), expected_revision: Some(1), ..category.input.clone() };
        let _: serde_json::Value = owner.put(&format!("/api/v1/categories/{}", category.category_id), &renamed).await;
        let pin = PinInput { pin: Some("4821".to_owned()) };
        let _: serde_json::Value = owner.put(&format!("/api/v1/people/{}/pin", person.person_id), &pin).await;
        assert_eq!(everything(&other, &ids).await, others, "the second company notices nothing of the first");

        // The same PIN and the same barcode are free in the other company: neither tells of the first one.
        let _: serde_json::Value = other.put(&format!("/api/v1/people/{}/pin", person.person_id), &pin).await;
        other.ask(Method::DELETE, "/api/v1/session").await;
        let _: serde_json::Value = owner.get("/api/v1/me").await;
    }
}
