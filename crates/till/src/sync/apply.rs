//! Rows of a stream taken over: only what differs is written, and the sum is kept on the way.

use std::collections::HashSet;

use bezmen_contract::wire::{FeedRow, Stream};
use bezmen_sync::chain::parse_hash;
use bezmen_sync::checksum::{StreamSum, kind_text, weight};
use rusqlite::{Connection, OptionalExtension, params};

use super::prepared::{self, Prepared};
use super::staging;
use crate::store::{self, AppliedRow, StoreError};

/// Rows that are put aside, compared or thrown away in one transaction: a cashier's commit waits behind it for well under a
/// tenth of a second.
pub(super) const ROWS_A_TRANSACTION: usize = 1_000;

/// Rows taken over between two looks at whether a cashier waits: a millisecond or two of work.
const ROWS_A_LOOK: u64 = 32;

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
    keep(connection, stream, kind_text(&row.kind), row, new)?;
    sum.checksum = sum
        .checksum
        .wrapping_sub(old.unwrap_or_default().cast_unsigned())
        .wrapping_add(new.unwrap_or_default().cast_unsigned());
    sum.count = sum.count + u64::from(new.is_some()) - u64::from(old.is_some());
    Ok(())
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

fn apply(connection: &Connection, row: &FeedRow, applied: &mut Applied) -> Result<(), StoreError> {
    match store::apply_row(connection, row) {
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

fn keep(
    connection: &Connection,
    stream: Stream,
    kind: &str,
    row: &FeedRow,
    hash: Option<i64>,
) -> Result<(), StoreError> {
    match hash {
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

/// A checkpoint whose rows are staged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checkpoint {
    pub stream: Stream,
    pub upto: u64,
    /// What the rows must add up to; `None` from a server that does not say.
    pub sum: Option<StreamSum>,
    pub order: Order,
}

/// Why a checkpoint was not taken over; nothing of it may be kept then.
#[derive(Debug)]
pub(super) enum NotTaken {
    Store(StoreError),
    /// The rows do not add up.
    DoesNotAddUp(Stream),
    /// Somebody else waits to write.
    GaveWay,
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Takes a whole checkpoint over: what was made ready of it, its staged rows and the cursor. Runs inside one transaction, so
/// that nobody sees half of what the server committed; looks all along whether it must give way.
pub(super) fn checkpoint(
    connection: &Connection,
    checkpoint: &Checkpoint,
    prepared: &Prepared,
    must_give_way: &(impl Fn() -> bool + Clone + Send + 'static),
) -> Result<Applied, NotTaken> {
    let stream = checkpoint.stream;
    let mut sum = staging::sum(connection, stream)?;
    let (mut applied, mut taken) = (Applied::default(), 0_u64);
    if must_give_way() {
        return Err(NotTaken::GaveWay);
    }
    let looks = must_give_way.clone();
    prepared::take_over(connection, stream, prepared, looks, &mut sum, &mut applied)?;
    staging::each_staged(connection, stream, |row| {
        if taken.is_multiple_of(ROWS_A_LOOK) && must_give_way() {
            return Err(NotTaken::GaveWay);
        }
        taken += 1;
        take_row(
            connection,
            stream,
            &row,
            checkpoint.order,
            &mut sum,
            &mut applied,
        )?;
        Ok(())
    })?;
    if checkpoint.sum.is_some_and(|named| named != sum) {
        return Err(NotTaken::DoesNotAddUp(stream));
    }
    staging::set_cursor(connection, stream, checkpoint.upto, sum)?;
    Ok(applied)
}
