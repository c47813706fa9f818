//! Plain HTTP to the programs that this command has started on this machine: one JSON there, one JSON back.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A program on this machine that has not answered by then never will.
const ANSWERS_WITHIN: Duration = Duration::from_secs(60);

/// Where a program listens, and what it wants to see in every request.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Such as `127.0.0.1:8080`.
    pub address: String,
    /// A header's name and value, such as the token of a session.
    pub header: Option<(String, String)>,
}

impl Peer {
    /// Asks with a body.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask("POST", path, &body.to_string())
    }

    /// Asks without a body.
    pub fn get(&self, path: &str) -> Result<Value> {
        self.ask("GET", path, "")
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Result<Value> {
        let answer = self
            .exchange(method, path, body)
            .with_context(|| format!("{method} http://{}{path}", self.address))?;
        let (status, json) =
            parse(&answer).with_context(|| format!("{method} {path}: not an HTTP answer"))?;
        if !(200..300).contains(&status) {
            bail!("{method} {path} was refused with {status}: {json}");
        }
        Ok(json)
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(ANSWERS_WITHIN))?;
        let own = self
            .header
            .as_ref()
            .map_or_else(String::new, |(name, value)| format!("{name}: {value}\r\n"));
        // HTTP/1.0 keeps the answer in one piece and closes the connection behind it.
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nhost: {}\r\n{own}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        String::from_utf8(answer).context("the answer is not text")
    }
}

/// The status and the body of an answer; no body is `null`.
fn parse(answer: &str) -> Option<(u16, Value)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let json = if body.trim().is_empty() {
        Value::Null
    } else {
        serde_json::from_str(body).unwrap_or_else(|_| body.into())
    };
    Some((status, json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_body_are_read() {
        assert_eq!(
            parse("HTTP/1.0 200 OK\r\na: b\r\n\r\n{\"a\":1}"),
            Some((200, serde_json::json!({"a": 1})))
        );
        assert_eq!(
            parse("HTTP/1.0 204 No Content\r\na: b\r\n\r\n"),
            Some((204, Value::Null))
        );
        assert_eq!(parse("nonsense"), None);
    }
}
