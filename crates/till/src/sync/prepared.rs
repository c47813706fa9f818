//! New prices made ready beforehand. Most of what a large checkpoint brings are products that differ in price, unit or tax
//! alone. They are found and parsed a few at a time and laid into tables of the writing connection's own memory, so that the
//! transaction that takes the checkpoint over has two statements for all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use bezmen_contract::wire::row::ProductRow;
use bezmen_contract::wire::{FeedRow, RowKind, Stream};
use bezmen_sync::checksum::{StreamSum, kind_text};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, params};

use super::apply::{Applied, NotTaken, Order, known, weight_of};
use super::pulling::write;
use super::staging;
use super::trouble::Trouble;
use crate::engine::Engine;
use crate::store::{StoreError, Text};

/// Rows made ready in one transaction.
const ROWS_AT_ONCE: usize = 250;

/// Fewer rows than this are taken over as quickly one by one.
const WORTH_IT: usize = 500;

/// Steps of the database's machine between two looks at whether a cashier waits: well under a millisecond.
const STEPS_A_LOOK: i32 = 2_000;

/// What was made ready of a stream, and how it moves the sum. Every row of it is here already, in an older form: as many come
/// as go.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Prepared {
    rows: u64,
    /// Those of them that say something else than before.
    changed: u64,
    /// What the weights put in exceed those taken out by, modulo 2⁶⁴ as the sum is.
    checksum: u64,
}

impl Prepared {
    fn note(&mut self, old: i64, new: i64) {
        self.add(Self {
            rows: 1,
            changed: u64::from(old != new),
            checksum: new.cast_unsigned().wrapping_sub(old.cast_unsigned()),
        });
    }

    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.changed += other.changed;
        self.checksum = self.checksum.wrapping_add(other.checksum);
    }
}

/// Makes ready what can be of the staged rows of a stream; the rest stays staged.
pub(super) fn prepare(
    engine: &Arc<Engine>,
    stream: Stream,
    order: Order,
) -> Result<Prepared, Trouble> {
    let staged = engine
        .store
        .read(|connection| staging::staged_count(connection, stream))?;
    let mut prepared = Prepared::default();
    if stream != Stream::Tenant || staged < WORTH_IT {
        return Ok(prepared);
    }
    write(engine, begin)?;
    let mut after = String::new();
    loop {
        let from = after.clone();
        let (piece, last) = write(engine, move |tx| some(tx, stream, order, &from))?;
        prepared.add(piece);
        match last {
            Some(last) => after = last,
            None => return Ok(prepared),
        }
    }
}

/// What an attempt before left behind goes.
fn begin(connection: &Transaction<'_>) -> Result<(), StoreError> {
    connection.execute_batch(
        "create temp table if not exists prepared_row (
            stream text not null, kind text not null, id text not null, rev integer not null, hash integer not null,
            primary key (stream, kind, id)
        ) strict, without rowid;
        create temp table if not exists prepared_product (
            rid integer primary key, unit text not null, price_minor integer not null, tax_rate_id text not null,
            rev integer not null
        ) strict;
        delete from prepared_row;
        delete from prepared_product;",
    )?;
    Ok(())
}

/// Makes the next products ready; answers the last that was looked at.
fn some(
    connection: &Connection,
    stream: Stream,
    order: Order,
    after: &str,
) -> Result<(Prepared, Option<String>), StoreError> {
    let rows = staging::staged_after(
        connection,
        stream,
        kind_text(&RowKind::Product),
        after,
        ROWS_AT_ONCE,
    )?;
    let mut prepared = Prepared::default();
    for row in &rows {
        let known = known(connection, stream, row)?;
        let (Some((rev, old)), Some(new)) = (known, weight_of(row)) else {
            continue;
        };
        if order == Order::NewestWins && rev > row.rev {
            continue;
        }
        if old != new && !lay_price(connection, row)? {
            continue;
        }
        connection
            .prepare_cached(
                "insert into prepared_row (stream, kind, id, rev, hash) values (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                stream.as_str(),
                kind_text(&row.kind),
                row.id,
                row.rev,
                new
            ])?;
        staging::unstage(connection, stream, row)?;
        prepared.note(old, new);
    }
    Ok((prepared, rows.last().map(|row| row.id.clone())))
}

