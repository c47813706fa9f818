//! Everything that somebody can change through the API.

use std::collections::BTreeMap;

use axum::http::Method;
use bezmen_contract::console::products::{Product, ProductInput};
use bezmen_domain::money::Money;
use serde_json::{Value, json};

use crate::support::{Owner, TestApp};

/// Walks over each call of the document that changes something, with the ids of the rows that both companies have.
pub async fn everything(
    app: &TestApp,
    owner: &Owner,
    ids: &BTreeMap<&str, String>,
    product: &Product,
) {
    let document = serde_json::to_value(bezmen_server::app::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            if method == "get" {
                continue;
            }
            change(app, owner, ids, product, method, path).await;
        }
    }
}

/// Today's revision and card of a row, to be sent back.
async fn card(owner: &Owner, list: &str, id_name: &str, id: &str) -> Value {
    let rows: Value = owner.get(list).await;
    let rows = rows
        .get("rows")
        .unwrap_or(&rows)
        .as_array()
        .unwrap()
        .clone();
    let mut row = rows.into_iter().find(|row| row[id_name] == id).unwrap();
    row["expected_revision"] = row["revision"].clone();
    row
}

async fn change(
    app: &TestApp,
    owner: &Owner,
    ids: &BTreeMap<&str, String>,
    product: &Product,
    method: &str,
    path: &str,
) {
    let room = path.split('/').nth(3).unwrap();
    let of = |room: &str| ids[room].as_str();
    let body = match (method, path.trim_start_matches("/api/v1/")) {
        // The sign-in is the test's own way in, and a company is made of nothing.
        ("post", "company" | "session") | ("delete", "session") => return,
        ("post", "categories") => {
            json!({ "name": "Своё новое", "color": "#112233", "position": 2 })
        }
        ("post", "people") => json!({ "name": "Своё новое", "role": "cashier", "active": true }),
        ("post", "stores") => json!({ "name": "Своё новое", "utc_offset_minutes": 0 }),
        ("post", "tax-rates") => {
            json!({ "name": "Своё", "basis_points": 500, "mode": "included", "is_default": true })
        }
        ("post", "products") => {
            json!({ "name": "Своё новое", "unit": "piece", "price": 100, "active": true })
        }
        ("put", "categories/{id}") => {
            card(owner, "/api/v1/categories", "category_id", of(room)).await
        }
        ("put", "people/{id}") => card(owner, "/api/v1/people", "person_id", of(room)).await,
        ("put", "people/{id}/pin") => json!({ "pin": "4821" }),
        ("put", "stores/{id}") => card(owner, "/api/v1/stores", "store_id", of(room)).await,
        ("put", "tax-rates/{id}") => {
            let rates: Value = owner.get("/api/v1/tax-rates").await;
            let rate = &rates[0];
            let path = format!(
                "/api/v1/tax-rates/{}",
                rate["tax_rate_id"].as_str().unwrap()
            );
            let mut input = rate.clone();
            input["expected_revision"] = rate["revision"].clone();
            let _: Value = owner.put(&path, &input).await;
            return;
        }
        ("put", "barcode-rules") => {
            let known: Value = owner.get("/api/v1/barcode-rules").await;
            let own = json!({ "encoding": "any", "pattern": "S-", "kind": "staff" });
            json!({ "rules": [own], "expected_revision": known["revision"] })
        }
        ("put", "products/{id}") => {
            let cheaper = ProductInput {
                price: Money::from_minor(1),
                name: "Своё сено".to_owned(),
                expected_revision: Some(product.revision),
                ..product.input.clone()
            };
            serde_json::to_value(cheaper).unwrap()
        }
        ("post", "imports/preview") => {
            owner
                .preview("Своё.csv", "name,price\nСвоё,1\n".as_bytes())
                .await;
            return;
        }
        ("post", "imports/{id}/start") => {
            let preview = owner
                .preview("Своё.csv", "name,price\nСвоё,1\n".as_bytes())
                .await;
            let start =
                json!({ "columns": preview.guess, "has_header": true, "update_known": true });
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
            return;
        }
        ("post", "terminals/pair") => {
            let ask = json!({ "device_name": "Своё", "app_version": "" });
            let started: Value = app.stranger().post("/v1/pair/start", &ask).await;
            let confirm = json!({
                "user_code": started["user_code"], "store_id": of("stores"), "name": "Своё", "replaces": of("terminals"),
            });
            let _: Value = owner.post(path, &confirm).await;
            let poll = json!({ "device_code": started["device_code"] });
            let polled: Value = app.stranger().post("/v1/pair/poll", &poll).await;
            assert!(polled.to_string().contains("Своё"), "{polled}");
            return;
        }
        ("post", "terminals/pair/refuse") => {
            let ask = json!({ "device_name": "Своё", "app_version": "" });
            let started: Value = app.stranger().post("/v1/pair/start", &ask).await;
            let refuse = json!({ "user_code": started["user_code"] });
            let _: Value = owner.post(path, &refuse).await;
            return;
        }
        ("put", "terminals/{id}") => json!({ "name": "Своё другое" }),
        (
            "post",
            "terminals/{id}/revoke"
            | "terminals/{id}/aside/release"
            | "terminals/{id}/aside/replay",
        ) => Value::Null,
        _ => panic!("the test does not change anything through {method} {path}"),
    };
    let path = match path.contains("{id}") {
        true => path.replace("{id}", of(room)),
        false => path.to_owned(),
    };
    let method: Method = method.to_uppercase().parse().unwrap();
    let answer = owner.ask_with(method, &path, &body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text());
}
