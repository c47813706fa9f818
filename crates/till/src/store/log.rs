//! The operation log: appended in the transaction of the facts it describes, never edited but for its state.

use bezmen_contract::wire::OpRecord;
use bezmen_domain::hlc::{Hlc, HlcClock};
use bezmen_domain::id::{OpId, TerminalId};
use bezmen_sync::chain::{GENESIS, OpHeader, hash_text, op_hash, parse_hash};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::columns::{Text, Word};
use super::error::{StoreError, Stored};

/// Epochs from here on are filed: logs of other terminals that this machine was before. Servers count epochs from one.
pub const FILED_EPOCHS: u32 = 1_000_000;

/// Why an operation of an earlier incarnation needs no answer of its own: it was issued again in a later one.
pub const REISSUED: &str = "REISSUED";

/// How far the server is with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpState {
    /// Not known to be at the server.
    Pending,
    /// In its ledger.
    Received,
    /// In its projections too.
    Applied,
    /// In its ledger; its projection waits.
    Parked,
}

/// The end of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpHead {
    /// Incarnation in force.
    pub epoch: u32,
    /// Newest seq; zero when there is none.
    pub seq: u64,
    /// Its hash, zeros when there is none.
    pub hash: String,
    /// Newest logical time.
    pub hlc: Hlc,
    /// Newest business time.
    pub business_ms: i64,
    /// What the server has.
    pub received_through: u64,
}

/// An operation as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedOp {
    /// Incarnation.
    pub epoch: u32,
    /// Its number.
    pub seq: u64,
}

/// What waits for the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outbox {
    /// Sales and returns.
    pub receipts: u64,
    /// All operations.
    pub ops: u64,
    /// When the oldest receipt was made.
    pub oldest_receipt_ms: Option<i64>,
}

/// Reads the end of the log; `None` before the first pairing.
pub fn head(connection: &Connection) -> Stored<Option<OpHead>> {
    let mut statement = connection
        .prepare_cached("select epoch, seq, hash, hlc, business_ms, received_through from op_head where only_row = 1")?;
    let head = statement.query_row([], |row| {
        Ok(OpHead {
            epoch: row.get(0)?,
            seq: row.get(1)?,
            hash: row.get(2)?,
            hlc: Hlc::from_raw(row.get(3)?),
            business_ms: row.get(4)?,
            received_through: row.get(5)?,
        })
    });
    Ok(head.optional()?)
}

/// Begins the log of an incarnation, and its receipt series. Logical and business time go on from the one before.
pub fn start_epoch(connection: &Connection, epoch: u32, series: &str) -> Stored<()> {
    connection.execute(
        "insert into op_head (only_row, epoch, seq, hash, hlc, business_ms, received_through) values (1, ?1, 0, ?2, 0, 0, 0)
        on conflict (only_row) do update set epoch = excluded.epoch, seq = 0, hash = excluded.hash, received_through = 0",
        params![epoch, hash_text(&GENESIS)],
    )?;
    connection.execute(
        "insert into receipt_series (series, epoch, last_number) values (?1, ?2, 0) on conflict (series) do nothing",
        params![series, epoch],
    )?;
    Ok(())
}

/// Appends an operation: takes the next seq, chains the hash, moves both clocks on and counts it as waiting.
///
/// `head` is the end of the log as read in the same transaction; it is brought up to date.
pub fn append_op(
    connection: &Connection,
    terminal_id: TerminalId,
    head: &mut OpHead,
    op: (OpId, &str, u16),
    wall_ms: i64,
    body: &str,
) -> Stored<LoggedOp> {
    let (op_id, kind, v) = op;
    let prev = parse_hash(&head.hash).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    let seq = head.seq + 1;
    let hlc = HlcClock::after(head.hlc).tick(wall_ms);
    let header = OpHeader {
        terminal_id,
        epoch: head.epoch,
        seq,
        op_id,
        kind,
        v,
        hlc,
        wall_ms,
    };
    let hash = hash_text(&op_hash(&prev, &header, body));
    connection
        .prepare_cached(
            "insert into op (epoch, seq, op_id, kind, v, hlc, wall_ms, state, prev_hash, hash, body)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', ?8, ?9, ?10)",
        )?
        .execute(params![head.epoch, seq, Text(op_id), kind, v, hlc.raw(), wall_ms, head.hash, hash, body])?;
    head.seq = seq;
    head.hash = hash;
    head.hlc = hlc;
    head.business_ms = head.business_ms.max(wall_ms);
    connection
        .prepare_cached(
            "update op_head set seq = ?1, hash = ?2, hlc = ?3, business_ms = ?4, waiting_ops = waiting_ops + 1,
                waiting_receipts = waiting_receipts + (?5 in ('sale', 'return'))
            where only_row = 1",
        )?
        .execute(params![
            head.seq,
            head.hash,
            head.hlc.raw(),
            head.business_ms,
            kind
        ])?;
    Ok(LoggedOp {
        epoch: head.epoch,
        seq,
    })
}

