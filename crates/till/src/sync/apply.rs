//! Rows of a stream taken over: only what differs is written, and the sum is kept on the way.

use std::collections::HashSet;

use bezmen_contract::wire::{FeedRow, Stream};
use bezmen_sync::chain::parse_hash;
use bezmen_sync::checksum::{StreamSum, kind_text, weight};
use rusqlite::{Connection, OptionalExtension, params};

use crate::store::{self, AppliedRow, StoreError};

/// Rows that are put aside, compared or thrown away in one transaction: a cashier's commit waits behind it for well under a
/// tenth of a second.
pub(super) const ROWS_A_TRANSACTION: usize = 1_000;

/// What was changed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Applied {
    /// Rows that were new or different.
    pub rows: u64,
    /// Rows whose body this version cannot read.
    pub unreadable: u64,
    pub catalog: bool,
    pub cards: bool,
}

impl Applied {
    pub(super) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.unreadable += other.unreadable;
        self.catalog |= other.catalog;
        self.cards |= other.cards;
    }

    fn note(&mut self, what: AppliedRow) {
        self.rows += 1;
        match what {
            AppliedRow::Catalog => self.catalog = true,
            AppliedRow::Card | AppliedRow::People => self.cards = true,
            AppliedRow::Customers | AppliedRow::Unknown => {}
        }
    }
}

/// How a row relates to what is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// A page: a row that is older than what is here is passed over.
    NewestWins,
    /// A snapshot: what it says holds, whatever is here.
    AsSaid,
}

/// Takes rows over and moves the sum along.
pub(super) fn take_over(
    connection: &Connection,
    stream: Stream,
    rows: &[FeedRow],
    order: Order,
    sum: &mut StreamSum,
) -> Result<Applied, StoreError> {
    let mut applied = Applied::default();
    for row in rows {
        take_row(connection, stream, row, order, sum, &mut applied)?;
    }
    Ok(applied)
}

fn take_row(
    connection: &Connection,
    stream: Stream,
    row: &FeedRow,
    order: Order,
    sum: &mut StreamSum,
    applied: &mut Applied,
) -> Result<(), StoreError> {
    let known = known(connection, stream, row)?;
    if order == Order::NewestWins && known.is_some_and(|(rev, _)| rev > row.rev) {
        return Ok(());
    }
    let (old, new) = (known.map(|(_, hash)| hash), weight_of(row));
    if old != new {
        apply(connection, row, applied)?;
    }
    keep(connection, stream, row)?;
    move_sum(sum, old, new);
    Ok(())
}

/// Takes a row's former weight out of the sum and puts its new one in.
pub(super) fn move_sum(sum: &mut StreamSum, old: Option<i64>, new: Option<i64>) {
    sum.checksum = sum
        .checksum
        .wrapping_sub(old.unwrap_or_default().cast_unsigned())
        .wrapping_add(new.unwrap_or_default().cast_unsigned());
    sum.count = sum.count + u64::from(new.is_some()) - u64::from(old.is_some());
}

/// Revision and weight of a row as it is here.
pub(super) fn known(
    connection: &Connection,
    stream: Stream,
    row: &FeedRow,
) -> Result<Option<(u64, i64)>, StoreError> {
    let known = connection
        .prepare_cached(
            "select rev, hash from feed_row where stream = ?1 and kind = ?2 and id = ?3",
        )?
        .query_row(
            params![stream.as_str(), kind_text(&row.kind), row.id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(known)
}

/// What a row adds to the sum; `None` for a deletion. The hash was checked when the row came in.
pub(super) fn weight_of(row: &FeedRow) -> Option<i64> {
    (!row.deleted).then(|| {
        parse_hash(&row.hash)
            .map_or(0, |hash| weight(&hash))
            .cast_signed()
    })
}

/// Leaves out the rows that are here just so.
pub(super) fn that_differ(
    connection: &Connection,
    stream: Stream,
    rows: Vec<FeedRow>,
) -> Result<Vec<FeedRow>, StoreError> {
    let mut differ = Vec::new();
    for row in rows {
        let is_here = match (known(connection, stream, &row)?, weight_of(&row)) {
            (Some((rev, old)), Some(new)) => rev == row.rev && old == new,
            (None, None) => true,
            _ => false,
        };
        if !is_here {
            differ.push(row);
        }
    }
    Ok(differ)
}

/// Applies a row, a deletion included.
pub(super) fn apply(
    connection: &Connection,
    row: &FeedRow,
    applied: &mut Applied,
) -> Result<(), StoreError> {
    note(store::apply_row(connection, row), row, applied)
}

/// Notes what came of a row.
pub(super) fn note(
    outcome: Result<AppliedRow, StoreError>,
    row: &FeedRow,
    applied: &mut Applied,
) -> Result<(), StoreError> {
    match outcome {
        Ok(what) => {
            applied.note(what);
            Ok(())
        }
        // A newer server may say what this version cannot read. The rest of the stream must not wait for that row.
        Err(StoreError::Unreadable(why)) => {
            tracing::warn!(row.kind = kind_text(&row.kind), row.id = %row.id, why, "a row of the server cannot be read");
            applied.unreadable += 1;
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Remembers revision and weight of a row.
pub(super) fn keep(
    connection: &Connection,
    stream: Stream,
    row: &FeedRow,
) -> Result<(), StoreError> {
    let kind = kind_text(&row.kind);
    match weight_of(row) {
        Some(hash) => connection
            .prepare_cached(
                "insert into feed_row (stream, kind, id, rev, hash) values (?1, ?2, ?3, ?4, ?5)
                on conflict (stream, kind, id) do update set rev = excluded.rev, hash = excluded.hash",
            )?
            .execute(params![stream.as_str(), kind, row.id, row.rev, hash])?,
        None => connection
            .prepare_cached("delete from feed_row where stream = ?1 and kind = ?2 and id = ?3")?
            .execute(params![stream.as_str(), kind, row.id])?,
    };
    Ok(())
}

/// Lists the rows of a stream that a snapshot did not name: they are gone on the server.
pub(super) fn unnamed(
    connection: &Connection,
    stream: Stream,
    named: &HashSet<String>,
) -> Result<Vec<FeedRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("select kind, id, rev from feed_row where stream = ?1")?;
    let rows = statement.query_map([stream.as_str()], |row| {
        Ok(FeedRow {
            kind: row.get::<_, store::Word<_>>(0)?.0,
            id: row.get(1)?,
            rev: row.get(2)?,
            deleted: true,
            body: String::new(),
            hash: String::new(),
        })
    })?;
    let rows: Vec<FeedRow> = rows.collect::<Result<_, _>>()?;
    Ok(rows
        .into_iter()
        .filter(|row| !named.contains(&row_name(row)))
        .collect())
}

/// One name for a row of any kind.
pub(super) fn row_name(row: &FeedRow) -> String {
    format!("{}/{}", kind_text(&row.kind), row.id)
}
