//! A large checkpoint made ready beforehand, in short transactions that a cashier hardly waits behind, so that the one that
//! takes it over has next to nothing left to do.

use std::sync::Arc;

use bezmen_contract::wire::{FeedRow, RowKind, Stream};
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

/// How rows of a kind become seen.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// Written beforehand, hidden, and shown all at once.
    Hidden,
    /// Few: written when all is taken over.
    AtOnce,
    /// One after another, as they are made ready. A receipt names one customer, and nothing of it is reckoned from another one
    /// or from what this version does not know, so no sale can tell half of them from all.
    OneByOne,
}

fn seen(kind: &RowKind) -> Seen {
    match kind {
        RowKind::Product => Seen::Hidden,
        RowKind::Customer | RowKind::Other(_) => Seen::OneByOne,
        RowKind::Company
        | RowKind::Store
        | RowKind::Terminal
        | RowKind::TaxRate
        | RowKind::Category
        | RowKind::Person => Seen::AtOnce,
    }
}

/// The kinds of which there are few.
const FEW: [RowKind; 6] = [
    RowKind::Company,
    RowKind::Store,
    RowKind::Terminal,
    RowKind::TaxRate,
    RowKind::Category,
    RowKind::Person,
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
        if old != new {
            make_ready(connection, row, &mut prepared)?;
        }
    }
    let last = rows.last();
    Ok((
        prepared,
        last.map(|row| (kind_text(&row.kind).to_owned(), row.id.clone())),
    ))
}

fn make_ready(
    connection: &Connection,
    row: &FeedRow,
    prepared: &mut Prepared,
) -> Result<(), StoreError> {
    match seen(&row.kind) {
        Seen::Hidden => {
            let outcome = store::prepare_product_row(connection, row).map(|more| {
                prepared.more_active += more;
                AppliedRow::Catalog
            });
            apply::note(outcome, row, &mut prepared.applied)
        }
        Seen::OneByOne => apply::apply(connection, row, &mut prepared.applied),
        Seen::AtOnce => Ok(()),
    }
}

/// Shows what was made ready, and applies the few rows that could not be.
pub(super) fn show(
    connection: &Connection,
    checkpoint: &Checkpoint,
    prepared: &Prepared,
) -> Result<Applied, StoreError> {
    let mut applied = prepared.applied.clone();
    store::show_prepared(connection, prepared.more_active)?;
    for kind in FEW {
        for row in staging::staged_of(connection, checkpoint.stream, &kind)? {
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
