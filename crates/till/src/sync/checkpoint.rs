//! Taking staged checkpoints over: seen whole or not at all, and without a cashier waiting.
//!
//! A small one is written in one transaction. A large one is made ready beforehand, hidden, in short transactions; one more,
//! as short, shows it and moves the cursor; and short ones again clear up. Whenever the program dies, the next reading of the
//! stream goes on from there: what was shown is brought to its end, what was not is thrown away and fetched again. What is
//! sold meanwhile is sent between the transactions.

use std::sync::Arc;

use bezmen_contract::wire::Stream;
use bezmen_sync::checksum::StreamSum;
use rusqlite::Connection;

use super::apply::{self, Applied, Order, ROWS_A_TRANSACTION};
use super::meanwhile::Pauses;
use super::prepared::{self, Prepared, prepare};
use super::pulling::{announce, write};
use super::singly::take_singly;
use super::trouble::Trouble;
use super::{lost, staging};
use crate::engine::Engine;
use crate::store::{self, StoreError};

/// Rows written in one transaction, with their places in the search indexes: a cashier who comes meanwhile waits for some
/// hundredths of a second.
pub(super) const ROWS_AT_ONCE: usize = 100;

/// A checkpoint whose rows are staged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checkpoint {
    pub stream: Stream,
    pub upto: u64,
    /// What the rows must add up to; `None` from a server that does not say.
    pub sum: Option<StreamSum>,
    pub order: Order,
}

/// Why a checkpoint was not taken over; nothing of it may be seen then.
#[derive(Debug)]
enum NotTaken {
    Store(StoreError),
    /// The rows do not add up.
    DoesNotAddUp(Stream),
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A checkpoint that can be taken over in one short transaction.
#[derive(Debug, Clone)]
struct Ready {
    checkpoint: Checkpoint,
    /// What the stream adds up to now.
    sum: StreamSum,
    /// A small one has nothing prepared.
    prepared: Option<Prepared>,
}

/// Takes checkpoints over together; `pauses` come between the transactions. Answers false when one does not add up; its
/// cursor is forgotten then.
pub(super) async fn take_over(
    engine: &Arc<Engine>,
    checkpoints: Vec<Checkpoint>,
    applied: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<bool, Trouble> {
    let (mut ready, mut done) = (Vec::new(), Applied::default());
    for checkpoint in checkpoints {
        ready.push(make_ready(engine, checkpoint, &mut done, pauses).await?);
    }
    let streams: Vec<Stream> = ready.iter().map(|one| one.checkpoint.stream).collect();
    let taken = engine.store.write(|tx| take_all(tx, &ready, &mut done));
    if taken.is_ok() {
        // What is seen is told before the rest is cleared up.
        announce(engine, &done);
        applied.add(&done);
    }
    for stream in streams {
        settle(engine, stream, pauses).await?;
    }
    match taken {
        Ok(()) => Ok(true),
        Err(NotTaken::Store(error)) => Err(error.into()),
        Err(NotTaken::DoesNotAddUp(stream)) => {
            read_anew(engine, stream)?;
            Ok(false)
        }
    }
}

async fn make_ready(
    engine: &Arc<Engine>,
    checkpoint: Checkpoint,
    applied: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<Ready, Trouble> {
    let stream = checkpoint.stream;
    let (mut sum, staged) = engine.store.read(|connection| {
        Ok::<_, StoreError>((
            staging::sum(connection, stream)?,
            staging::staged_count(connection, stream)?,
        ))
    })?;
    let is_large = staged > ROWS_AT_ONCE;
    if is_large {
        sum = take_singly(engine, checkpoint, sum, applied, pauses).await?;
    }
    // Products are in the company's stream alone.
    let prepared = if is_large && stream == Stream::Tenant {
        Some(prepare(engine, checkpoint, sum, pauses).await?)
    } else {
        None
    };
    Ok(Ready {
        checkpoint,
        sum,
        prepared,
    })
}

fn take_all(connection: &Connection, ready: &[Ready], done: &mut Applied) -> Result<(), NotTaken> {
    for one in ready {
        done.add(&take(connection, one)?);
    }
    Ok(())
}

fn take(connection: &Connection, ready: &Ready) -> Result<Applied, NotTaken> {
    let (checkpoint, stream) = (&ready.checkpoint, ready.checkpoint.stream);
    let (applied, sum) = match &ready.prepared {
        Some(prepared) => (
            prepared::show(connection, checkpoint, prepared)?,
            prepared.sum,
        ),
        None => {
            let mut sum = ready.sum;
            let rows = staging::staged(connection, stream)?;
            let order = checkpoint.order;
            let applied = apply::take_over(connection, stream, &rows, order, &mut sum)?;
            (applied, sum)
        }
    };
    if checkpoint.sum.is_some_and(|named| named != sum) {
        return Err(NotTaken::DoesNotAddUp(stream));
    }
    staging::set_cursor(connection, stream, checkpoint.upto, sum)?;
    Ok(applied)
}

/// Clears up after a checkpoint, a little at a time: what was shown of it becomes what stands, what was not is thrown away.
pub(super) async fn settle(
    engine: &Arc<Engine>,
    stream: Stream,
    pauses: &mut impl Pauses,
) -> Result<(), Trouble> {
    while write(engine, move |tx| settle_some(tx, stream))? {
        pauses.pause().await;
    }
    Ok(())
}

fn settle_some(connection: &Connection, stream: Stream) -> Result<bool, StoreError> {
    if stream != Stream::Tenant {
        return staging::clear_some(connection, stream, ROWS_A_TRANSACTION);
    }
    let was_staged = if store::is_prepared_shown(connection)? {
        prepared::note_some(connection, stream)?
    } else {
        staging::clear_some(connection, stream, ROWS_A_TRANSACTION)?
    };
    Ok(was_staged || store::settle_prepared(connection, ROWS_AT_ONCE)?)
}

fn read_anew(engine: &Arc<Engine>, stream: Stream) -> Result<(), Trouble> {
    tracing::warn!(
        stream = stream.as_str(),
        "a stream does not add up; it is read anew"
    );
    let now_ms = engine.clock.now_ms();
    write(engine, move |tx| {
        staging::forget_cursor(tx, stream)?;
        store::put_notice(
            tx,
            "STREAM_RESYNC",
            now_ms,
            &lost::words(
                "Данные с сервера не сошлись по контрольной сумме и загружаются заново. Делать ничего не нужно.",
                "The server's data did not add up and are being loaded anew. Nothing needs to be done.",
            ),
        )
    })
}

#[cfg(test)]
mod tests;
