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

/// What is shown while nobody has asked for a code.
pub(super) fn idle() -> PairingView {
    PairingView {
        state: PairingState::Idle,
        user_code: String::new(),
        confirm_url: String::new(),
        expires_at_ms: 0,
    }
}

/// Asks for a code.
pub(super) async fn start(
    engine: &Arc<Engine>,
    server: &Server,
    device_name: &str,
) -> Result<Pairing, Trouble> {
    let start = PairStart {
        device_name: device_name.trim().to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let started = server.pair_start(&start).await?;
    let valid_ms = i64::from(started.expires_in_s) * 1000;
    let confirm_url = if started.confirm_path.starts_with('/') {
        format!("{}{}", server.address, started.confirm_path)
    } else {
        return Err(Trouble::Rubbish(
            "the page to confirm on lies elsewhere".to_owned(),
        ));
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
pub(super) async fn poll(
    engine: &Arc<Engine>,
    server: &Server,
    pairing: &mut Pairing,
) -> Result<(), Trouble> {
    let polled = server
        .pair_poll(&PairPoll {
            device_code: pairing.device_code.clone(),
        })
        .await?;
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
fn take_identity(
    engine: &Arc<Engine>,
    server_url: &str,
    terminal: PairedTerminal,
) -> Result<(), Trouble> {
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
    let before = engine.store.read(store::get_identity)?;
    let waiting = engine.store.read(store::outbox)?.ops;
    if waiting > 0
        && before
            .as_ref()
            .is_some_and(|before| before.tenant_id != identity.tenant_id)
    {
        return Err(Trouble::OutboxNotEmpty(waiting));
    }
    let old_token = token::read(&engine.data_dir).map_err(Trouble::File)?;
    token::write(&engine.data_dir, &terminal.token).map_err(Trouble::File)?;
    let kept = write(engine, move |tx| {
        become_terminal(tx, before.as_ref(), &identity)
    });
    if kept.is_err() {
        // The old identity stays, and with it the old token.
        let _ = old_token.map_or_else(
            || token::remove(&engine.data_dir),
            |token| token::write(&engine.data_dir, &token),
        );
    }
    kept
}

fn become_terminal(
    tx: &Connection,
    before: Option<&Identity>,
    identity: &Identity,
) -> Result<(), StoreError> {
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
    let Some(head) = store::head(tx)? else {
        return store::start_epoch(tx, identity.epoch, &identity.series);
    };
    let from = FromSeq(head.received_through + 1);
    match before {
        // The same till in the same incarnation: nothing of its log changes.
        Some(before)
            if before.terminal_id == identity.terminal_id && head.epoch == identity.epoch =>
        {
            Ok(())
        }
        Some(before) if before.terminal_id == identity.terminal_id => {
            epoch::begin(tx, identity, head.epoch, from)
        }
        _ => {
            let filed = file_logs(tx)?;
            epoch::begin(tx, identity, head.epoch + filed, from)
        }
    }
}

/// Files the logs of the terminal that this machine was before: epochs count anew for another terminal, and receipts keep
/// pointing to their operations. Returns by how much the epochs were raised.
fn file_logs(tx: &Connection) -> Result<u32, StoreError> {
    let highest: u32 = tx.query_row("select coalesce(max(epoch), 0) from op", [], |row| {
        row.get(0)
    })?;
    let filed = (highest / store::FILED_EPOCHS + 1) * store::FILED_EPOCHS;
    for (table, column) in [
        ("op", "epoch"),
        ("sale", "op_epoch"),
        ("cash_move", "op_epoch"),
        ("stock_move", "epoch"),
        ("shift", "opened_epoch"),
    ] {
        let text = format!("update {table} set {column} = {column} + ?1 where {column} < ?2");
        tx.execute(&text, (filed, store::FILED_EPOCHS))?;
    }
    Ok(filed)
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
        &[
            "product_barcode",
            "product",
            "category",
            "tax_rate",
            "person",
            "customer",
            "stock",
            "card",
            "feed_row",
        ],
        "tenant",
    )
}

/// Leaves the company. The log stays on the disk.
pub(super) fn unpair(engine: &Arc<Engine>) -> Result<(), Trouble> {
    let waiting = engine.store.read(store::outbox)?.ops;
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
    .and_then(|waiting| {
        if waiting == 0 {
            Ok(())
        } else {
            Err(Trouble::OutboxNotEmpty(waiting))
        }
    })?;
    token::remove(&engine.data_dir).map_err(Trouble::File)
}
