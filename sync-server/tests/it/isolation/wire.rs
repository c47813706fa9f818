//! What the server tells a till: each call of the wire.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::{Method, Request, StatusCode};
use bezmen_contract::wire::fact::SaleFact;
use bezmen_contract::wire::{OpOutcome, PushReply, SnapshotReply, Stream};
use bezmen_domain::id::{TenantId, TerminalId};
use bezmen_server::sync::endpoints;
use bezmen_server::terminals::issue_token;
use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Actor, NOON_MS, TestApp, WireTill};

/// A machine with a token for a terminal of a company.
pub async fn machine_of(app: &TestApp, tenant_id: TenantId, terminal_id: TerminalId) -> Actor {
    let mut tx = app.db().write(tenant_id).await.unwrap();
    let token = issue_token(&mut tx, tenant_id, terminal_id, 1, NOON_MS)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Actor::new(app.app.clone().router(), Some(token))
}

/// Everything that a till is told, by address.
pub async fn everything(
    app: &TestApp,
    till: &Actor,
    terminal_id: TerminalId,
) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for (method, path) in endpoints() {
        match (method, path) {
            // What these answer belongs to nobody yet; a code is another one each time.
            ("POST", "/v1/pair/start") => {
                let ask = json!({ "device_name": "", "app_version": "" });
                let _: Value = app.stranger().post(path, &ask).await;
                told.insert(path.to_owned(), String::new());
            }
            ("POST", "/v1/pair/poll") => {
                let polled: Value = app
                    .stranger()
                    .post(path, &json!({ "device_code": "0".repeat(64) }))
                    .await;
                told.insert(path.to_owned(), polled.to_string());
            }
            ("POST", "/v1/push") => {
                let nothing = json!({
                    "terminal_id": terminal_id, "epoch": 1, "server_epoch": 1, "from_seq": 1, "ops": [], "head_hash": "", "head_seq": 4
                });
                let reply: PushReply = till.post(path, &nothing).await;
                told.insert(path.to_owned(), format!("{reply:?}"));
            }
            ("GET", "/v1/head") => {
                let answer = till.ask(Method::GET, path).await;
                assert_eq!(answer.status, StatusCode::OK);
                told.insert(path.to_owned(), answer.text());
            }
            ("GET", "/v1/hints") => {
                told.insert(path.to_owned(), hints(till).await);
            }
            ("GET", "/v1/pull") => {
                for stream in Stream::ALL {
                    let path = format!("{path}?stream={}&after=0", stream.as_str());
                    let answer = till.ask(Method::GET, &path).await;
                    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
                    told.insert(path, answer.text());
                }
            }
            // The file is fetched where it is made: its name is told by that call alone.
            ("POST", "/v1/snapshot") => {
                for stream in Stream::ALL {
                    let text = file(till, &snapshot(till, stream).await.path).await;
                    told.insert(format!("{path} {}", stream.as_str()), text);
                }
            }
            ("GET", "/v1/snapshot/{id}") => {}
            _ => panic!("the test does not ask {method} {path}"),
        }
    }
    told
}

async fn snapshot(till: &Actor, stream: Stream) -> SnapshotReply {
    till.post("/v1/snapshot", &json!({ "stream": stream }))
        .await
}

async fn file(till: &Actor, path: &str) -> String {
    let answer = till.ask(Method::GET, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    String::from_utf8(zstd::decode_all(&answer.body[..]).unwrap()).unwrap()
}

/// The first hints of a line: one for each stream that has rows, in any order.
async fn hints(till: &Actor) -> String {
    let mut line = till.open(Request::get("/v1/hints")).await;
    let mut events = Vec::new();
    while let Ok(Some(event)) = tokio::time::timeout(Duration::from_millis(300), line.next()).await
    {
        events.push(String::from_utf8(event.unwrap().to_vec()).unwrap());
    }
    assert_eq!(events.len(), Stream::ALL.len(), "{events:?}");
    events.sort();
    events.concat()
}

/// The name of a company's file opens nothing to another.
pub async fn assert_files_are_not_shared(app: &TestApp, own: &Actor, other: &Actor) {
    for stream in Stream::ALL {
        let path = snapshot(own, stream).await.path;
        let answer = other.ask(Method::GET, &path).await;
        if answer.status == StatusCode::OK {
            let text = String::from_utf8(zstd::decode_all(&answer.body[..]).unwrap()).unwrap();
            assert!(
                !text.contains("Своё"),
                "{path} opened a file of another company"
            );
        } else {
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        let answer = app.stranger().ask(Method::GET, &path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
}

/// What one company's till has sent counts in the other when its till sends the very same.
pub async fn assert_takes_the_same_receipt(own: &WireTill, other: &Actor, sale: &SaleFact) {
    let answer = other
        .ask_with(Method::POST, "/v1/push", &own.last_run(1))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let reply: PushReply = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        reply.results[0].outcome,
        OpOutcome::Applied,
        "{}",
        sale.sale_id.uuid()
    );
}
