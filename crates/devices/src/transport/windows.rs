//! Queues of the Windows spooler. A shared queue takes bytes as they are from whoever writes to its share, so the queue has to
//! be shared under its name; one of another computer is `\\\\computer\\queue`.
//!
//! Everything but the names is the same on every system, so that it is checked and tested on each.

#[cfg(any(windows, test))]
use std::process::Command;
#[cfg(any(windows, test))]
use std::time::Duration;

use super::{Delivery, Limits, TransportError};
#[cfg(any(windows, test))]
use super::{cups, file};

/// For the shell to start and to tell the queues.
#[cfg(any(windows, test))]
const LIST_LIMIT: Duration = Duration::from_secs(10);

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
    send_to_share(queue, &share_of(queue), limits, job)
}

#[cfg(not(windows))]
pub(super) fn send(queue: &str, _limits: &Limits, _job: &[u8]) -> Result<Delivery, TransportError> {
    Err(TransportError::WrongWay {
        address: format!("windows:{queue}"),
    })
}

#[cfg(any(windows, test))]
fn send_to_share(
    queue: &str,
    share: &str,
    limits: &Limits,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    use std::io::ErrorKind;

    let opened = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(share);
    let share_file = opened.map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::InvalidInput => TransportError::NoSuchQueue {
            queue: queue.to_owned(),
        },
        _ => TransportError::from_open(share, error),
    })?;
    file::send_to(share_file, share, limits, job)
}

/// The shares of the queues, as Windows tells them.
#[cfg(windows)]
pub(super) fn queues() -> Vec<String> {
    let mut shell = Command::new("powershell");
    shell.args([
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | Where-Object Shared | ForEach-Object ShareName",
    ]);
    names_told(shell)
}

#[cfg(not(windows))]
pub(super) const fn queues() -> Vec<String> {
    Vec::new()
}

#[cfg(any(windows, test))]
fn names_told(shell: Command) -> Vec<String> {
    cups::names_told(shell, LIST_LIMIT)
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

    #[test]
    fn a_share_takes_the_job_as_it_is_and_one_that_is_not_there_is_named() {
        let folder = std::env::temp_dir().join(format!("bezmen-share-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let share = folder.join("POS58").display().to_string();
        let sent = send_to_share("POS58", &share, &Limits::USUAL, b"\x1b@receipt");
        assert_eq!(sent.unwrap(), Delivery::HandedOver);
        let came = std::fs::read(&share).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(came, b"\x1b@receipt");
        let error = send_to_share("POS58", &share, &Limits::USUAL, b"x").unwrap_err();
        assert_eq!(
            (error.code(), error.may_have_printed()),
            ("no_such_queue", false)
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_names_are_the_lines_that_the_shell_says() {
        let mut shell = Command::new("printf");
        shell.arg(r"POS 58\r\nКухня\r\n\r\n");
        assert_eq!(names_told(shell), ["POS 58", "Кухня"]);
    }

    #[cfg(not(windows))]
    #[test]
    fn other_systems_have_no_such_queues() {
        let error = send("POS58", &Limits::USUAL, b"x").unwrap_err();
        assert_eq!(error.code(), "wrong_way");
    }
}
