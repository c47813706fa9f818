//! A large checkpoint made ready beforehand, in short transactions that a cashier hardly waits behind, so that the one that
//! takes it over has next to nothing left to do.

use std::sync::Arc;

use bezmen_contract::wire::{RowKind, Stream};
use bezmen_sync::checksum::{StreamSum, kind_text};
use rusqlite::Connection;

use super::apply::{self, Applied, Order, known, move_sum, weight_of};
use super::checkpoint::{Checkpoint, ROWS_AT_ONCE};
use super::meanwhile::Pauses;
use super::pulling::write;
use super::staging;
use super::trouble::Trouble;
use crate::engine::Engine;
use crate::store::{self, AppliedRow, StoreError};

/// What was made ready of a checkpoint.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// What the stream adds up to with all of it.
    pub sum: StreamSum,
    pub applied: Applied,
    /// By how many the active products will be more.
    more_active: i64,
}

/// The kinds whose rows are seen together or not at all. Of all but products there are few: they are written when all is taken
/// over.
pub(super) const TOGETHER: [RowKind; 7] = [
    RowKind::Company,
    RowKind::Store,
    RowKind::Terminal,
    RowKind::TaxRate,
    RowKind::Category,
    RowKind::Person,
    RowKind::Product,
];

/// Makes the staged rows of a checkpoint ready; `sum` is what the stream adds up to without them. They stay staged: what the
/// stream consists of is noted from them when they are taken over.
pub(super) async fn prepare(
    engine: &Arc<Engine>,
    checkpoint: Checkpoint,
    sum: StreamSum,
    pauses: &mut impl Pauses,
) -> Result<Prepared, Trouble> {
    let mut prepared = Prepared {
        sum,
        applied: Applied::default(),
        more_active: 0,
    };
    let mut after = (String::new(), String::new());
    loop {
        let (so_far, from) = (prepared, after);
        let (more, last) = write(engine, move |tx| some(tx, checkpoint, so_far, &from))?;
        prepared = more;
        match last {
            Some(last) => after = last,
            None => return Ok(prepared),
        }
        pauses.pause().await;
    }
}

/// Makes the next rows ready; answers the last that was looked at.
fn some(
    connection: &Connection,
    checkpoint: Checkpoint,
    mut prepared: Prepared,
    after: &(String, String),
) -> Result<(Prepared, Option<(String, String)>), StoreError> {
    let stream = checkpoint.stream;
    let rows = staging::staged_after(connection, stream, after, ROWS_AT_ONCE)?;
    for row in &rows {
        let known = known(connection, stream, row)?;
        if checkpoint.order == Order::NewestWins && known.is_some_and(|(rev, _)| rev > row.rev) {
            staging::unstage(connection, stream, row)?;
            continue;
        }
        let (old, new) = (known.map(|(_, hash)| hash), weight_of(row));
        move_sum(&mut prepared.sum, old, new);
        if old != new && row.kind == RowKind::Product {
            let outcome = store::prepare_product_row(connection, row).map(|more| {
                prepared.more_active += more;
                AppliedRow::Catalog
            });
            apply::note(outcome, row, &mut prepared.applied)?;
        }
    }
    let last = rows.last();
    Ok((
        prepared,
        last.map(|row| (kind_text(&row.kind).to_owned(), row.id.clone())),
    ))
}

/// Shows what was made ready, and applies the few rows that could not be.
pub(super) fn show(
    connection: &Connection,
    checkpoint: &Checkpoint,
    prepared: &Prepared,
) -> Result<Applied, StoreError> {
    let mut applied = prepared.applied.clone();
    store::show_prepared(connection, prepared.more_active)?;
    for kind in TOGETHER.iter().filter(|kind| **kind != RowKind::Product) {
        for row in staging::staged_of(connection, checkpoint.stream, kind)? {
            let known = known(connection, checkpoint.stream, &row)?;
            if known.map(|(_, hash)| hash) != weight_of(&row) {
                apply::apply(connection, &row, &mut applied)?;
            }
        }
    }
    Ok(applied)
}

/// Notes what the stream consists of from a few rows that were taken over, which are staged no longer then. Answers whether
/// there were any.
pub(super) fn note_some(connection: &Connection, stream: Stream) -> Result<bool, StoreError> {
    let rows = staging::staged_after(connection, stream, &Default::default(), ROWS_AT_ONCE)?;
    for row in &rows {
        apply::keep(connection, stream, row)?;
        staging::unstage(connection, stream, row)?;
    }
    Ok(!rows.is_empty())
}
