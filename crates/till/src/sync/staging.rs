//! Cursors and pages that wait for their checkpoint.

use bezmen_contract::wire::{FeedRow, RowKind, Stream};
use bezmen_sync::checksum::{StreamSum, kind_text};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::store::{StoreError, Word, is_prepared_shown};

type Stored<T> = Result<T, StoreError>;

/// Reads how far a stream is applied; `None` before its first sync and while it is read anew.
pub(super) fn cursor(connection: &Connection, stream: Stream) -> Stored<Option<u64>> {
    let revision = connection
        .prepare_cached("select revision from stream_cursor where stream = ?1")?
        .query_row([stream.as_str()], |row| row.get(0))
        .optional()?;
    Ok(revision)
}

/// Writes how far a stream is applied.
pub(super) fn set_cursor(
    connection: &Connection,
    stream: Stream,
    revision: u64,
    sum: StreamSum,
) -> Stored<()> {
    connection
        .prepare_cached(
            "insert into stream_cursor (stream, revision, checksum, row_count) values (?1, ?2, ?3, ?4)
            on conflict (stream) do update set revision = excluded.revision, checksum = excluded.checksum,
                row_count = excluded.row_count",
        )?
        .execute(params![stream.as_str(), revision, sum.checksum_text(), sum.count])?;
    Ok(())
}

/// Forgets how far a stream is: it is read anew. Its rows stay in use meanwhile.
pub(super) fn forget_cursor(connection: &Connection, stream: Stream) -> Stored<()> {
    connection.execute(
        "delete from stream_cursor where stream = ?1",
        [stream.as_str()],
    )?;
    if stream == Stream::Terminal {
        // Read anew by pages, not from a file that names every row: a row of another terminal would never leave the sum.
        connection.execute("delete from feed_row where stream = ?1", [stream.as_str()])?;
    }
    clear_staged(connection, stream)
}

/// The same for all streams.
pub(super) fn forget_all_cursors(connection: &Connection) -> Stored<()> {
    Stream::ALL
        .into_iter()
        .try_for_each(|stream| forget_cursor(connection, stream))
}

/// Reads the sum of a stream's rows as kept with its cursor, or adds it up where there is no cursor.
pub(super) fn sum(connection: &Connection, stream: Stream) -> Stored<StreamSum> {
    let kept: Option<(String, u64)> = connection
        .prepare_cached("select checksum, row_count from stream_cursor where stream = ?1")?
        .query_row([stream.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((checksum, count)) = kept {
        let checksum = u64::from_str_radix(&checksum, 16)
            .map_err(|error| StoreError::Unreadable(error.to_string()))?;
        return Ok(StreamSum { checksum, count });
    }
    let mut statement = connection.prepare_cached("select hash from feed_row where stream = ?1")?;
    let mut rows = statement.query([stream.as_str()])?;
    let mut sum = StreamSum::default();
    while let Some(row) = rows.next()? {
        sum.checksum = sum
            .checksum
            .wrapping_add(row.get::<_, i64>(0)?.cast_unsigned());
        sum.count += 1;
    }
    Ok(sum)
}

/// Puts rows of a page aside.
pub(super) fn stage(connection: &Connection, stream: Stream, rows: &[FeedRow]) -> Stored<()> {
    let mut statement = connection.prepare_cached(
        "insert into staged_row (stream, rev, kind, id, deleted, body, hash) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        on conflict (stream, kind, id) do update set rev = excluded.rev, deleted = excluded.deleted, body = excluded.body,
            hash = excluded.hash",
    )?;
    for row in rows {
        statement.execute(params![
            stream.as_str(),
            row.rev,
            kind_text(&row.kind),
            row.id,
            row.deleted,
            row.body,
            row.hash
        ])?;
    }
    Ok(())
}

/// Throws away what was put aside and is not taken over.
fn clear_staged(connection: &Connection, stream: Stream) -> Stored<()> {
    if stream == Stream::Tenant && is_prepared_shown(connection)? {
        return Ok(());
    }
    connection
        .prepare_cached("delete from staged_row where stream = ?1")?
        .execute([stream.as_str()])?;
    Ok(())
}

/// Throws away a part of what was put aside; answers whether anything was left.
pub(super) fn clear_some(connection: &Connection, stream: Stream, rows: usize) -> Stored<bool> {
    let gone = connection
        .prepare_cached(
            "delete from staged_row where stream = ?1 and (kind, id) in (
                select kind, id from staged_row where stream = ?1 limit ?2)",
        )?
        .execute(params![stream.as_str(), rows])?;
    Ok(gone > 0)
}

/// Lists all rows that were put aside.
pub(super) fn staged(connection: &Connection, stream: Stream) -> Stored<Vec<FeedRow>> {
    let mut statement = connection.prepare_cached(
        "select kind, id, rev, deleted, body, hash from staged_row where stream = ?1",
    )?;
    let rows = statement.query_map([stream.as_str()], staged_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lists rows that were put aside, by kind and id, from one on.
pub(super) fn staged_after(
    connection: &Connection,
    stream: Stream,
    after: &(String, String),
    limit: usize,
) -> Stored<Vec<FeedRow>> {
    let mut statement = connection.prepare_cached(
        "select kind, id, rev, deleted, body, hash from staged_row
        where stream = ?1 and (kind, id) > (?2, ?3) order by kind, id limit ?4",
    )?;
    let rows = statement.query_map(
        params![stream.as_str(), after.0, after.1, limit],
        staged_row,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lists all rows of a kind that were put aside.
pub(super) fn staged_of(
    connection: &Connection,
    stream: Stream,
    kind: &RowKind,
) -> Stored<Vec<FeedRow>> {
    let mut statement = connection.prepare_cached(
        "select kind, id, rev, deleted, body, hash from staged_row where stream = ?1 and kind = ?2",
    )?;
    let rows = statement.query_map([stream.as_str(), kind_text(kind)], staged_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lists a few rows that were put aside, but none of some kinds.
pub(super) fn staged_but(
    connection: &Connection,
    stream: Stream,
    kinds: &[RowKind],
    limit: usize,
) -> Stored<Vec<FeedRow>> {
    let kinds: Vec<String> = kinds
        .iter()
        .map(|kind| format!("'{}'", kind_text(kind)))
        .collect();
    let mut statement = connection.prepare_cached(&format!(
        "select kind, id, rev, deleted, body, hash from staged_row where stream = ?1 and kind not in ({}) limit ?2",
        kinds.join(", ")
    ))?;
    let rows = statement.query_map(params![stream.as_str(), limit], staged_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes one row off those that were put aside.
pub(super) fn unstage(connection: &Connection, stream: Stream, row: &FeedRow) -> Stored<()> {
    connection
        .prepare_cached("delete from staged_row where stream = ?1 and kind = ?2 and id = ?3")?
        .execute(params![stream.as_str(), kind_text(&row.kind), row.id])?;
    Ok(())
}

fn staged_row(row: &Row<'_>) -> rusqlite::Result<FeedRow> {
    Ok(FeedRow {
        kind: row.get::<_, Word<RowKind>>(0)?.0,
        id: row.get(1)?,
        rev: row.get(2)?,
        deleted: row.get(3)?,
        body: row.get(4)?,
        hash: row.get(5)?,
    })
}

/// Counts the rows that were put aside.
pub(super) fn staged_count(connection: &Connection, stream: Stream) -> Stored<usize> {
    let count = connection
        .prepare_cached("select count(*) from staged_row where stream = ?1")?
        .query_row([stream.as_str()], |row| row.get(0))?;
    Ok(count)
}
