//! What somebody should read.

use rusqlite::Connection;

use super::error::Stored;

/// A notice that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    /// Which.
    pub id: i64,
    /// Stable code.
    pub code: String,
    /// When.
    pub at_ms: i64,
    /// Arguments as JSON.
    pub body: String,
}

/// Puts up a notice, unless one of the same code stands already.
pub fn put_notice(connection: &Connection, code: &str, at_ms: i64, body: &str) -> Stored<()> {
    connection.execute(
        "insert into notice (code, at_ms, body) values (?1, ?2, ?3) on conflict do nothing",
        (code, at_ms, body),
    )?;
    Ok(())
}

/// Lists the notices that stand, newest first.
pub fn notices(connection: &Connection) -> Stored<Vec<NoticeRecord>> {
    let mut statement = connection.prepare_cached(
        "select id, code, at_ms, body from notice where dismissed_at_ms is null order by id desc limit 100",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(NoticeRecord {
            id: row.get(0)?,
            code: row.get(1)?,
            at_ms: row.get(2)?,
            body: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a notice down.
pub fn dismiss_notice(connection: &Connection, id: i64, at_ms: i64) -> Stored<()> {
    connection.execute(
        "update notice set dismissed_at_ms = ?2 where id = ?1 and dismissed_at_ms is null",
        (id, at_ms),
    )?;
    Ok(())
}