/// Reads a run of the log, whatever its state, from a seq on.
pub fn pending_ops(
    connection: &Connection,
    epoch: u32,
    from_seq: u64,
    limit: u32,
) -> Stored<Vec<OpRecord>> {
    let mut statement = connection.prepare_cached(
        "select seq, op_id, kind, v, hlc, wall_ms, body, prev_hash, hash from op
        where epoch = ?1 and seq >= ?2 order by seq limit ?3",
    )?;
    let rows = statement.query_map(params![epoch, from_seq, limit], op_record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn op_record(row: &Row<'_>) -> rusqlite::Result<OpRecord> {
    Ok(OpRecord {
        seq: row.get(0)?,
        op_id: row.get::<_, Text<_>>(1)?.0,
        kind: row.get(2)?,
        v: row.get(3)?,
        hlc: Hlc::from_raw(row.get(4)?),
        wall_ms: row.get(5)?,
        body: row.get(6)?,
        prev_hash: row.get(7)?,
        hash: row.get(8)?,
    })
}

/// Reads the body of one operation.
pub fn get_op_body(connection: &Connection, epoch: u32, seq: u64) -> Stored<Option<String>> {
    let mut statement =
        connection.prepare_cached("select body from op where epoch = ?1 and seq = ?2")?;
    Ok(statement
        .query_row(params![epoch, seq], |row| row.get(0))
        .optional()?)
}

/// Marks operations as being at the server: everything up to a seq, and what became of single ones.
pub fn mark_received(
    connection: &Connection,
    epoch: u32,
    received_through: u64,
    outcomes: &[(u64, OpState, String)],
) -> Stored<()> {
    connection
        .prepare_cached(
            "update op_head set received_through = max(received_through, ?2) where epoch = ?1",
        )?
        .execute(params![epoch, received_through])?;
    for (seq, state, reason) in outcomes {
        connection
            .prepare_cached("update op set state = ?3, reason = ?4 where epoch = ?1 and seq = ?2")?
            .execute(params![epoch, seq, Word(state), reason])?;
    }
    connection
        .prepare_cached(
            "update op set state = 'received' where epoch = ?1 and seq <= ?2 and state = 'pending'",
        )?
        .execute(params![epoch, received_through])?;
    Ok(())
}

/// Counts what waits for the server, of all incarnations.
pub fn outbox(connection: &Connection) -> Stored<Outbox> {
    let (ops, receipts) = connection
        .prepare_cached("select waiting_ops, waiting_receipts from op_head where only_row = 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    let oldest_receipt_ms = connection
        .prepare_cached(
            "select wall_ms from op where state = 'pending' and kind in ('sale', 'return') order by epoch, seq limit 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(Outbox {
        receipts,
        ops,
        oldest_receipt_ms,
    })
}

/// Counts the operations of an incarnation: all, and those parked.
pub fn op_counts(connection: &Connection, epoch: u32) -> Stored<(u64, u64)> {
    let total = connection
        .prepare_cached("select coalesce(max(seq), 0) from op where epoch = ?1")?
        .query_row([epoch], |row| row.get(0))?;
    let parked = connection
        .prepare_cached("select count(*) from op where epoch = ?1 and state = 'parked'")?
        .query_row([epoch], |row| row.get(0))?;
    Ok((total, parked))
}
