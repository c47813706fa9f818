//! Looks for a scale at a real port.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Action, Attempt, Detector, Found};
use crate::scale::protocol::ScaleOptions;
use crate::transport::{Link, PortAddress, SerialSettings, TransportError};

/// For a name to be found and a connection to stand, each.
const CONNECT: Duration = Duration::from_secs(2);

/// How long one read waits for bytes.
const TURN: Duration = Duration::from_millis(20);

/// Why nothing was found.
#[derive(Debug, thiserror::Error)]
pub enum DetectError {
    /// The port could not be opened even once.
    #[error(transparent)]
    Port(#[from] TransportError),
    /// It was told to stop.
    #[error("the search was stopped")]
    Stopped,
}

/// Hears of each attempt as it ends, and says when to stop.
pub trait Progress {
    /// Hears of an attempt that ended.
    fn tried(&mut self, attempt: &Attempt);
}

impl<F: FnMut(&Attempt)> Progress for F {
    fn tried(&mut self, attempt: &Attempt) {
        self(attempt);
    }
}

/// Looks for a scale at an address; its settings, if it names any, are not used. With `listens_only` nothing is ever sent.
/// Answers what was found, or nothing when all was tried in vain.
///
/// # Errors
/// The port cannot be opened at all, or `stop` was set.
pub fn detect(
    address: &PortAddress,
    options: &ScaleOptions,
    listens_only: bool,
    stop: &AtomicBool,
    progress: &mut dyn Progress,
) -> Result<Option<Found>, DetectError> {
    let mut detector = Detector::new(address, options.clone(), listens_only);
    let started = Instant::now();
    let mut link: Option<Link> = None;
    let mut opened_once = false;
    let mut told = 0;
    let mut bytes = [0; 512];
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(DetectError::Stopped);
        }
        let action = detector.next(started.elapsed());
        while let Some(attempt) = detector.attempts().get(told) {
            progress.tried(attempt);
            told += 1;
        }
        let done = match action {
            Action::Open(settings) => {
                // The old connection ends before the new one begins: it is the same port.
                drop(link.take());
                match Link::open(&set(address, settings), CONNECT, TURN) {
                    Ok(open) => {
                        opened_once = true;
                        link = Some(open);
                        Ok(())
                    }
                    Err(error) if opened_once => Err(error),
                    Err(error) => return Err(error.into()),
                }
            }
            Action::Send(request) => link.as_mut().map_or(Ok(()), |link| link.send(&request)),
            Action::Listen(_) => match link.as_mut() {
                Some(link) => link.receive(&mut bytes).map(|count| {
                    let came = bytes.get(..count).unwrap_or_default();
                    detector.received(came, started.elapsed());
                }),
                None => Ok(()),
            },
            Action::Finish => return Ok(detector.found().cloned()),
        };
        if done.is_err() {
            drop(link.take());
            detector.failed();
        }
    }
}

fn set(address: &PortAddress, settings: Option<SerialSettings>) -> PortAddress {
    match (address, settings) {
        (PortAddress::Serial { path, .. }, Some(settings)) => PortAddress::Serial {
            path: path.clone(),
            settings,
        },
        (PortAddress::File { path }, Some(settings)) => PortAddress::Serial {
            path: path.display().to_string(),
            settings,
        },
        (other, _) => other.clone(),
    }
}
