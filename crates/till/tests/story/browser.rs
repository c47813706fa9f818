//! The browser till: who may talk to it, and what it says.

use std::path::Path;

use bezmen_till::serve::{ServeError, Server};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::desk::Desk;

/// Sends a request as it is written and reads until `enough` is there or the server is done.
async fn raw(server: &str, request: String, enough: &str) -> String {
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part).await.unwrap();
        answer.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&answer);
        if count == 0 || (!enough.is_empty() && text.contains(enough)) {
            return text.into_owned();
        }
    }
}

fn post(host: &str, path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\n{headers}content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn get(host: &str, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")
}

fn screens(folder: &Path) {
    std::fs::write(
        folder.join("index.html"),
        "<!doctype html><script type=\"module\">go()</script><p>screens</p>",
    )
    .unwrap();
    std::fs::write(folder.join("app.js"), "go()").unwrap();
}

#[test]
fn only_pages_of_this_till_with_its_token_are_answered() {
    let desk = Desk::new();
    let ui = tempfile::TempDir::new().unwrap();
    screens(ui.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let address = "127.0.0.1:0".parse().unwrap();
        let server = Server::bind(desk.till().clone(), address, Some(ui.path().to_owned()))
            .await
            .unwrap();
        let (own, token) = (server.address().to_string(), server.token().to_owned());
        assert!(server.url().starts_with(&format!("http://{own}/?token=")));
        let running = tokio::spawn(server.run(std::future::pending()));
        let with_token = format!("x-bezmen-token: {token}\r\n");

        let answer = raw(&own, post(&own, "/call/status", &with_token, ""), "").await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("\"paired\":true"));
        let answer = raw(
            &own,
            post(&own, "/call/scan", &with_token, r#"{"text":"1"}"#),
            "",
        )
        .await;
        assert!(
            answer.starts_with("HTTP/1.1 422") && answer.contains("SIGN_IN_REQUIRED"),
            "{answer}"
        );
        let answer = raw(&own, post(&own, "/call/status", &with_token, "{"), "").await;
        assert!(
            answer.starts_with("HTTP/1.1 422") && answer.contains("BAD_ARGUMENTS"),
            "{answer}"
        );

        for headers in ["", "x-bezmen-token: 0\r\n"] {
            let answer = raw(&own, post(&own, "/call/status", headers, ""), "").await;
            assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        }
        let answer = raw(
            &own,
            post("shop.example", "/call/status", &with_token, ""),
            "",
        )
        .await;
        assert!(
            answer.starts_with("HTTP/1.1 403"),
            "a rebound name: {answer}"
        );
        let foreign = format!("{with_token}origin: http://shop.example\r\n");
        let answer = raw(&own, post(&own, "/call/status", &foreign, ""), "").await;
        assert!(answer.starts_with("HTTP/1.1 403"), "another page: {answer}");

        let page = raw(&own, get(&own, "/receipts/7"), "").await;
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("screens"),
            "every path of a screen: {page}"
        );
        assert!(
            page.contains("content-security-policy: default-src 'self'")
                && page.contains("'sha256-")
        );
        assert!(
            raw(&own, get(&own, "/app.js"), "")
                .await
                .contains("javascript")
        );

        let events = raw(
            &own,
            get(&own, &format!("/events?token={token}")),
            "\"event\":\"status\"",
        )
        .await;
        assert!(events.contains("text/event-stream"), "{events}");
        running.abort();
    });
}

#[test]
fn the_till_listens_on_this_computer_alone() {
    let desk = Desk::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bind = |address: &str, ui| {
        runtime
            .block_on(Server::bind(
                desk.till().clone(),
                address.parse().unwrap(),
                ui,
            ))
            .map(|_| ())
            .unwrap_err()
    };
    assert!(matches!(
        bind("0.0.0.0:0", None),
        ServeError::NotLoopback(_)
    ));
    let nowhere = desk.folder.path().join("no screens");
    let error = bind("127.0.0.1:0", Some(nowhere));
    assert!(matches!(error, ServeError::Screens { .. }));
    assert!(error.to_string().contains("--ui"));
}

#[test]
fn a_call_tells_every_screen() {
    let desk = Desk::open();
    let mut events = desk.till().events();
    desk.scan(super::desk::MILK);
    let told: Value = serde_json::to_value(events.try_recv().unwrap()).unwrap();
    assert_eq!(told["event"], "ticket_changed");
    assert_eq!(told["data"]["total"], json!(8_990));
}

#[test]
fn the_customers_page_sees_the_sale_and_opens_nothing_else() {
    let desk = Desk::open();
    let hardware = bezmen_till::Hardware::start(desk.till()).unwrap();
    desk.scan(super::desk::MILK);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let address = "127.0.0.1:0".parse().unwrap();
        let server = Server::bind(desk.till().clone(), address, None)
            .await
            .unwrap();
        let (own, token) = (server.address().to_string(), server.token().to_owned());
        let running = tokio::spawn(server.run(std::future::pending()));

        let unasked = raw(&own, get(&own, "/customer/address"), "").await;
        assert!(unasked.starts_with("HTTP/1.1 401"), "{unasked}");
        let answer = raw(
            &own,
            get(&own, &format!("/customer/address?token={token}")),
            "",
        )
        .await;
        let path = answer
            .split('"')
            .find(|piece| piece.starts_with("/?customer="));
        let path = path.unwrap_or_else(|| panic!("{answer}"));
        let pass = path
            .trim_start_matches("/?customer=")
            .trim_end_matches("#customer");
        assert!(pass.len() == 32 && pass != token, "{path}");

        let view = get(&own, &format!("/customer/events?customer={pass}"));
        let told = raw(&own, view, "Молоко").await;
        assert!(told.contains("\"moment\":\"selling\""), "{told}");
        for secret in ["product_id", "person", "barcode", super::desk::MILK] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
        for path in ["/customer/events", "/customer/events?customer=0"] {
            let answer = raw(&own, get(&own, path), "").await;
            assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        }
        for path in ["/events", "/call/status", "/customer/address"] {
            for name in ["token", "customer"] {
                let answer = raw(&own, get(&own, &format!("{path}?{name}={pass}")), "").await;
                assert!(!answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
            }
        }
        running.abort();
    });
    drop(hardware);
}
