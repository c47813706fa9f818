//! Pairing: a code is shown here and typed in the console; then the till has an identity.

use std::sync::Arc;

use bezmen_contract::till::{PairingState, PairingView};
use bezmen_contract::wire::{PairPoll, PairPolled, PairStart, PairedTerminal};
use rusqlite::Connection;

use super::epoch::{self, FromSeq};
use super::http::Server;
use super::pulling::write;
use super::trouble::Trouble;
use super::{staging, token};
use crate::engine::Engine;
use crate::store::{self, Identity, StoreError};

/// A pairing under way.
#[derive(Debug, Clone)]
pub(super) struct Pairing {
    pub server_url: String,
    device_code: String,
    pub interval_s: u32,
    pub view: PairingView,
}

/// Asks for a code.
pub(super) async fn start(engine: &Arc<Engine>, server: &Server, device_name: &str) -> Result<Pairing, Trouble> {
    let start = PairStart { device_name: device_name.trim().to_owned(), app_version: env!("CARGO_PKG_VERSION").to_owned() };
    let started = server.pair_start(&start).await?;
    let valid_ms = i64::from(started.expires_in_s) * 1000;
    let confirm_url = if started.confirm_path.starts_with('/') {
        format!("{}{}", server.address, started.confirm_path)
    } else {
        return Err(Trouble::Rubbish("the page to confirm on lies elsewhere".to_owned()));
    };
    Ok(Pairing {
        server_url: server.address.clone(),
        device_code: started.device_code,
        interval_s: started.interval_s.clamp(1, 30),
        view: PairingView {
            state: PairingState::Waiting,
            user_code: started.user_code,
            confirm_url,
            expires_at_ms: engine.clock.now_ms().saturating_add(valid_ms),
        },
    })
}

/// Asks what the owner did, and takes the identity when they said yes.
pub(super) async fn poll(engine: &Arc<Engine>, server: &Server, pairing: &mut Pairing) -> Result<(), Trouble> {
    let polled = server.pair_poll(&PairPoll { device_code: pairing.device_code.clone() }).await?;
    pairing.view.state = match polled {
        PairPolled::Pending => PairingState::Waiting,
        PairPolled::Expired => PairingState::Expired,
        PairPolled::Denied => PairingState::Denied,
        PairPolled::Approved { terminal } => {
            take_identity(engine, &pairing.server_url, *terminal)?;
            PairingState::Paired
        }
    };
    Ok(())
}

/// Keeps the token, then the identity: a till that has an identity without a token can only ask to be paired again.
fn take_identity(engine: &Arc<Engine>, server_url: &str, terminal: PairedTerminal) -> Result<(), Trouble> {
    let now_ms = engine.clock.now_ms();
    let identity = Identity {
        tenant_id: terminal.tenant_id,
        tenant_name: terminal.tenant_name,
        store_id: terminal.store_id,
        terminal_id: terminal.terminal_id,
        terminal_name: terminal.terminal_name,
        epoch: terminal.epoch,
        series: terminal.series,
        server_url: server_url.to_owned(),
        server_epoch: terminal.server_epoch,
        paired_at_ms: now_ms,
    };
    let before = engine.store.read(|connection| store::get_identity(connection))?;
    let waiting = engine.store.read(|connection| store::outbox(connection))?.ops;
    if waiting > 0 && before.as_ref().is_some_and(|before| before.tenant_id != identity.tenant_id) {
        return Err(Trouble::OutboxNotEmpty(waiting));
    }
    let old_token = token::read(&engine.data_dir).map_err(Trouble::File)?;
    token::write(&engine.data_dir, &terminal.token).map_err(Trouble::File)?;
    let kept = write(engine, move |tx| become_terminal(tx, before.as_ref(), &identity));
    if kept.is_err() {
        // The old identity stays, and with it the old token.
        let _ = old_token.map_or_else(|| token::remove(&engine.data_dir), |token| token::write(&engine.data_dir, &token));
    }
    kept
}

fn become_terminal(tx: &Connection, before: Option<&Identity>, identity: &Identity) -> Result<(), StoreError> {
    store::put_identity(tx, identity)?;
    match before {
        Some(before) if before.tenant_id == identity.tenant_id => {
            staging::forget_all_cursors(tx)?;
            if before.store_id != identity.store_id {
                forget_rows(tx, &["stock"], "store")?;
            }
        }
        _ => {
            staging::forget_all_cursors(tx)?;
            forget_company(tx)?;
        }
    }
    let head = store::head(tx)?;
    match head {
        // The same till, paired again: what the server does not have yet goes on under the new incarnation.
        Some(head) if head.epoch != identity.epoch || before.is_none_or(|before| before.terminal_id != identity.terminal_id) => {
            let from = FromSeq(head.received_through + 1);
            if head.epoch < identity.epoch {
                epoch::begin(tx, identity, head.epoch, from)
            } else {
                // Another terminal: epochs of the two logs may clash, so the old log is filed under epochs that no server gives.
                file_old_logs(tx)?;
                epoch::begin(tx, identity, FILED_EPOCH, from)
            }
        }
        Some(_) => Ok(()),
        None => store::start_epoch(tx, identity.epoch, &identity.series),
    }
}

/// The log of a terminal that this machine was before is kept under this epoch and those below it.
const FILED_EPOCH: u32 = 0;

/// Moves the logs of another terminal out of the way of the new one. What was received needs no seq any more; what was not
/// is issued again at once.
fn file_old_logs(tx: &Connection) -> Result<(), StoreError> {
    let highest: u64 = tx.query_row("select coalesce(max(seq), 0) from op where epoch = 0", [], |row| row.get(0))?;
    let newest: u32 = tx.query_row("select epoch from op_head where only_row = 1", [], |row| row.get(0))?;
    // Only the newest log can hold operations that were not received; older ones are history.
    tx.execute("update op set seq = seq + ?1, epoch = 0 where epoch <> 0 and epoch <> ?2", (highest + 1_000_000_000, newest))?;
    tx.execute("update op set epoch = 0 where epoch = ?1", [newest])?;
    Ok(())
}

/// Removes the rows of a stream from the tables that hold them.
fn forget_rows(tx: &Connection, tables: &[&str], stream: &str) -> Result<(), StoreError> {
    for table in tables {
        tx.execute(&format!("delete from {table}"), [])?;
    }
    tx.execute("delete from feed_row where stream = ?1", [stream])?;
    Ok(())
}

/// Removes everything another company's server has sent.
fn forget_company(tx: &Connection) -> Result<(), StoreError> {
    for table in ["product_word", "product_part", "customer_part"] {
        tx.execute(&format!("delete from {table}"), [])?;
    }
    forget_rows(
        tx,
        &["product_barcode", "product", "category", "tax_rate", "person", "customer", "stock", "card", "feed_row"],
        "tenant",
    )
}

/// Leaves the company. The log stays on the disk.
pub(super) fn unpair(engine: &Arc<Engine>) -> Result<(), Trouble> {
    let waiting = engine.store.read(|connection| store::outbox(connection))?.ops;
    if waiting > 0 {
        return Err(Trouble::OutboxNotEmpty(waiting));
    }
    write(engine, |tx| {
        // Looked at again inside the transaction: a sale may have slipped in.
        let waiting = store::outbox(tx)?.ops;
        if waiting == 0 {
            tx.execute("delete from identity", [])?;
            staging::forget_all_cursors(tx)?;
        }
        Ok(waiting)
    })
    .and_then(|waiting| if waiting == 0 { Ok(()) } else { Err(Trouble::OutboxNotEmpty(waiting)) })?;
    token::remove(&engine.data_dir).map_err(Trouble::File)
}
