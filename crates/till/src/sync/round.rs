//! One round: everything is sent, everything new is fetched.

use std::sync::Arc;

use bezmen_contract::till::SyncState;
use bezmen_contract::wire::Stream;
use serde::Serialize;

use super::contact::Contact;
use super::http::Server;
use super::meanwhile::Meanwhile;
use super::trouble::Trouble;
use super::{pulling, pushing, staging};
use crate::engine::Engine;
use crate::store::{self, StoreError};

/// What a round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Operations sent.
    pub pushed_ops: u64,
    /// Of them parked by the server.
    pub parked_ops: u64,
    /// Rows that were new or different.
    pub pulled_rows: u64,
    /// Operations that still wait.
    pub waiting_ops: u64,
    /// Revision of the company's stream here.
    pub tenant_revision: u64,
    /// Revision of the store's stream here.
    pub store_revision: u64,
}

/// How much a round does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The first after a start: earlier incarnations are compared as well.
    Thorough,
    /// The ledger's head is compared, every stream is pulled.
    Whole,
    /// Something was sold, or a hint came: send, and pull what is said to have moved.
    Quick,
}

/// Brings till and server level.
pub(super) async fn run(
    engine: &Arc<Engine>,
    server: &Server,
    contact: &Contact,
    scope: Scope,
) -> Result<Counts, Trouble> {
    if engine.store.read(store::outbox)?.ops > 0 {
        contact.goes(SyncState::Sending);
    }
    if scope != Scope::Quick {
        pushing::compare_heads(engine, server, contact).await?;
    }
    if scope == Scope::Thorough {
        pushing::compare_older(engine, server, contact).await?;
    }
    let pushed = pushing::push(engine, server, contact).await?;
    tell_lamp(engine);
    if pushed.is_quarantined {
        return Err(Trouble::Revoked);
    }
    let streams = streams_to_pull(engine, scope, &pushed.hints)?;
    let mut meanwhile = Meanwhile::begin(engine, server, contact);
    let pulled = pulling::pull(engine, server, &streams, &mut meanwhile).await?;
    contact.answered(None);
    let meanwhile = meanwhile.end();
    if meanwhile.is_quarantined {
        return Err(Trouble::Revoked);
    }
    let (ops, parked) = (pushed.ops + meanwhile.ops, pushed.parked + meanwhile.parked);
    counts(engine, ops, parked, pulled.rows)
}

/// The push has just named the newest revisions: what is level already need not be asked for.
fn streams_to_pull(
    engine: &Arc<Engine>,
    scope: Scope,
    hints: &[(Stream, u64)],
) -> Result<Vec<Stream>, Trouble> {
    if scope != Scope::Quick || hints.is_empty() {
        return Ok(Stream::ALL.to_vec());
    }
    let is_level =
        |connection: &rusqlite::Connection, stream: Stream| -> Result<bool, StoreError> {
            let newest = hints
                .iter()
                .find(|(hinted, _)| *hinted == stream)
                .map_or(0, |(_, rev)| *rev);
            Ok(staging::cursor(connection, stream)?.is_some_and(|cursor| cursor == newest))
        };
    let streams = engine.store.read(|connection| {
        let mut behind = Vec::new();
        for stream in Stream::ALL {
            if !is_level(connection, stream)? {
                behind.push(stream);
            }
        }
        // The store's rows and `applied_seq` are taken over together or not at all.
        if behind.contains(&Stream::Terminal) && !behind.contains(&Stream::Store) {
            behind.insert(behind.len() - 1, Stream::Store);
        }
        Ok::<_, StoreError>(behind)
    })?;
    Ok(streams)
}

fn counts(
    engine: &Arc<Engine>,
    pushed_ops: u64,
    parked_ops: u64,
    pulled_rows: u64,
) -> Result<Counts, Trouble> {
    let counts = engine.store.read(|connection| {
        Ok::<_, StoreError>(Counts {
            pushed_ops,
            parked_ops,
            pulled_rows,
            waiting_ops: store::outbox(connection)?.ops,
            tenant_revision: staging::cursor(connection, Stream::Tenant)?.unwrap_or_default(),
            store_revision: staging::cursor(connection, Stream::Store)?.unwrap_or_default(),
        })
    })?;
    Ok(counts)
}

/// Tells the screens how the lamp is.
pub(super) fn tell_lamp(engine: &Arc<Engine>) {
    crate::status::announce_lamps(engine);
}
