//! Device files (`/dev/usb/lp0`) and plain files.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;

use super::{Delivery, Limits, TransportError};

/// Bytes handed over at once: small, so that a stall is noticed near where it happens.
const CHUNK: usize = 512;

enum Progress {
    Sent(usize),
    Done,
    Failed(io::Error),
}

/// Appends the job to a plain file, or writes it to a device. The write happens aside: a device without paper blocks it
/// for ever, and no call tells the system to give up.
pub(super) fn send(path: &Path, limits: &Limits, job: &[u8]) -> Result<Delivery, TransportError> {
    let name = path.display().to_string();
    let file = open(path).map_err(|error| TransportError::from_open(&name, error))?;
    send_to(file, &name, limits, job)
}

/// Writes the job to an open file or device.
pub(super) fn send_to(
    file: File,
    name: &str,
    limits: &Limits,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let name = name.to_owned();
    let (report, progress) = mpsc::channel();
    let given_up = Arc::new(AtomicBool::new(false));
    let (job, stop) = (job.to_vec(), Arc::clone(&given_up));
    let spawned = thread::Builder::new()
        .name("file-print".to_owned())
        .spawn(move || write(file, &job, &stop, &report));
    spawned.map_err(|source| TransportError::Other {
        address: name.clone(),
        source,
        sent: 0,
    })?;
    let mut sent = 0;
    loop {
        match progress.recv_timeout(limits.stall) {
            Ok(Progress::Sent(count)) => sent = count,
            Ok(Progress::Done) => return Ok(Delivery::HandedOver),
            Ok(Progress::Failed(error)) => {
                return Err(TransportError::from_write(&name, error, sent));
            }
            Err(RecvTimeoutError::Timeout) => {
                given_up.store(true, Ordering::Relaxed);
                return Err(TransportError::Stalled {
                    address: name,
                    sent: sent.max(1),
                });
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(TransportError::Broken {
                    address: name,
                    sent,
                });
            }
        }
    }
}

/// Opens a path; a plain file that is not there yet is made, a device is not.
fn open(path: &Path) -> io::Result<File> {
    let under_dev = path.starts_with("/dev");
    OpenOptions::new()
        .append(true)
        .create(!under_dev)
        .open(path)
}

fn write(mut file: File, job: &[u8], given_up: &AtomicBool, report: &Sender<Progress>) {
    let mut sent = 0;
    let outcome = loop {
        if sent == job.len() {
            break Ok(());
        }
        if given_up.load(Ordering::Relaxed) {
            return;
        }
        match file.write(&job[sent..job.len().min(sent + CHUNK)]) {
            Ok(0) => break Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => sent += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => break Err(error),
        }
        // Nobody listens any more once the limit has passed.
        let _ = report.send(Progress::Sent(sent));
    };
    let _ = report.send(outcome.map_or_else(Progress::Failed, |()| Progress::Done));
}
