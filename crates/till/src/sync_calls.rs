//! Calls about pairing and sync. What waits is read here; the talking is done by the sync room.

use std::io::Write;
use std::sync::Arc;

use bezmen_contract::till::{
    DismissNotice, ExportOutbox, ExportedView, GetSyncStatus, PairingView, PollPairing,
    StartPairing, StatusView, SyncNow, SyncState, SyncStatusView, Unpair,
};
use bezmen_contract::wire::Stream;
use bezmen_domain::permission::Permission;
use rusqlite::{Connection, OptionalExtension};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::hooks::SyncControl;
use crate::leaving::may_leave;
use crate::refusal::Refusal;
use crate::settings;
use crate::status::{announce, notice_views, sync_lamp};
use crate::store::{self, Identity, StoreError};
use crate::sync::server_address;

/// Operations read at a time for an export.
const EXPORT_PAGE: u32 = 500;

fn control(engine: &Engine) -> Result<Arc<dyn SyncControl>, Refusal> {
    engine.sync.get().cloned().ok_or(Refusal::SyncNotRunning)
}

impl Answer for StartPairing {
    fn answer(self, engine: &Arc<Engine>) -> Result<PairingView, Refusal> {
        // Nobody is asked for consent to an address that is none.
        server_address(&self.server_url).map_err(|trouble| trouble.failure(engine.locale()))?;
        let has_consent = match engine.store.read(store::get_identity)? {
            None => true,
            Some(identity) if is_cut_off(engine) && is_at_home(&identity, &self.server_url) => {
                false
            }
            Some(_) => {
                engine.write(self.approval, |desk| {
                    let person = desk.person()?;
                    desk.require(&person, Permission::PairTerminal)
                })?;
                true
            }
        };
        Ok(control(engine)?.start_pairing(&self.server_url, &self.device_name, has_consent)?)
    }
}

/// What was typed is no address of a server.
#[derive(Debug, thiserror::Error)]
#[error("it is not an address; write it like https://shop.example")]
pub struct NotAnAddress;

/// Says whether a till can be paired at an address, before anything is made or asked for it.
///
/// # Errors
/// [`NotAnAddress`] says how one is written.
pub fn check_server_address(typed: &str) -> Result<(), NotAnAddress> {
    server_address(typed).map(drop).map_err(|_| NotAnAddress)
}

/// Whether the address is the till's own server's.
fn is_at_home(identity: &Identity, server_url: &str) -> bool {
    server_address(server_url).is_ok_and(|address| address == identity.server_url)
}

/// Whether the server no longer takes this till's word: pairing it again there is the only way on, and needs nobody's
/// permission here because the owner confirms it there. Whoever controls the network can say so too, so it opens the way to
/// no other server and to no other company.
fn is_cut_off(engine: &Engine) -> bool {
    engine.sync.get().is_some_and(|sync| {
        matches!(
            sync.contact().state,
            SyncState::Revoked | SyncState::Forgotten
        )
    })
}

impl Answer for PollPairing {
    fn answer(self, engine: &Arc<Engine>) -> Result<PairingView, Refusal> {
        Ok(control(engine)?.pairing())
    }
}

impl Answer for Unpair {
    fn answer(self, engine: &Arc<Engine>) -> Result<StatusView, Refusal> {
        engine.write(None, |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::PairTerminal)?;
            may_leave(desk.tx)
        })?;
        control(engine)?.unpair()?;
        engine.set_signed_in(None);
        announce(engine)
    }
}

impl Answer for GetSyncStatus {
    fn answer(self, engine: &Arc<Engine>) -> Result<SyncStatusView, Refusal> {
        engine.store.read(|connection| view(connection, engine))
    }
}

impl Answer for SyncNow {
    fn answer(self, engine: &Arc<Engine>) -> Result<SyncStatusView, Refusal> {
        control(engine)?.sync_now();
        engine.store.read(|connection| view(connection, engine))
    }
}

impl Answer for DismissNotice {
    fn answer(self, engine: &Arc<Engine>) -> Result<SyncStatusView, Refusal> {
        let (id, at_ms) = (self.notice_id, engine.clock.now_ms());
        engine
            .store
            .write(move |tx| store::dismiss_notice(tx, id, at_ms))?;
        engine.store.read(|connection| view(connection, engine))
    }
}

fn view(connection: &Connection, engine: &Engine) -> Result<SyncStatusView, Refusal> {
    let identity = store::get_identity(connection)?;
    let head = store::head(connection)?;
    let contact = engine.sync.get().map(|sync| sync.contact());
    let (ops_total, ops_parked) = match &head {
        Some(head) => store::op_counts(connection, head.epoch)?,
        None => (0, 0),
    };
    let series = identity
        .as_ref()
        .map(|identity| identity.series.clone())
        .unwrap_or_default();
    Ok(SyncStatusView {
        lamp: sync_lamp(connection, engine)?,
        server_url: identity
            .map(|identity| identity.server_url)
            .unwrap_or_default(),
        ops_total,
        ops_received: head.map_or(0, |head| head.received_through),
        ops_parked,
        last_contact_ms: contact.as_ref().and_then(|contact| contact.last_contact_ms),
        next_try_ms: contact.as_ref().and_then(|contact| contact.next_try_ms),
        last_error: contact
            .as_ref()
            .map(|contact| contact.last_error.clone())
            .unwrap_or_default(),
        tenant_revision: revision(connection, Stream::Tenant)?,
        store_revision: revision(connection, Stream::Store)?,
        clock_skew_ms: contact.and_then(|contact| contact.clock_skew_ms),
        last_number: store::last_number(connection, &series)?,
        series,
        notices: notice_views(
            store::notices(connection)?,
            settings::current(connection)?.locale,
        ),
    })
}

fn revision(connection: &Connection, stream: Stream) -> Result<u64, Refusal> {
    let revision = connection
        .query_row(
            "select revision from stream_cursor where stream = ?1",
            [stream.as_str()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(revision.unwrap_or(0))
}

impl Answer for ExportOutbox {
    /// Writes what the server does not have into a file of JSON lines: the identity, then one operation a line.
    fn answer(self, engine: &Arc<Engine>) -> Result<ExportedView, Refusal> {
        let path = engine
            .data_dir
            .join(format!("outbox-{}.jsonl", engine.clock.now_ms()));
        let fault = |error: std::io::Error| StoreError::of_file(path.display().to_string(), &error);
        let ops = engine.store.read(|connection| {
            let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
            let head = store::head(connection)?.ok_or(Refusal::NotPaired)?;
            let mut file = std::io::BufWriter::new(std::fs::File::create(&path).map_err(fault)?);
            let first = serde_json::json!({
                "tenant_id": identity.tenant_id,
                "terminal_id": identity.terminal_id,
                "epoch": head.epoch,
                "series": identity.series,
            });
            writeln!(file, "{first}").map_err(fault)?;
            let (mut next, mut count) = (head.received_through + 1, 0);
            loop {
                let page = store::pending_ops(connection, head.epoch, next, EXPORT_PAGE)?;
                let Some(last) = page.last() else { break };
                next = last.seq + 1;
                for op in &page {
                    let line = serde_json::to_string(op).map_err(StoreError::from)?;
                    writeln!(file, "{line}").map_err(fault)?;
                    count += 1;
                }
            }
            let file = file
                .into_inner()
                .map_err(|error| fault(error.into_error()))?;
            file.sync_all().map_err(fault)?;
            Ok::<u64, Refusal>(count)
        })?;
        Ok(ExportedView {
            path: path.display().to_string(),
            ops,
        })
    }
}

#[cfg(test)]
mod tests;
