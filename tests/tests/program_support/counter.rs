//! A till as a process of its own, used the way its screens use it, that can be killed in the middle.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::programs::till;

pub struct Counter {
    runtime: Runtime,
    http: reqwest::Client,
    address: String,
    token: String,
    child: Arc<Mutex<Child>>,
}

impl Counter {
    /// Serves the till of a data folder.
    pub fn start(data: &Path) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut child = till(data, &["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("bezmen-till starts");
        let said = BufReader::new(child.stdout.take().expect("piped")).lines();
        let url = said
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("listening ")?.to_owned()))
            .expect("the till says where it listens");
        let (address, token) = url.split_once("/?token=").expect("an address with a token");
        Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            http: reqwest::Client::new(),
            address: address.to_owned(),
            token: token.to_owned(),
            child: Arc::new(Mutex::new(child)),
        }
    }

    /// Asks the till; `None` when it died before it could answer.
    pub fn ask(&self, call: &str, arguments: Value) -> Option<Value> {
        let request = self
            .http
            .post(format!("{}/call/{call}", self.address))
            .header("x-bezmen-token", &self.token)
            .json(&arguments);
        let (status, body) = self.runtime.block_on(async {
            let response = request.send().await.ok()?;
            let status = response.status();
            Some((status, response.json::<Value>().await.ok()?))
        })?;
        assert!(status.is_success(), "{call}: {body}");
        Some(body)
    }

    /// Asks a till that lives.
    pub fn answer(&self, call: &str, arguments: Value) -> Value {
        self.ask(call, arguments).expect("the till answers")
    }

    pub fn sign_in(&self) {
        let person_id = bezmen_till::fixture::cashier();
        self.answer("sign_in", json!({ "person_id": person_id, "pin": "1111" }));
    }

    /// `kill -9`, after a while.
    pub fn kill_after(&self, wait: Duration) -> std::thread::JoinHandle<()> {
        let child = Arc::clone(&self.child);
        std::thread::spawn(move || {
            std::thread::sleep(wait);
            let mut child = child.lock().expect("no panic elsewhere");
            let _ = child.kill();
            let _ = child.wait();
        })
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        let _ = self.kill_after(Duration::ZERO).join();
    }
}
