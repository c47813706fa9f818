//! The open ticket and those on hold, as JSON.

use bezmen_domain::id::{HeldTicketId, TicketId};
use rusqlite::{Connection, OptionalExtension, Row};

use super::columns::Text;
use super::error::Stored;

/// A ticket on hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRecord {
    /// Which.
    pub held_id: HeldTicketId,
    /// The ticket.
    pub body: String,
    /// A word to know it by.
    pub note: String,
    /// Who held it.
    pub held_by: String,
    /// When.
    pub held_at_ms: i64,
}

/// Reads the open ticket.
pub fn open_ticket_body(connection: &Connection) -> Stored<Option<String>> {
    let mut statement =
        connection.prepare_cached("select body from ticket where held_id is null")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

/// Keeps a ticket as the open one, in the place of the one before.
pub fn save_open_ticket(connection: &Connection, id: TicketId, body: &str) -> Stored<()> {
    let changed = connection
        .prepare_cached("update ticket set id = ?1, body = ?2 where held_id is null")?
        .execute((Text(id), body))?;
    if changed == 0 {
        connection
            .prepare_cached("insert into ticket (id, body) values (?1, ?2)")?
            .execute((Text(id), body))?;
    }
    Ok(())
}

/// Drops a ticket, open or held.
pub fn delete_ticket(connection: &Connection, id: TicketId) -> Stored<()> {
    connection
        .prepare_cached("delete from ticket where id = ?1")?
        .execute([Text(id)])?;
    Ok(())
}

/// Puts the open ticket aside.
pub fn hold_ticket(connection: &Connection, id: TicketId, held: &HeldRecord) -> Stored<()> {
    connection.execute(
        "update ticket set held_id = ?2, note = ?3, held_by = ?4, held_at_ms = ?5 where id = ?1",
        (
            Text(id),
            Text(held.held_id),
            &held.note,
            &held.held_by,
            held.held_at_ms,
        ),
    )?;
    Ok(())
}

/// Makes a held ticket the open one; `false` when there is none of this id. No other may be open.
pub fn recall_ticket(connection: &Connection, held_id: HeldTicketId) -> Stored<bool> {
    let changed = connection.execute(
        "update ticket set held_id = null, note = '', held_by = '', held_at_ms = null where held_id = ?1",
        [Text(held_id)],
    )?;
    Ok(changed == 1)
}

/// Lists the held tickets, oldest first.
pub fn held_tickets(connection: &Connection) -> Stored<Vec<HeldRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {HELD_COLUMNS} from ticket where held_id is not null order by held_at_ms, rid"
    ))?;
    let rows = statement.query_map([], held_record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What [`held_record`] reads.
pub(super) const HELD_COLUMNS: &str = "held_id, body, note, held_by, held_at_ms";

pub(super) fn held_record(row: &Row<'_>) -> rusqlite::Result<HeldRecord> {
    Ok(HeldRecord {
        held_id: row.get::<_, Text<_>>(0)?.0,
        body: row.get(1)?,
        note: row.get(2)?,
        held_by: row.get(3)?,
        held_at_ms: row.get(4)?,
    })
}
