//! ATOL cash registers through the web requests of their driver (API v2).

pub mod answer;
pub mod conduct;
mod http;
pub mod task;

use std::thread;
use std::time::{Duration, Instant};

use self::answer::TaskState;
pub use self::conduct::Limits;
use self::conduct::{Conduct, Next, Reply};
use self::http::Client;
use super::FiscalDevice;
use super::document::Document;
use super::outcome::{FiscalDoubt, FiscalOutcome, FiscalStatus, RefusalReason};
use crate::intent::IntentId;

/// The address of the driver's server on the till's own computer.
pub const LOCAL_SERVER: &str = "http://127.0.0.1:16732/api/v2";

/// How a server is reached.
#[derive(Clone, PartialEq, Eq)]
pub struct AtolConfig {
    base_url: String,
    user: Option<(String, String)>,
    device_id: Option<String>,
    limits: Limits,
}

/// An address that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AtolConfigError {
    /// It is no web address.
    #[error("“{url}” is not the address of a fiscal server: write it like {LOCAL_SERVER}")]
    Address {
        /// What was given.
        url: String,
    },
    /// The password would travel in clear through a network.
    #[error("the password would go to {url} unprotected: use https, or a server on this computer")]
    Unprotected {
        /// What was given.
        url: String,
    },
}

impl AtolConfig {
    /// Makes a configuration. `user` is name and password, where the server wants them; they go in clear only to this
    /// computer. `device_id` chooses one of several devices of the server.
    ///
    /// # Errors
    /// Says what is wrong with the address.
    pub fn new(
        base_url: &str,
        user: Option<(String, String)>,
        device_id: Option<String>,
        limits: Limits,
    ) -> Result<Self, AtolConfigError> {
        let url = base_url.trim().trim_end_matches('/');
        let address = || AtolConfigError::Address {
            url: url.to_owned(),
        };
        let uri: ureq::http::Uri = url.parse().map_err(|_| address())?;
        let host = uri
            .host()
            .filter(|host| !host.is_empty())
            .ok_or_else(address)?;
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if user.is_none() || is_this_computer(host) => {}
            Some("http") => {
                return Err(AtolConfigError::Unprotected {
                    url: url.to_owned(),
                });
            }
            Some(_) | None => return Err(address()),
        }
        if uri.query().is_some() {
            return Err(address());
        }
        Ok(Self {
            base_url: url.to_owned(),
            user,
            device_id,
            limits,
        })
    }
}

fn is_this_computer(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = |ip: std::net::IpAddr| ip.is_loopback();
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(is_loopback)
}

/// A cash register of ATOL.
pub struct AtolDevice {
    client: Client,
    limits: Limits,
}

impl AtolDevice {
    /// Makes a device; nothing is sent yet.
    #[must_use]
    pub fn new(config: &AtolConfig) -> Self {
        Self {
            client: Client::new(config),
            limits: config.limits,
        }
    }

    fn follow(&self, id: IntentId, body: &[u8], conduct: Conduct, first: Next) -> FiscalOutcome {
        let (mut conduct, mut next) = (conduct, first);
        loop {
            next = match next {
                Next::Post => conduct.posted(self.client.post(body), Instant::now()),
                Next::Get { after } => {
                    thread::sleep(after);
                    conduct.asked(self.client.get(&id.to_string()), Instant::now())
                }
                Next::Finish(outcome) => {
                    log(id, &outcome);
                    return outcome;
                }
            };
        }
    }

    /// Checks and writes a document before anything is sent.
    fn body(id: IntentId, document: &Document) -> Result<Vec<u8>, FiscalOutcome> {
        if let Document::Sale(receipt) | Document::Return(receipt) = document
            && let Err(error) = receipt.check()
        {
            tracing::error!(intent.id = %id, error = %error, "a fiscal document does not add up");
            return Err(FiscalOutcome::refused(RefusalReason::DoesNotAddUp));
        }
        task::request(id, document).map_err(|error| {
            tracing::error!(intent.id = %id, error = %error, "a fiscal document cannot be written");
            FiscalOutcome::refused(RefusalReason::BadRequest)
        })
    }
}

fn log(id: IntentId, outcome: &FiscalOutcome) {
    match outcome {
        FiscalOutcome::Done(done) => {
            tracing::info!(intent.id = %id, fiscal.document = ?done.document_number, "a fiscal document is registered");
        }
        FiscalOutcome::Refused(refusal) => {
            tracing::warn!(intent.id = %id, reason = refusal.reason.code(), code = ?refusal.device_code, "the fiscal device refused a document");
        }
        FiscalOutcome::Pending { .. } | FiscalOutcome::Unknown { .. } => {
            tracing::warn!(intent.id = %id, outcome = ?outcome, "the fate of a fiscal document is open");
        }
    }
}

impl FiscalDevice for AtolDevice {
    fn register(&self, id: IntentId, document: &Document) -> FiscalOutcome {
        match Self::body(id, document) {
            Ok(body) => {
                let (conduct, first) = Conduct::register(self.limits, Instant::now());
                self.follow(id, &body, conduct, first)
            }
            Err(refused) => refused,
        }
    }

    fn poll(&self, id: IntentId) -> FiscalOutcome {
        let once = Limits {
            total: Duration::ZERO,
            ..self.limits
        };
        let (conduct, first) = Conduct::ask(once, Instant::now(), None);
        self.follow(id, &[], conduct, first)
    }

    fn resume(&self, id: IntentId, document: &Document, age: Duration) -> FiscalOutcome {
        match Self::body(id, document) {
            Ok(body) => {
                let (conduct, first) = Conduct::ask(self.limits, Instant::now(), Some(age));
                self.follow(id, &body, conduct, first)
            }
            Err(refused) => refused,
        }
    }

    fn status(&self, id: IntentId) -> Result<FiscalStatus, FiscalOutcome> {
        let body = task::status_request(id)
            .map_err(|_| FiscalOutcome::refused(RefusalReason::BadRequest))?;
        let (conduct, first) = Conduct::register(self.limits, Instant::now());
        match self.follow(id, &body, conduct, first) {
            FiscalOutcome::Done(_) => {}
            other => return Err(other),
        }
        let unreadable = FiscalOutcome::unknown(FiscalDoubt::NoAnswer);
        let Reply::Answer { body, .. } = self.client.get(&id.to_string()) else {
            return Err(unreadable);
        };
        match answer::states(&body).as_deref() {
            Some([TaskState::Ready(device), TaskState::Ready(shift)]) => {
                Ok(answer::status(device, shift))
            }
            Some(_) | None => Err(unreadable),
        }
    }
}

#[cfg(test)]
mod tests;
