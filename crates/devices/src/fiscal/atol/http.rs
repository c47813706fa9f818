//! The way to the server: HTTP with a user and a password.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, Timeout};

use super::AtolConfig;
use super::conduct::Reply;

/// The longest answer that is read. A receipt's result has a few hundred bytes.
const MAX_BODY_BYTES: u64 = 1024 * 1024;

/// A client of one server.
pub(super) struct Client {
    agent: Agent,
    base_url: String,
    device_id: Option<String>,
    authorization: Option<String>,
}

impl Client {
    pub(super) fn new(config: &AtolConfig) -> Self {
        let mut builder = Agent::config_builder()
            .timeout_resolve(Some(config.limits.connect))
            .timeout_connect(Some(config.limits.connect))
            .timeout_global(Some(config.limits.answer))
            // The server is in the shop; a proxy of the office would break the way to it.
            .proxy(None)
            .max_redirects(0)
            // A kept connection that the server has closed would make a post look lost, or be sent twice.
            .max_idle_connections(0)
            .http_status_as_error(false);
        if config.base_url.starts_with("https:") {
            builder = builder.tls_config(tls());
        }
        let credentials = config
            .user
            .as_ref()
            .map(|(user, password)| STANDARD.encode(format!("{user}:{password}")));
        Self {
            agent: builder.build().new_agent(),
            base_url: config.base_url.clone(),
            device_id: config.device_id.clone(),
            authorization: credentials.map(|credentials| format!("Basic {credentials}")),
        }
    }

    /// `POST requests`.
    pub(super) fn post(&self, body: &[u8]) -> Reply {
        let mut request = self
            .agent
            .post(format!("{}/requests", self.base_url))
            .content_type("application/json; charset=utf-8");
        if let Some(device) = &self.device_id {
            request = request.query("deviceID", device);
        }
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        read(request.send(body))
    }

    /// `GET requests/{uuid}`.
    pub(super) fn get(&self, uuid: &str) -> Reply {
        let mut request = self.agent.get(format!("{}/requests/{uuid}", self.base_url));
        if let Some(device) = &self.device_id {
            request = request.query("deviceID", device);
        }
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        read(request.call())
    }
}

/// The system's certificates, and the one implementation of TLS that this program has.
fn tls() -> TlsConfig {
    let roots = rustls_native_certs::load_native_certs().certs;
    let roots: Vec<_> = roots
        .iter()
        .map(|root| Certificate::from_der(root.as_ref()).to_owned())
        .collect();
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

fn read(result: Result<Response<Body>, Error>) -> Reply {
    let mut response = match result {
        Ok(response) => response,
        Err(error) => {
            tracing::info!(error = %error, "the fiscal server does not answer");
            return if was_not_sent(&error) {
                Reply::NotReached
            } else {
                Reply::Lost
            };
        }
    };
    let status = response.status().as_u16();
    match response
        .body_mut()
        .with_config()
        .limit(MAX_BODY_BYTES)
        .read_to_vec()
    {
        Ok(body) => Reply::Answer { status, body },
        Err(error) => {
            tracing::info!(error = %error, "the fiscal server’s answer broke off");
            Reply::Lost
        }
    }
}

/// Whether an error is certain to have come before the first byte of the request went out.
fn was_not_sent(error: &Error) -> bool {
    match error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::BadUri(_)
        | Error::Tls(_)
        | Error::Rustls(_)
        | Error::TlsRequired
        | Error::Timeout(Timeout::Resolve | Timeout::Connect) => true,
        Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => false,
    }
}