/// Lays a product aside that differs in price, unit or tax alone; false when it differs in more.
fn lay_price(connection: &Connection, row: &FeedRow) -> Result<bool, StoreError> {
    let Ok(wanted) = serde_json::from_str::<ProductRow>(&row.body) else {
        return Ok(false);
    };
    let here = connection
        .prepare_cached(
            "select rid, name, sku, category_id, quick_key, active from product where id = ?1",
        )?
        .query_row([Text(wanted.product_id)], |row| {
            let category: Option<Text<_>> = row.get(3)?;
            Ok((
                row.get::<_, i64>(0)?,
                (
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    category.map(|id| id.0),
                    row.get(4)?,
                    row.get::<_, bool>(5)?,
                ),
            ))
        })
        .optional()?;
    let Some((rid, here)) = here else {
        return Ok(false);
    };
    let is_same = here
        == (
            wanted.name,
            wanted.sku,
            wanted.category_id,
            wanted.quick_key,
            wanted.active,
        );
    if !is_same || barcodes(connection, rid)? != wanted.barcodes.into_iter().collect() {
        return Ok(false);
    }
    connection
        .prepare_cached(
            "insert into prepared_product (rid, unit, price_minor, tax_rate_id, rev) values (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            rid,
            wanted.unit.code(),
            wanted.price.minor(),
            Text(wanted.tax_rate_id),
            row.rev
        ])?;
    Ok(true)
}

fn barcodes(connection: &Connection, rid: i64) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection
        .prepare_cached("select code from product_barcode where rid = ?1 and local = 0")?;
    let codes = statement.query_map([rid], |row| row.get(0))?;
    Ok(codes.collect::<Result<_, _>>()?)
}

/// Takes over what was made ready and moves the sum along. Its statements are broken off when it must give way.
pub(super) fn take_over(
    connection: &Connection,
    stream: Stream,
    prepared: &Prepared,
    must_give_way: impl FnMut() -> bool + Send + 'static,
    sum: &mut StreamSum,
    applied: &mut Applied,
) -> Result<(), NotTaken> {
    if prepared.rows == 0 {
        return Ok(());
    }
    let looking = Looking::begin(connection, must_give_way)?;
    lay_over(connection, stream)?;
    drop(looking);
    sum.checksum = sum.checksum.wrapping_add(prepared.checksum);
    applied.rows += prepared.changed;
    applied.catalog |= prepared.changed > 0;
    Ok(())
}

/// Breaks statements off when they must give way, for as long as it lives.
struct Looking<'c>(&'c Connection);

impl<'c> Looking<'c> {
    fn begin(
        connection: &'c Connection,
        must_give_way: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Self, StoreError> {
        connection.progress_handler(STEPS_A_LOOK, Some(must_give_way))?;
        Ok(Self(connection))
    }
}

impl Drop for Looking<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.progress_handler(0, None::<fn() -> bool>) {
            tracing::error!(error = %error, "the writing connection goes on looking whether it must give way");
        }
    }
}

fn lay_over(connection: &Connection, stream: Stream) -> Result<(), NotTaken> {
    let outcome = lay_over_whole(connection, stream);
    outcome.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => NotTaken::GaveWay,
        _ => StoreError::from(error).into(),
    })
}

fn lay_over_whole(connection: &Connection, stream: Stream) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "update product set (unit, price_minor, tax_rate_id, rev) =
                (select p.unit, p.price_minor, p.tax_rate_id, p.rev from prepared_product p where p.rid = product.rid)
            where rid in (select rid from prepared_product)",
        )?
        .execute([])?;
    connection
        .prepare_cached(
            "insert into feed_row (stream, kind, id, rev, hash)
            select stream, kind, id, rev, hash from prepared_row where stream = ?1
            on conflict (stream, kind, id) do update set rev = excluded.rev, hash = excluded.hash",
        )?
        .execute([stream.as_str()])?;
    Ok(())
}
