//! The computer's clock differs from the server's, and the cashier is told so in words.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use bezmen_contract::wire::HeadReply;
use bezmen_till::sync::{SyncOptions, SyncWorker};
use serde_json::{Value, json};

use super::desk::{Desk, MORNING_MS};

const MINUTE_MS: i64 = 60_000;

/// A server that knows the time and little else.
fn server_whose_clock_shows(server_time_ms: i64) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let reply = serde_json::to_string(&HeadReply {
        epoch: 1,
        received_through: 0,
        head_hash: "0".repeat(64),
        server_epoch: 1,
        server_time_ms,
    })
    .unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request: Vec<String> = BufReader::new(&stream)
                .lines()
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
                .collect();
            let is_head = request[0].starts_with("GET /v1/head");
            let (status, body) = if is_head {
                ("200 OK", reply.as_str())
            } else {
                ("503 Service Unavailable", "")
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
        }
    });
    address
}

/// What the till says after it has talked to such a server.
fn notices(server_time_ms: i64, locale: &str) -> Vec<String> {
    let desk = Desk::open();
    let mut settings = desk.ok("get_settings", Value::Null);
    settings["locale"] = json!(locale);
    desk.ok("save_settings", json!({ "settings": settings }));
    let server_url = server_whose_clock_shows(server_time_ms);
    desk.belongs_to(server_url);
    let worker = SyncWorker::start(desk.till(), SyncOptions::once()).unwrap();
    // The server goes no further than telling the time.
    worker.sync_once().unwrap_err();
    worker.stop();
    let status = desk.ok("get_sync_status", Value::Null);
    status["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| notice["text"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_clock_ten_minutes_off_is_told_in_the_language_of_the_till() {
    let slow = MORNING_MS + 10 * MINUTE_MS;
    assert_eq!(
        notices(slow, "ru"),
        [
            "Часы этого компьютера отстают от часов сервера на 10 мин. Исправьте дату и время: они стоят в чеках."
        ]
    );
    let fast = MORNING_MS - 130 * MINUTE_MS;
    assert_eq!(
        notices(fast, "en"),
        [
            "The clock of this computer is 2 h 10 min ahead of the server's. Correct date and time: receipts carry them."
        ]
    );
    let level = MORNING_MS + MINUTE_MS;
    assert_eq!(
        notices(level, "ru"),
        Vec::<String>::new(),
        "a minute is no matter"
    );
}
