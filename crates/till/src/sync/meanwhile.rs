//! Sending what is sold while a long change comes in.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::contact::Contact;
use super::http::Server;
use super::pushing::{PushedOps, push_meanwhile};
use super::round::tell_lamp;
use crate::engine::Engine;
use crate::store;

/// A paid sale waits no longer than this while the worker is at something else.
const SEND_EVERY: Duration = Duration::from_millis(500);

/// What is done in the pauses of a long work.
pub(super) trait Pauses {
    /// The work rests; whoever waits for the database or for this thread goes first.
    async fn pause(&mut self);
}

/// Lets others go first, and does nothing else.
pub(super) struct Rests;

impl Pauses for Rests {
    async fn pause(&mut self) {
        tokio::task::yield_now().await;
    }
}

/// Sends in the pauses.
pub(super) struct Meanwhile<'a> {
    engine: &'a Arc<Engine>,
    server: &'a Server,
    contact: &'a Contact,
    sent: Instant,
    /// What cannot be sent now is left to the next round, which says why: the long work must not wait for a silent server
    /// again and again.
    has_failed: bool,
    done: PushedOps,
}

impl<'a> Meanwhile<'a> {
    pub(super) fn begin(engine: &'a Arc<Engine>, server: &'a Server, contact: &'a Contact) -> Self {
        Self {
            engine,
            server,
            contact,
            sent: Instant::now(),
            has_failed: false,
            done: PushedOps::default(),
        }
    }

    /// What was sent.
    pub(super) fn end(self) -> PushedOps {
        self.done
    }
}

impl Pauses for Meanwhile<'_> {
    async fn pause(&mut self) {
        tokio::task::yield_now().await;
        if self.has_failed || self.sent.elapsed() < SEND_EVERY {
            return;
        }
        let waits = self.engine.store.read(store::outbox);
        if waits.is_ok_and(|outbox| outbox.ops > 0) {
            let sent = push_meanwhile(self.engine, self.server, self.contact, &mut self.done).await;
            self.has_failed = !matches!(sent, Ok(true));
            if let Err(error) = sent {
                tracing::debug!(error = %error, "nothing is sent until the change is taken over");
            }
            tell_lamp(self.engine);
        }
        self.sent = Instant::now();
    }
}
