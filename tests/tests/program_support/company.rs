//! A company on a running server, and its owner's questions.

use std::path::Path;
use std::time::Duration;

use bezmen_contract::console::account::SignedIn;
use bezmen_contract::console::sales::DayTotals;
use bezmen_contract::till::{PairingState, PollPairing, StartPairing};
use bezmen_till::sync::{SyncOptions, SyncWorker};
use bezmen_till::{Till, TillOptions};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// What the server asks of a till for which it is still making a file.
const COME_BACK_IN: Duration = Duration::from_secs(3);

pub struct Company {
    runtime: Runtime,
    http: reqwest::Client,
    url: String,
    pub owner: Option<SignedIn>,
}

impl Company {
    /// Registers a company with a manager at the till and a few goods.
    pub fn register(url: &str, currency: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let mut company = Self {
            runtime,
            http: reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .build()
                .expect("a client"),
            url: url.to_owned(),
            owner: None,
        };
        let owner = company.send("POST", "/api/v1/company", json!({
            "company": "Лавка", "store": "На углу", "name": "Анна", "email": "anna@example.com",
            "password": "correct horse battery", "currency": currency, "locale": "en", "utc_offset_minutes": 0
        }));
        company.owner = Some(serde_json::from_value(owner).expect("signed in"));
        let manager = company.send(
            "POST",
            "/api/v1/people",
            json!({ "name": "Пётр", "role": "manager", "active": true }),
        );
        let person = manager["person_id"].as_str().expect("an id");
        company.send(
            "PUT",
            &format!("/api/v1/people/{person}/pin"),
            json!({ "pin": "4821" }),
        );
        for (name, barcode, price) in [
            ("Молоко", "4600682000174", 8_990),
            ("Хлеб", "4601498010012", 5_450),
        ] {
            company.send("POST", "/api/v1/products", json!({
                "name": name, "barcodes": [barcode], "unit": "piece", "price": price, "active": true
            }));
        }
        company
    }

    /// Pairs a till of this company in a data folder and takes the catalogue over.
    pub fn pair(&self, data: &Path) {
        let till = Till::open(TillOptions::new(data)).expect("the till opens");
        // Patient: the machine that runs the tests may be busy, and a hundred thousand products are many.
        let options = SyncOptions {
            silence: Duration::from_secs(300),
            ..SyncOptions::once()
        };
        let worker = SyncWorker::start(&till, options).expect("the worker starts");
        let code = till
            .ask(StartPairing {
                server_url: self.url.clone(),
                device_name: "test".to_owned(),
                approval: None,
            })
            .expect("a code");
        let store = self.owner.as_ref().expect("registered").me.stores[0].store_id;
        self.send(
            "POST",
            "/api/v1/terminals/pair",
            json!({ "user_code": code.user_code, "store_id": store, "name": "1" }),
        );
        loop {
            match till.ask(PollPairing {}).expect("an answer").state {
                PairingState::Waiting => std::thread::sleep(Duration::from_millis(20)),
                state => break assert_eq!(state, PairingState::Paired),
            }
        }
        // A busy server says so while it makes the file of a large catalogue, and keeps what it has made.
        while let Err(failure) = worker.sync_once() {
            assert_eq!(
                failure.code, "SERVER_BUSY",
                "the first sync: {}",
                failure.message
            );
            std::thread::sleep(COME_BACK_IN);
        }
        worker.stop();
        drop(worker);
        till.close();
    }

    /// What the owner sees per day and tender.
    pub fn totals(&self) -> Vec<DayTotals> {
        let totals = self.send(
            "GET",
            "/api/v1/totals?from=2000-01-01&to=2100-01-01",
            Value::Null,
        );
        serde_json::from_value(totals).expect("totals")
    }

    /// All receipts the owner sees: `(number, sale id, total)`.
    pub fn receipts(&self) -> Vec<(String, String, i64)> {
        let mut receipts = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.send(
                "GET",
                &format!("/api/v1/receipts?limit=200{cursor}"),
                Value::Null,
            );
            for row in page["rows"].as_array().expect("rows") {
                let text = |name: &str| row[name].as_str().expect("text").to_owned();
                receipts.push((
                    text("number"),
                    text("sale_id"),
                    row["total"].as_i64().expect("a sum"),
                ));
            }
            let Some(next) = page["next"].as_str() else {
                return receipts;
            };
            cursor = format!("&cursor={next}");
        }
    }

    /// Asks the server as the owner; a refusal ends the story.
    pub fn send(&self, method: &str, path: &str, body: Value) -> Value {
        let mut request = self.request(method, path);
        if !body.is_null() {
            request = request.json(&body);
        }
        self.answered(request, &format!("{method} {path}"))
    }

    /// A request in the owner's name.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.url);
        let request = self.http.request(method.parse().expect("a method"), url);
        match &self.owner {
            Some(owner) => request.bearer_auth(&owner.token),
            None => request,
        }
    }

    /// The answer to a request; a refusal ends the story.
    pub fn answered(&self, request: reqwest::RequestBuilder, what: &str) -> Value {
        self.runtime.block_on(async {
            let response = request.send().await.expect("the server answers");
            let status = response.status();
            let text = response.text().await.expect("a body");
            assert!(status.is_success(), "{what}: {status} {text}");
            serde_json::from_str(&text).unwrap_or(Value::Null)
        })
    }
}
