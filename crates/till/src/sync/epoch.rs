//! A new incarnation of this till: after a fork, and after another pairing. Operations that the ledger may lack are issued
//! again in the new log under their old ids, so none is lost and none counts twice.

use std::sync::Arc;

use bezmen_contract::wire::Stream;
use bezmen_contract::wire::row::TerminalRow;
use rusqlite::{Connection, params};

use super::http::Server;
use super::lost;
use super::pulling::write;
use super::trouble::Trouble;
use crate::engine::Engine;
use crate::store::{self, Identity, REISSUED, StoreError};

/// First operation of an incarnation that the ledger may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FromSeq(pub u64);

/// Fetches the terminal's own row and takes the incarnation it names.
pub(super) async fn take_new(
    engine: &Arc<Engine>,
    server: &Server,
    from: FromSeq,
) -> Result<(), Trouble> {
    let mut after = 0;
    let row = loop {
        let page = server.pull(Stream::Terminal, after).await?;
        after = page.rows.last().map_or(after, |row| row.rev);
        let newest = page
            .rows
            .iter()
            .rev()
            .find(|row| row.kind == bezmen_contract::wire::RowKind::Terminal && !row.deleted);
        if !page.more {
            break newest.map(|row| serde_json::from_str::<TerminalRow>(&row.body));
        }
    };
    let row = match row {
        Some(Ok(row)) => row,
        Some(Err(error)) => return Err(Trouble::Rubbish(error.to_string())),
        None => {
            return Err(Trouble::Rubbish(
                "the server does not say which incarnation this till is".to_owned(),
            ));
        }
    };
    let now_ms = engine.clock.now_ms();
    write(engine, move |tx| {
        let Some(mut identity) = store::get_identity(tx)? else {
            return Ok(());
        };
        if row.epoch <= identity.epoch {
            return Ok(());
        }
        tracing::warn!(epoch = row.epoch, series = %row.series, "this till goes on in a new incarnation");
        let before = identity.epoch;
        identity.epoch = row.epoch;
        identity.series = row.series;
        store::put_identity(tx, &identity)?;
        begin(tx, &identity, before, from)?;
        store::put_notice(
            tx,
            "NEW_EPOCH",
            now_ms,
            &lost::words(
                "Сервер заметил, что данные кассы расходятся с его журналом (копия диска или восстановление). Касса продолжает с новой серией чеков; ничего не потеряно.",
                "The server noticed that this till's data part from its ledger (a copied or restored disk). The till goes on with a new receipt series; nothing is lost.",
            ),
        )
    })
}

/// Begins the log of the identity's incarnation and issues again what is left of the one before.
pub(super) fn begin(
    connection: &Connection,
    identity: &Identity,
    before: u32,
    from: FromSeq,
) -> Result<(), StoreError> {
    // What comes before is in the ledger, whatever was thought of it in the meantime.
    connection.execute(
        "update op set state = 'received' where epoch = ?1 and seq < ?2 and state = 'pending'",
        params![before, from.0],
    )?;
    store::start_epoch(connection, identity.epoch, &identity.series)?;
    super::staging::forget_cursor(connection, Stream::Terminal)?;
    reissue(connection, identity, before, from)
}

/// Lists the incarnations before the one in force.
pub(super) fn older(connection: &Connection) -> Result<Vec<u32>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select distinct epoch from op where epoch < (select epoch from op_head where only_row = 1) and reason <> ?1 order by epoch",
    )?;
    let epochs = statement.query_map([REISSUED], |row| row.get(0))?;
    Ok(epochs.collect::<Result<_, _>>()?)
}

/// Issues again what the ledger lacks of an earlier incarnation.
pub(super) fn reissue_older(
    engine: &Arc<Engine>,
    epoch: u32,
    from: FromSeq,
) -> Result<(), Trouble> {
    let is_needed = engine.store.read(|connection| {
        let count: u64 = connection.query_row(
            "select count(*) from op where epoch = ?1 and seq >= ?2 and reason <> ?3",
            params![epoch, from.0, REISSUED],
            |row| row.get(0),
        )?;
        Ok::<_, StoreError>(count > 0)
    })?;
    if !is_needed {
        return Ok(());
    }
    write(engine, move |tx| {
        let Some(identity) = store::get_identity(tx)? else {
            return Ok(());
        };
        reissue(tx, &identity, epoch, from)
    })
}

fn reissue(
    connection: &Connection,
    identity: &Identity,
    before: u32,
    from: FromSeq,
) -> Result<(), StoreError> {
    let Some(mut head) = store::head(connection)? else {
        return Ok(());
    };
    let again: Vec<_> = {
        let mut statement = connection.prepare_cached(
            "select seq, op_id, kind, v, wall_ms, body from op where epoch = ?1 and seq >= ?2 and reason <> ?3 order by seq",
        )?;
        let rows = statement.query_map(params![before, from.0, REISSUED], |row| {
            let op_id: store::Text<_> = row.get(1)?;
            Ok((
                row.get::<_, u64>(0)?,
                op_id.0,
                row.get::<_, String>(2)?,
                row.get::<_, u16>(3)?,
                row.get::<_, i64>(4)?,
                row.get::<_, String>(5)?,
            ))
        })?;
        rows.collect::<Result<_, _>>()?
    };
    for (seq, op_id, kind, v, wall_ms, body) in again {
        let issued = store::append_op(
            connection,
            identity.terminal_id,
            &mut head,
            (op_id, &kind, v),
            wall_ms,
            &body,
        )?;
        let moved = (before, seq, issued.epoch, issued.seq);
        connection
            .prepare_cached(
                "update op set state = 'received', reason = ?3 where epoch = ?1 and seq = ?2",
            )?
            .execute(params![before, seq, REISSUED])?;
        for statement in [
            "update sale set op_epoch = ?3, op_seq = ?4 where op_epoch = ?1 and op_seq = ?2",
            "update cash_move set op_epoch = ?3, op_seq = ?4 where op_epoch = ?1 and op_seq = ?2",
            "update shift set opened_epoch = ?3, opened_seq = ?4 where opened_epoch = ?1 and opened_seq = ?2",
        ] {
            connection.prepare_cached(statement)?.execute(moved)?;
        }
    }
    Ok(())
}
