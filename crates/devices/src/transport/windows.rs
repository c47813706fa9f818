//! Queues of the Windows spooler. A shared queue takes bytes as they are from whoever writes to its share, so the queue has to
//! be shared under its name; one of another computer is `\\computer\queue`.

use super::{Delivery, Limits, TransportError};

/// The share of a queue.
#[cfg(any(windows, test))]
fn share_of(queue: &str) -> String {
    if queue.starts_with(r"\\") {
        queue.to_owned()
    } else {
        format!(r"\\localhost\{queue}")
    }
}

/// Hands a job to a queue. What becomes of it there, the queue does not say.
#[cfg(windows)]
pub(super) fn send(queue: &str, limits: &Limits, job: &[u8]) -> Result<Delivery, TransportError> {
    use super::file;

    let share = share_of(queue);
    let opened = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&share);
    let file = opened.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::InvalidInput => {
            TransportError::NoSuchQueue {
                queue: queue.to_owned(),
            }
        }
        _ => TransportError::from_open(&share, error),
    })?;
    file::send_to(file, &share, limits, job)
}

#[cfg(not(windows))]
pub(super) fn send(queue: &str, _limits: &Limits, _job: &[u8]) -> Result<Delivery, TransportError> {
    Err(TransportError::WrongWay {
        address: format!("windows:{queue}"),
    })
}

/// Asks Windows for the shares of its queues, one a line.
#[cfg(windows)]
pub(super) fn queues() -> Vec<String> {
    const LIMIT: std::time::Duration = std::time::Duration::from_secs(10);
    let mut shell = std::process::Command::new("powershell");
    shell.args([
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | Where-Object Shared | ForEach-Object ShareName",
    ]);
    match super::cups::run(shell, Vec::new(), LIMIT) {
        Ok(ended) if ended.status.success() => ended
            .said
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        Ok(_) | Err(_) => Vec::new(),
    }
}

#[cfg(not(windows))]
pub(super) const fn queues() -> Vec<String> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("POS 58", r"\\localhost\POS 58")]
    #[case(r"\\till-2\POS58", r"\\till-2\POS58")]
    fn a_queue_is_reached_by_its_share(#[case] queue: &str, #[case] share: &str) {
        assert_eq!(share_of(queue), share);
    }
}
