//! Listening for hints. A line that says nothing for too long is dead, whatever TCP thinks, and is built anew.

use std::time::Duration;

use bezmen_contract::wire::Hint;
use bezmen_sync::backoff::Backoff;
use tokio::sync::mpsc::Sender;

use super::http::Server;
use super::patience::LONGEST_OFFLINE;
use super::trouble::Trouble;

/// The server says something every 15 s; after this much silence the line is dead.
const WATCHDOG: Duration = Duration::from_secs(45);

/// Longest event: a hint is a few dozen bytes.
const MAX_EVENT_BYTES: usize = 64 * 1024;

/// Listens until the receiver is gone.
pub(super) async fn listen(server: Server, hints: Sender<Hint>, random: impl Fn() -> u64) {
    let mut backoff = Backoff::default();
    while !hints.is_closed() {
        match one_line(&server, &hints, &mut backoff).await {
            Ok(()) => tracing::debug!("the server closed the line of hints"),
            Err(trouble) => tracing::debug!(error = %trouble, "the line of hints is broken"),
        }
        tokio::time::sleep(backoff.next_within(LONGEST_OFFLINE, random(), None)).await;
    }
}

async fn one_line(
    server: &Server,
    hints: &Sender<Hint>,
    backoff: &mut Backoff,
) -> Result<(), Trouble> {
    let silent = || Trouble::Offline("the line of hints is silent".to_owned());
    let mut response = tokio::time::timeout(WATCHDOG, server.hints())
        .await
        .map_err(|_| silent())??;
    let mut unread = Vec::new();
    loop {
        let chunk = tokio::time::timeout(WATCHDOG, response.chunk())
            .await
            .map_err(|_| silent())?;
        let Some(chunk) = chunk.map_err(|error| super::http::unreachable_server(&error))? else {
            return Ok(());
        };
        backoff.reset();
        unread.extend_from_slice(&chunk);
        while let Some(end) = unread.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = unread.drain(..=end).collect();
            if let Some(hint) = hint_of(&line)
                && hints.send(hint).await.is_err()
            {
                return Ok(());
            }
        }
        if unread.len() > MAX_EVENT_BYTES {
            return Err(Trouble::Rubbish("a hint does not end".to_owned()));
        }
    }
}

fn hint_of(line: &[u8]) -> Option<Hint> {
    serde_json::from_slice(line.trim_ascii().strip_prefix(b"data:")?).ok()
}

#[cfg(test)]
mod tests {
    use bezmen_contract::wire::Stream;

    use super::{Hint, hint_of};

    #[test]
    fn only_lines_with_a_hint_are_hints() {
        assert_eq!(
            hint_of(b"data: {\"stream\":\"tenant\",\"rev\":7}\r\n"),
            Some(Hint {
                stream: Stream::Tenant,
                rev: 7
            })
        );
        for other in [&b": \n"[..], b"event: hint\n", b"\n", b"data: rubbish\n"] {
            assert_eq!(hint_of(other), None);
        }
    }
}
