//! A server that listens, a company on it, and the owner who works in its console.

use std::net::SocketAddr;
use std::path::PathBuf;

use bezmen_contract::console::account::SignedIn;
use bezmen_contract::console::people::Person;
use bezmen_contract::console::products::Product;
use bezmen_contract::console::sales::DayTotals;
use bezmen_contract::console::terminals::Terminal;
use bezmen_server::app::App;
use bezmen_server::platform::clock::Clock;
use bezmen_server::platform::db::Db;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A running server and the owner's session.
pub struct Shop {
    pub runtime: Runtime,
    pub db: Db,
    pub address: SocketAddr,
    pub token: String,
    pub owner: SignedIn,
    pub cashier: Person,
    data: PathBuf,
    http: reqwest::Client,
    stop: Option<tokio::task::AbortHandle>,
}

/// The cashier's PIN.
pub const PIN: &str = "4821";

impl Shop {
    /// Opens a server on a database and registers a company with a cashier and three goods.
    pub fn open(runtime: Runtime, db: Db, data: PathBuf) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::new();
        let mut shop = Self::unregistered(runtime, db, data, http);
        let owner: SignedIn = shop.send("POST", "/api/v1/company", &json!({
            "company": "Лавка", "store": "На углу", "name": "Анна", "email": "anna@example.com",
            "password": "correct horse battery", "currency": "RUB", "locale": "ru", "utc_offset_minutes": 180
        }));
        shop.token = owner.token.clone();
        shop.owner = owner;
        let cashier: Person = shop.send(
            "POST",
            "/api/v1/people",
            &json!({ "name": "Пётр", "role": "cashier", "active": true }),
        );
        shop.cashier = shop.send(
            "PUT",
            &format!("/api/v1/people/{}/pin", cashier.person_id),
            &json!({ "pin": PIN }),
        );
        shop.add_product("Молоко", "4600682000174", 8_990);
        shop.add_product("Хлеб", "4601498010012", 5_450);
        shop
    }

    fn unregistered(runtime: Runtime, db: Db, data: PathBuf, http: reqwest::Client) -> Self {
        let nobody: SignedIn = serde_json::from_value(json!({ "token": "", "me": {
            "person_id": uuid::Uuid::nil(), "name": "", "email": "", "role": "owner", "permissions": [],
            "tenant_id": uuid::Uuid::nil(), "company": "", "currency": "RUB", "locale": "ru", "stores": []
        }}))
        .unwrap();
        let cashier = serde_json::from_value(json!({
            "person_id": uuid::Uuid::nil(), "name": "", "role": "cashier", "email": "", "has_pin": false, "active": true, "revision": 0
        }))
        .unwrap();
        let mut shop = Self {
            runtime,
            db,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: String::new(),
            owner: nobody,
            cashier,
            data,
            http,
            stop: None,
        };
        shop.start();
        shop
    }

    /// Starts listening, at the address it had before if there was one.
    pub fn start(&mut self) {
        let app = App::new(self.db.clone(), Clock::system(), self.data.clone(), None);
        let at = self.address;
        let (address, stop) = self.runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind(at).await.unwrap();
            let address = listener.local_addr().unwrap();
            let serving =
                tokio::spawn(async move { axum::serve(listener, app.router()).await.unwrap() });
            (address, serving.abort_handle())
        });
        self.address = address;
        self.stop = Some(stop);
    }

    /// Stops listening in the middle of whatever it does.
    pub fn die(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.abort();
        }
        // The port is free again when the listener is dropped, which an abort brings about soon.
        while std::net::TcpListener::bind(self.address).is_err() {
            std::thread::yield_now();
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn send<T: DeserializeOwned>(&self, method: &str, path: &str, body: &impl Serialize) -> T {
        let (status, body) = self.try_send(method, path, Some(&self.token), body);
        assert!(status < 300, "{method} {path}: {status} {body}");
        serde_json::from_value(body).unwrap()
    }

    pub fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        self.send("GET", path, &Value::Null)
    }

    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> (u16, Value) {
        let mut request = self
            .http
            .request(method.parse().unwrap(), format!("{}{path}", self.url()));
        if let Some(token) = token.filter(|token| !token.is_empty()) {
            request = request.bearer_auth(token);
        }
        if method != "GET" {
            request = request.json(body);
        }
        self.runtime.block_on(async {
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let bytes = response.bytes().await.unwrap();
            (
                status,
                serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            )
        })
    }

    /// Fetches a part of a file as a till does: status, `content-range`, bytes.
    pub fn fetch(&self, path: &str, token: &str, range: &str) -> (u16, String, Vec<u8>) {
        let request = self.http.get(format!("{}{path}", self.url()));
        let request = request.bearer_auth(token).header("range", range);
        self.runtime.block_on(async {
            let response = request.send().await.unwrap();
            let range = response.headers().get("content-range");
            let range = range.map_or("", |range| range.to_str().unwrap()).to_owned();
            let status = response.status().as_u16();
            (status, range, response.bytes().await.unwrap().to_vec())
        })
    }

    pub fn add_product(&self, name: &str, barcode: &str, price: i64) -> Product {
        self.send(
            "POST",
            "/api/v1/products",
            &json!({
                "name": name, "barcodes": [barcode], "unit": "piece", "price": price, "active": true
            }),
        )
    }

    /// Registers another company on the same server; returns its owner's token.
    pub fn register_another(&self, company: &str, email: &str) -> (String, SignedIn) {
        let owner: SignedIn = self.send("POST", "/api/v1/company", &json!({
            "company": company, "store": "Там", "name": "Чужой", "email": email,
            "password": "correct horse battery", "currency": "RUB", "locale": "ru", "utc_offset_minutes": 180
        }));
        (owner.token.clone(), owner)
    }

    pub fn terminals(&self) -> Vec<Terminal> {
        self.get("/api/v1/terminals")
    }

    pub fn confirm(&self, user_code: &str, name: &str, replaces: Option<Value>) -> (u16, Value) {
        let store_id = self.owner.me.stores[0].store_id;
        self.try_send(
            "POST",
            "/api/v1/terminals/pair",
            Some(&self.token),
            &json!({
                "user_code": user_code, "store_id": store_id, "name": name, "replaces": replaces
            }),
        )
    }

    /// Receipts and their sum over all days and tenders, returns taken off.
    pub fn totals(&self) -> (u64, i64) {
        let totals: Vec<DayTotals> = self.get("/api/v1/totals?from=2000-01-01&to=2100-01-01");
        let count = totals
            .iter()
            .map(|day| day.sales_count + day.returns_count)
            .sum();
        let sum = totals
            .iter()
            .map(|day| day.sales.minor() - day.returns.minor())
            .sum();
        (count, sum)
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.abort();
        }
    }
}
