//! Shifts and cash moves.

use bezmen_domain::id::{CashMoveId, PersonId, ShiftId};
use bezmen_domain::money::Money;
use bezmen_domain::receipt::ReceiptDocument;
use bezmen_domain::shift::ShiftTotals;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::columns::{Json, Text};
use super::error::Stored;
use super::log::LoggedOp;

const COLUMNS: &str = "id, number, person_id, person_name, opened_at_ms, opened_epoch, opened_seq, opening_float, totals,
    closed_at_ms, counted_cash, difference";

/// Shifts from this number on are put away: those of a company that this machine has left.
pub const PUT_AWAY_SHIFTS: i64 = 1_000_000_000;

/// A shift, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftRecord {
    /// Which.
    pub id: ShiftId,
    /// 1, 2, 3… per till.
    pub number: u64,
    /// Who opened it.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// When.
    pub opened_at_ms: i64,
    /// The operation that opened it.
    pub opened_at: LoggedOp,
    /// Cash at the start.
    pub opening_float: Money,
    /// What was taken since.
    pub totals: ShiftTotals,
    /// When it was closed.
    pub closed_at_ms: Option<i64>,
    /// Cash found at the end.
    pub counted_cash: Option<Money>,
    /// Counted less expected.
    pub difference: Option<Money>,
}

/// A cash move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashMoveRecord {
    /// Which.
    pub id: CashMoveId,
    /// In which shift.
    pub shift_id: ShiftId,
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// Positive in, negative out.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// When.
    pub moved_at_ms: i64,
}

/// Reads the open shift.
pub fn open_shift(connection: &Connection) -> Stored<Option<ShiftRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from shift where closed_at_ms is null"
    ))?;
    Ok(statement.query_row([], record).optional()?)
}

/// Lists the newest shifts.
pub fn last_shifts(connection: &Connection, limit: u32) -> Stored<Vec<ShiftRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from shift where number < ?2 order by number desc limit ?1"
    ))?;
    let rows = statement.query_map(params![limit, PUT_AWAY_SHIFTS], record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The number of the next shift.
pub fn next_shift_number(connection: &Connection) -> Stored<u64> {
    Ok(connection.query_row(
        "select coalesce(max(number), 0) + 1 from shift where number < ?1",
        [PUT_AWAY_SHIFTS],
        |row| row.get(0),
    )?)
}

/// Adds an open shift.
pub fn insert_shift(connection: &Connection, shift: &ShiftRecord) -> Stored<()> {
    connection.execute(
        "insert into shift (id, number, person_id, person_name, opened_at_ms, opened_epoch, opened_seq, opening_float, totals)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            Text(shift.id),
            shift.number,
            Text(shift.person_id),
            shift.person_name,
            shift.opened_at_ms,
            shift.opened_at.epoch,
            shift.opened_at.seq,
            shift.opening_float.minor(),
            Json(&shift.totals)
        ],
    )?;
    Ok(())
}

/// Keeps the totals of a shift.
pub fn save_totals(connection: &Connection, id: ShiftId, totals: &ShiftTotals) -> Stored<()> {
    connection
        .prepare_cached("update shift set totals = ?2 where id = ?1")?
        .execute(params![Text(id), Json(totals)])?;
    Ok(())
}

/// Closes a shift.
pub fn close_shift(
    connection: &Connection,
    id: ShiftId,
    closed_at_ms: i64,
    counted_cash: Money,
    difference: Money,
    document: &ReceiptDocument,
) -> Stored<()> {
    connection.execute(
        "update shift set closed_at_ms = ?2, counted_cash = ?3, difference = ?4, document = ?5 where id = ?1",
        params![Text(id), closed_at_ms, counted_cash.minor(), difference.minor(), Json(document)],
    )?;
    Ok(())
}

/// Whether a cash move was made already.
pub fn cash_move_exists(connection: &Connection, id: CashMoveId) -> Stored<bool> {
    Ok(connection.query_row(
        "select exists (select 1 from cash_move where id = ?1)",
        [Text(id)],
        |row| row.get(0),
    )?)
}

/// Adds a cash move.
pub fn insert_cash_move(
    connection: &Connection,
    at: LoggedOp,
    cash_move: &CashMoveRecord,
) -> Stored<()> {
    connection.execute(
        "insert into cash_move (id, shift_id, op_epoch, op_seq, person_id, person_name, amount_minor, reason, moved_at_ms)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            Text(cash_move.id),
            Text(cash_move.shift_id),
            at.epoch,
            at.seq,
            Text(cash_move.person_id),
            cash_move.person_name,
            cash_move.amount.minor(),
            cash_move.reason,
            cash_move.moved_at_ms
        ],
    )?;
    Ok(())
}

/// Lists the cash moves of a shift, oldest first.
pub fn cash_moves(connection: &Connection, shift_id: ShiftId) -> Stored<Vec<CashMoveRecord>> {
    let mut statement = connection.prepare_cached(
        "select id, shift_id, person_id, person_name, amount_minor, reason, moved_at_ms from cash_move
        where shift_id = ?1 order by op_epoch, op_seq",
    )?;
    let rows = statement.query_map([Text(shift_id)], |row| {
        Ok(CashMoveRecord {
            id: row.get::<_, Text<_>>(0)?.0,
            shift_id: row.get::<_, Text<_>>(1)?.0,
            person_id: row.get::<_, Text<_>>(2)?.0,
            person_name: row.get(3)?,
            amount: Money::from_minor(row.get(4)?),
            reason: row.get(5)?,
            moved_at_ms: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn record(row: &Row<'_>) -> rusqlite::Result<ShiftRecord> {
    Ok(ShiftRecord {
        id: row.get::<_, Text<_>>(0)?.0,
        number: row.get(1)?,
        person_id: row.get::<_, Text<_>>(2)?.0,
        person_name: row.get(3)?,
        opened_at_ms: row.get(4)?,
        opened_at: LoggedOp {
            epoch: row.get(5)?,
            seq: row.get(6)?,
        },
        opening_float: Money::from_minor(row.get(7)?),
        totals: row.get::<_, Json<_>>(8)?.0,
        closed_at_ms: row.get(9)?,
        counted_cash: row.get::<_, Option<i64>>(10)?.map(Money::from_minor),
        difference: row.get::<_, Option<i64>>(11)?.map(Money::from_minor),
    })
}
