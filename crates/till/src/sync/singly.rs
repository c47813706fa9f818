//! Rows of a large checkpoint that nobody has to see together with others: each becomes seen by itself, a few in one short
//! transaction. A receipt names one customer, and nothing of it is reckoned from another one or from what this version does not
//! know, so no sale can tell half of them from all.

use std::sync::Arc;

use bezmen_sync::checksum::StreamSum;
use rusqlite::Connection;

use super::apply::{self, Applied};
use super::checkpoint::{Checkpoint, ROWS_AT_ONCE};
use super::meanwhile::Pauses;
use super::prepared::TOGETHER;
use super::pulling::write;
use super::staging;
use super::trouble::Trouble;
use crate::engine::Engine;
use crate::store::StoreError;

/// Takes over what need not be seen together; it is staged no longer then. `sum` is what the stream adds up to without it, the
/// answer what it adds up to now. The cursor keeps its revision: whoever goes on from there after a fall meets the same rows.
pub(super) async fn take_singly(
    engine: &Arc<Engine>,
    checkpoint: Checkpoint,
    mut sum: StreamSum,
    applied: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<StreamSum, Trouble> {
    while let Some((some, moved)) = write(engine, |tx| take_some(tx, checkpoint, sum))? {
        applied.add(&some);
        sum = moved;
        pauses.pause().await;
    }
    Ok(sum)
}

fn take_some(
    connection: &Connection,
    checkpoint: Checkpoint,
    mut sum: StreamSum,
) -> Result<Option<(Applied, StreamSum)>, StoreError> {
    let stream = checkpoint.stream;
    let rows = staging::staged_but(connection, stream, &TOGETHER, ROWS_AT_ONCE)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let applied = apply::take_over(connection, stream, &rows, checkpoint.order, &mut sum)?;
    for row in &rows {
        staging::unstage(connection, stream, row)?;
    }
    if let Some(revision) = staging::cursor(connection, stream)? {
        staging::set_cursor(connection, stream, revision, sum)?;
    }
    Ok(Some((applied, sum)))
}
