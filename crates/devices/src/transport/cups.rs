//! Queues of CUPS, by the programs that come with it: `lp` takes a job as it is, `lpstat` tells the queues.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Delivery, Limits, TransportError};

/// How often a program is looked at while it runs.
const LOOK: Duration = Duration::from_millis(10);

/// More of a complaint than anybody reads.
const MOST_WORDS: u64 = 4096;

/// For `lpstat` to tell the queues.
const LIST_LIMIT: Duration = Duration::from_secs(5);

/// The programs of the print system.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    pub(super) lp: OsString,
    pub(super) lpstat: OsString,
}

impl Default for Programs {
    fn default() -> Self {
        Self {
            lp: "lp".into(),
            lpstat: "lpstat".into(),
        }
    }
}

/// Hands a job to a queue. What becomes of it there, the queue does not say.
pub(super) fn send(
    programs: &Programs,
    queue: &str,
    limits: &Limits,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let mut lp = Command::new(&programs.lp);
    lp.args(["-d", queue, "-o", "raw", "-t", "Bezmen", "-s"]);
    let ended = run(lp, job.to_vec(), limits.stall).map_err(|error| match error {
        RunError::NotStarted(error) => TransportError::Spooler {
            reason: error.to_string(),
            begun: false,
        },
        RunError::TooLong => TransportError::Stalled {
            address: format!("cups:{queue}"),
            sent: job.len(),
        },
    })?;
    if ended.status.success() {
        return Ok(Delivery::HandedOver);
    }
    Err(refused(queue, &ended.complaint))
}

/// Makes an error of what `lp` said. It takes a job whole or not at all.
fn refused(queue: &str, complaint: &str) -> TransportError {
    let lower = complaint.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let queue = queue.to_owned();
    if says(&[
        "does not exist",
        "unknown destination",
        "not found",
        "no such",
    ]) {
        TransportError::NoSuchQueue { queue }
    } else if says(&["not accepting", "disabled", "stopped", "rejecting"]) {
        TransportError::QueueStopped { queue }
    } else {
        TransportError::Spooler {
            reason: complaint.trim().to_owned(),
            begun: false,
        }
    }
}

/// The names of the queues; none where there is no print system.
pub(super) fn queues(programs: &Programs) -> Vec<String> {
    let mut lpstat = Command::new(&programs.lpstat);
    lpstat.arg("-e");
    names_told(lpstat, LIST_LIMIT)
}

/// The lines that a program says; none when it fails.
pub(super) fn names_told(program: Command, limit: Duration) -> Vec<String> {
    match run(program, Vec::new(), limit) {
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

/// How a program ended.
struct Ended {
    status: ExitStatus,
    said: String,
    complaint: String,
}

/// Why a program did not come to its end.
#[derive(Debug)]
enum RunError {
    NotStarted(io::Error),
    TooLong,
}

/// Runs a program in the plain language of programs, gives it bytes, and ends it when it takes too long.
fn run(mut command: Command, input: Vec<u8>, limit: Duration) -> Result<Ended, RunError> {
    let mut child = command
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(RunError::NotStarted)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that wants no more says why by how it ends.
        aside(move || {
            let _ = stdin.write_all(&input);
            String::new()
        })?;
    }
    let said = child.stdout.take().map(listen).transpose()?;
    let complaint = child.stderr.take().map(listen).transpose()?;
    let status = wait(&mut child, limit)?;
    Ok(Ended {
        status,
        said: words(said),
        complaint: words(complaint),
    })
}

fn listen(pipe: impl Read + Send + 'static) -> Result<JoinHandle<String>, RunError> {
    aside(move || {
        let mut bytes = Vec::new();
        // What was read before an error counts.
        let _ = pipe.take(MOST_WORDS).read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn aside(work: impl FnOnce() -> String + Send + 'static) -> Result<JoinHandle<String>, RunError> {
    thread::Builder::new()
        .name("print-program".to_owned())
        .spawn(work)
        .map_err(RunError::NotStarted)
}

fn words(thread: Option<JoinHandle<String>>) -> String {
    thread
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default()
}

fn wait(child: &mut Child, limit: Duration) -> Result<ExitStatus, RunError> {
    let deadline = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(LOOK),
            Ok(None) => {
                // It may end by itself at the same moment.
                let _ = child.kill();
                let _ = child.wait();
                return Err(RunError::TooLong);
            }
            Err(error) => return Err(RunError::NotStarted(error)),
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
