//! Taking staged checkpoints over: whole, in one transaction, and yet without a cashier waiting. The transaction gives way to
//! whoever else wants to write, is undone, and comes again a moment later; a shop that never pauses gets it at last all the same.

use std::sync::Arc;
use std::time::Duration;

use bezmen_contract::wire::Stream;

use super::apply::{self, Applied, Checkpoint, NotTaken, ROWS_A_TRANSACTION};
use super::prepared::{self, Prepared};
use super::pulling::write;
use super::trouble::Trouble;
use super::{lost, staging};
use crate::engine::Engine;
use crate::store;

/// The pause after giving way: somebody is at work, and one call is often followed by the next.
const PAUSE: Duration = Duration::from_millis(200);

/// So often a checkpoint gives way before it is taken over while somebody waits, once: five seconds of a shop that never pauses
/// for as long as the transaction takes.
const TURNS: usize = 25;

/// Rows that could not be made ready beforehand, such as new names, cost one more turn for so many: the longer the
/// transaction, the longer it looks for a pause. Meanwhile nothing is sent either, so patience ends.
const ROWS_A_TURN: usize = 100;

/// Takes checkpoints over together. Answers false when one does not add up; its cursor is forgotten then.
pub(super) async fn take_over(
    engine: &Arc<Engine>,
    checkpoints: Vec<Checkpoint>,
    applied: &mut Applied,
) -> Result<bool, Trouble> {
    let (mut ready, mut most_turns) = (Vec::new(), TURNS);
    for checkpoint in checkpoints {
        let stream = checkpoint.stream;
        let prepared = prepared::prepare(engine, stream, checkpoint.order)?;
        let left = engine
            .store
            .read(|connection| staging::staged_count(connection, stream))?;
        most_turns += left / ROWS_A_TURN;
        ready.push((checkpoint, prepared));
    }
    for turn in 1.. {
        match one_turn(engine, ready.clone(), turn < most_turns) {
            Ok(done) => {
                applied.add(&done);
                break;
            }
            Err(NotTaken::GaveWay) => {
                tracing::debug!(turn, "a checkpoint gives way");
                tokio::time::sleep(PAUSE).await;
            }
            Err(NotTaken::Store(error)) => return Err(error.into()),
            Err(NotTaken::DoesNotAddUp(stream)) => {
                read_anew(engine, stream)?;
                return Ok(false);
            }
        }
    }
    for (checkpoint, _) in ready {
        clear_staged(engine, checkpoint.stream)?;
    }
    Ok(true)
}

fn one_turn(
    engine: &Arc<Engine>,
    ready: Vec<(Checkpoint, Prepared)>,
    gives_way: bool,
) -> Result<Applied, NotTaken> {
    let of_writer = Arc::clone(engine);
    engine.store.write(move |tx| {
        let must_give_way = move || gives_way && of_writer.store.is_awaited();
        let mut done = Applied::default();
        for (checkpoint, prepared) in &ready {
            done.add(&apply::checkpoint(
                tx,
                checkpoint,
                prepared,
                &must_give_way,
            )?);
        }
        Ok(done)
    })
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

/// Throws away what is staged of a stream, a little at a time.
pub(super) fn clear_staged(engine: &Arc<Engine>, stream: Stream) -> Result<(), Trouble> {
    while write(engine, move |tx| {
        staging::clear_some(tx, stream, ROWS_A_TRANSACTION)
    })? {}
    Ok(())
}

#[cfg(test)]
mod tests;
