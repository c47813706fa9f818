//! One request of HTTP/1.1 and its answer, with faults on the wire that no library of a server would make.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::routes::{self, Answer, Request};
use super::state::State;
use crate::simulate::playing::{Shared, hear};

/// How long a client may take to send its request.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest request that is read.
const MAX_REQUEST_BYTES: usize = 1024 * 1024;

/// The most header lines; clients of this interface send a handful.
const MAX_HEADERS: usize = 64;

/// Reads a request, answers it, and closes.
pub(super) fn serve(mut stream: TcpStream, shared: &Shared<State>) {
    let Some(request) = receive(&mut stream, shared) else {
        return;
    };
    match routes::answer(&request, shared) {
        Answer::Say { status, body } => {
            // The client may have gone; what was done is done.
            let _ = stream.write_all(&written(status, &body));
        }
        Answer::SayHalf { status, body } => {
            let whole = written(status, &body);
            let half = whole.len().saturating_sub(body.len() / 2 + 1);
            let _ = stream.write_all(whole.get(..half).unwrap_or_default());
        }
        Answer::Close => {}
        Answer::Silence => wait_until_gone(&mut stream, shared),
    }
}

fn written(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Simulated\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn receive(stream: &mut TcpStream, shared: &Shared<State>) -> Option<Request> {
    let begun = Instant::now();
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    while !shared.is_stopped() && begun.elapsed() < PATIENCE && bytes.len() < MAX_REQUEST_BYTES {
        if let Some(request) = parse(&bytes)? {
            return Some(request);
        }
        bytes.extend_from_slice(hear(stream, &mut piece).ok()?);
    }
    None
}

/// Reads a request: nothing when it is none, `Some(None)` when more of it must come.
fn parse(bytes: &[u8]) -> Option<Option<Request>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(head) = parsed.parse(bytes).ok()? else {
        return Some(None);
    };
    let header = |name: &str| {
        let found = parsed
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok())
    };
    let length = match header("Content-Length") {
        Some(text) => text.trim().parse::<usize>().ok()?,
        None => 0,
    };
    let Some(body) = bytes.get(head..head.checked_add(length)?) else {
        return Some(None);
    };
    Some(Some(Request {
        method: parsed.method?.to_owned(),
        path: parsed.path?.to_owned(),
        authorization: header("Authorization").map(ToOwned::to_owned),
        body: body.to_vec(),
    }))
}

fn wait_until_gone(stream: &mut TcpStream, shared: &Shared<State>) {
    let mut waste = [0; 64];
    while !shared.is_stopped() && hear(stream, &mut waste).is_ok() {}
}
