//! A server that lets its answers drip, a byte at a time and never silent: a round ends all the same.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use bezmen_contract::wire::{HeadReply, SnapshotReply};
use bezmen_till::sync::{SyncOptions, SyncWorker};

use super::desk::{Desk, MORNING_MS};

/// What is said of a file that is never whole.
fn file() -> SnapshotReply {
    SnapshotReply {
        path: "/v1/snapshot/file".to_owned(),
        bytes: 1_000_000,
        hash: "0".repeat(64),
        rows: 1,
        upto: 1,
        checksum: "0".repeat(16),
        server_epoch: 1,
    }
}

fn answer(mut stream: TcpStream, tells_of_file: bool) -> std::io::Result<()> {
    let request: Vec<String> = BufReader::new(&stream)
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let whole = match request[0].split(' ').nth(1).unwrap() {
        path if path.starts_with("/v1/head") => serde_json::to_string(&HeadReply {
            epoch: 1,
            received_through: 0,
            head_hash: "0".repeat(64),
            server_epoch: 1,
            server_time_ms: MORNING_MS,
        })?,
        "/v1/snapshot" if tells_of_file => serde_json::to_string(&file())?,
        _ => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")?;
            // It ends some time, so that a till that waits for ever fails the test instead of the machine.
            for _ in 0..2_000 {
                stream.write_all(b" ")?;
                std::thread::sleep(Duration::from_millis(10));
            }
            return Ok(());
        }
    };
    let length = whole.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{whole}"
    )
}

/// Syncs with a server that drips; answers how it ended and what of the file is kept.
fn synced(tells_of_file: bool, options: SyncOptions) -> (String, String, u64) {
    let desk = Desk::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server_url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            std::thread::spawn(move || answer(stream, tells_of_file));
        }
    });
    desk.belongs_to(server_url);
    let worker = SyncWorker::start(desk.till(), options).unwrap();
    let begun = Instant::now();
    let failure = worker.sync_once().unwrap_err();
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "a dripping server ends nothing"
    );
    worker.stop();
    let part = desk.folder.path().join("sync/tenant.snapshot.part");
    let kept = std::fs::metadata(part).map_or(0, |part| part.len());
    let status = desk.ok("get_sync_status", serde_json::Value::Null);
    (
        failure.code,
        status["lamp"]["state"].as_str().unwrap().to_owned(),
        kept,
    )
}

#[test]
fn a_call_and_a_file_that_drip_are_given_up_and_what_came_is_kept() {
    let calls = SyncOptions {
        call: Duration::from_millis(400),
        ..SyncOptions::once()
    };
    let (code, state, _) = synced(false, calls);
    assert_eq!(
        (code.as_str(), state.as_str()),
        ("SERVER_OFFLINE", "offline")
    );

    let files = SyncOptions {
        progress: Duration::from_millis(400),
        ..SyncOptions::once()
    };
    let (code, state, kept) = synced(true, files);
    assert_eq!(
        (code.as_str(), state.as_str()),
        ("SERVER_OFFLINE", "offline")
    );
    assert!(kept > 0, "the next round goes on from there");
}
