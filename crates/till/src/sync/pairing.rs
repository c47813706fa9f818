//! Pairing: a code is shown here and typed in the console; then the till has an identity.

use std::sync::Arc;

use bezmen_contract::till::{PairingState, PairingView};
use bezmen_contract::wire::{PairPoll, PairPolled, PairStart, PairedTerminal};
use bezmen_domain::permission::Permission;
use rusqlite::Connection;

use super::epoch::{self, FromSeq};
use super::http::Server;
use super::trouble::Trouble;
use super::{company, staging, token};
use crate::engine::Engine;
use crate::leaving::may_leave;
use crate::refusal::Refusal;
use crate::store::{self, Identity, StoreError};

/// A pairing under way.
#[derive(Debug, Clone)]
pub(super) struct Pairing {
    pub server_url: String,
    device_code: String,
    /// Whether somebody who may has let this till go to another company.
    has_consent: bool,
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
        hint: String::new(),
    }
}

/// Asks for a code.
pub(super) async fn start(
    engine: &Arc<Engine>,
    server: &Server,
    device_name: &str,
    has_consent: bool,
) -> Result<Pairing, Trouble> {
    let start = PairStart {
        device_name: device_name.trim().to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let started = server
        .pair_start(&start)
        .await
        .map_err(|trouble| trouble.while_pairing(&server.address))?;
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
        has_consent,
        interval_s: started.interval_s.clamp(1, 30),
        view: PairingView {
            state: PairingState::Waiting,
            user_code: started.user_code,
            confirm_url,
            expires_at_ms: engine.clock.now_ms().saturating_add(valid_ms),
            hint: String::new(),
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
        .await
        .map_err(|trouble| trouble.while_pairing(&server.address))?;
    pairing.view.state = match polled {
        PairPolled::Pending => PairingState::Waiting,
        PairPolled::Expired => PairingState::Expired,
        PairPolled::Denied => PairingState::Denied,
        PairPolled::Approved { terminal } => {
            match take_identity(engine, pairing, *terminal) {
                Ok(()) => PairingState::Paired,
                Err(trouble) => {
                    pairing.view.hint = trouble.sentence(engine.locale());
                    match trouble {
                        // The screen says what to do before the next pairing.
                        Trouble::Stays(_) => PairingState::Denied,
                        // What could not be kept, for want of room perhaps, the server gives again while the code is valid.
                        _ => PairingState::Waiting,
                    }
                }
            }
        }
    };
    Ok(())
}

/// Keeps the token, then the identity: a till that has an identity without a token can only ask to be paired again.
fn take_identity(
    engine: &Arc<Engine>,
    pairing: &Pairing,
    terminal: PairedTerminal,
) -> Result<(), Trouble> {
    let identity = Identity {
        tenant_id: terminal.tenant_id,
        tenant_name: terminal.tenant_name,
        store_id: terminal.store_id,
        terminal_id: terminal.terminal_id,
        terminal_name: terminal.terminal_name,
        epoch: terminal.epoch,
        series: terminal.series,
        server_url: pairing.server_url.clone(),
        server_epoch: terminal.server_epoch,
        paired_at_ms: engine.clock.now_ms(),
    };
    let old_token = token::read(&engine.data_dir).map_err(Trouble::File)?;
    token::write(&engine.data_dir, &terminal.token).map_err(Trouble::File)?;
    let has_consent = pairing.has_consent;
    let kept = engine
        .store
        .write(move |tx| become_terminal(tx, &identity, has_consent));
    match kept {
        Ok(Joined::SameCompany) => Ok(()),
        Ok(Joined::AnotherCompany) => {
            engine.set_signed_in(None);
            Ok(())
        }
        Err(trouble) => {
            // The old identity stays, and with it the old token.
            let _ = old_token.map_or_else(
                || token::remove(&engine.data_dir),
                |token| token::write(&engine.data_dir, &token),
            );
            Err(trouble)
        }
    }
}

/// Whose till this is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    SameCompany,
    AnotherCompany,
}

fn become_terminal(
    tx: &Connection,
    identity: &Identity,
    has_consent: bool,
) -> Result<Joined, Trouble> {
    let before = store::get_identity(tx)?;
    let joined = match company::former(tx, before.as_ref())? {
        Some(former) if former != identity.tenant_id => {
            // A word of the network does not hand the till to another company.
            if !has_consent {
                let permission = Permission::PairTerminal;
                return Err(Trouble::Stays(Box::new(Refusal::ApprovalRequired {
                    permission,
                })));
            }
            may_leave(tx).map_err(|refusal| Trouble::Stays(Box::new(refusal)))?;
            company::put_away(tx, former)?;
            company::take_out(tx, identity.tenant_id)?;
            company::forget_traces(tx)?;
            Joined::AnotherCompany
        }
        _ => Joined::SameCompany,
    };
    store::put_identity(tx, identity)?;
    company::remember(tx, identity.tenant_id)?;
    staging::forget_all_cursors(tx)?;
    match &before {
        Some(before) if joined == Joined::SameCompany => {
            if before.store_id != identity.store_id {
                company::forget_rows(tx, &[], "store")?;
            }
        }
        _ => company::forget(tx)?,
    }
    begin_log(tx, before.as_ref(), identity, joined)?;
    Ok(joined)
}

/// Begins the log of the new incarnation, or goes on with the one there is.
fn begin_log(
    tx: &Connection,
    before: Option<&Identity>,
    identity: &Identity,
    joined: Joined,
) -> Result<(), StoreError> {
    let Some(head) = store::head(tx)? else {
        return store::start_epoch(tx, identity.epoch, &identity.series);
    };
    if joined == Joined::AnotherCompany {
        // Nothing of the former company waits, and nothing of it is ever told to this one.
        file_logs(tx)?;
        return store::start_epoch(tx, identity.epoch, &identity.series);
    }
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
        ("shift", "opened_epoch"),
    ] {
        let text = format!("update {table} set {column} = {column} + ?1 where {column} < ?2");
        tx.execute(&text, (filed, store::FILED_EPOCHS))?;
    }
    Ok(filed)
}

/// Leaves the company. The log stays on the disk, put away until the till joins the company again.
pub(super) fn unpair(engine: &Arc<Engine>) -> Result<(), Trouble> {
    engine.store.write(|tx| {
        may_leave(tx).map_err(|refusal| Trouble::Stays(Box::new(refusal)))?;
        tx.execute("delete from identity", [])
            .map_err(StoreError::from)?;
        staging::forget_all_cursors(tx)?;
        company::forget(tx)?;
        company::forget_traces(tx)?;
        Ok::<_, Trouble>(())
    })?;
    token::remove(&engine.data_dir).map_err(Trouble::File)
}

#[cfg(test)]
mod tests;
