//! Following the streams.

use std::sync::Arc;

use bezmen_contract::till::Event;
use bezmen_contract::wire::Stream;
use bezmen_sync::pull::{PageOutcome, PullStep, Puller};

use super::apply::{Applied, Order};
use super::checkpoint::{self, Checkpoint, take_over};
use super::http::Server;
use super::meanwhile::Pauses;
use super::trouble::Trouble;
use super::{lost, snapshot, staging};
use crate::engine::Engine;
use crate::store::{self, StoreError};

/// A stream may be read anew so often in a round before the server is taken to be at fault.
const MOST_RESYNCS: u32 = 2;

/// Brings streams to the server's head. Store and terminal are taken over together: the terminal's `applied_seq` says
/// which of the till's own operations the store's rows count already. `pauses` come whenever a while has passed.
pub(super) async fn pull(
    engine: &Arc<Engine>,
    server: &Server,
    streams: &[Stream],
    pauses: &mut impl Pauses,
) -> Result<Applied, Trouble> {
    let (mut imported, mut taken) = (Applied::default(), Applied::default());
    let outcome = follow(engine, server, streams, &mut imported, &mut taken, pauses).await;
    announce(engine, &imported);
    outcome?;
    taken.add(&imported);
    Ok(taken)
}

/// Notes apart what a first reading has imported and what was taken over, which is told by then.
async fn follow(
    engine: &Arc<Engine>,
    server: &Server,
    streams: &[Stream],
    imported: &mut Applied,
    taken: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<(), Trouble> {
    let mut together = Vec::new();
    for stream in streams {
        let mut resyncs = 0;
        loop {
            match fetch(engine, server, *stream, imported, pauses).await? {
                Fetched::Staged(checkpoint) if *stream == Stream::Tenant => {
                    if take_over(engine, vec![checkpoint], taken, pauses).await? {
                        break;
                    }
                }
                Fetched::Staged(checkpoint) => {
                    together.push(checkpoint);
                    break;
                }
                Fetched::ReadAnew => {}
            }
            resyncs += 1;
            if resyncs > MOST_RESYNCS {
                return Err(Trouble::DoesNotAddUp(stream.as_str()));
            }
        }
    }
    if !together.is_empty() && !take_over(engine, together, taken, pauses).await? {
        // What did not add up has lost its cursor: it is read anew in the next round.
        return Err(Trouble::DoesNotAddUp(Stream::Store.as_str()));
    }
    Ok(())
}

enum Fetched {
    Staged(Checkpoint),
    /// The cursor is gone; ask again.
    ReadAnew,
}

/// Stages a stream up to its checkpoint.
async fn fetch(
    engine: &Arc<Engine>,
    server: &Server,
    stream: Stream,
    applied: &mut Applied,
    pauses: &mut impl Pauses,
) -> Result<Fetched, Trouble> {
    let (cursor, identity) = engine.store.read(|connection| {
        Ok::<_, StoreError>((
            staging::cursor(connection, stream)?,
            store::get_identity(connection)?,
        ))
    })?;
    let identity = identity.ok_or(Trouble::NotPaired)?;
    let mut puller = Puller::new(stream, cursor, identity.server_epoch);
    let mut order = Order::NewestWins;
    checkpoint::settle(engine, stream, pauses).await?;
    loop {
        pauses.pause().await;
        let after = match puller.step() {
            PullStep::Page { after } => after,
            PullStep::Snapshot => {
                let read = snapshot::read(engine, server, stream, applied, pauses).await?;
                puller.applied(read.upto);
                order = read.order;
                continue;
            }
        };
        let page = match server.pull(stream, after).await {
            Err(Trouble::Gone) => {
                tracing::info!(
                    stream = stream.as_str(),
                    after,
                    "the server no longer has this revision; the stream is read anew"
                );
                write(engine, move |tx| staging::forget_cursor(tx, stream))?;
                return Ok(Fetched::ReadAnew);
            }
            other => other?,
        };
        match puller.on_page(&page)? {
            PageOutcome::Stage => stage(engine, stream, page.rows)?,
            PageOutcome::Checkpoint { upto, sum } => {
                stage(engine, stream, page.rows)?;
                return Ok(Fetched::Staged(Checkpoint {
                    stream,
                    upto,
                    sum,
                    order,
                }));
            }
            PageOutcome::Resync { server_epoch } if server_epoch != identity.server_epoch => {
                lost::server_restored(engine, server_epoch, None)?;
                return Ok(Fetched::ReadAnew);
            }
            PageOutcome::Resync { .. } => {
                write(engine, move |tx| staging::forget_cursor(tx, stream))?;
                return Ok(Fetched::ReadAnew);
            }
        }
    }
}

pub(super) fn stage(
    engine: &Arc<Engine>,
    stream: Stream,
    rows: Vec<bezmen_contract::wire::FeedRow>,
) -> Result<(), Trouble> {
    if rows.is_empty() {
        return Ok(());
    }
    write(engine, move |tx| staging::stage(tx, stream, &rows))
}

/// Tells the screens what is new.
pub(super) fn announce(engine: &Arc<Engine>, applied: &Applied) {
    if applied.catalog {
        let products = engine.store.read(store::product_count).unwrap_or_default();
        engine.emit(Event::CatalogChanged { products });
    }
    if applied.cards || applied.catalog {
        let told = engine
            .sign_out_who_left()
            .and_then(|()| crate::status::announce(engine));
        if let Err(error) = told {
            tracing::error!(error = %error, "the status could not be read");
        }
    }
    if applied.unreadable > 0 {
        let now_ms = engine.clock.now_ms();
        let noted = write(engine, move |tx| {
            store::put_notice(
                tx,
                "ROWS_UNREADABLE",
                now_ms,
                &lost::words(
                    "Часть данных сервера понимает только более новая версия кассы. Обновите программу кассы.",
                    "Some of the server's data need a newer version of the till. Update the till's program.",
                ),
            )
        });
        if let Err(error) = noted {
            tracing::error!(error = %error, "a notice could not be kept");
        }
    }
}

/// Runs work in one short transaction.
pub(super) fn write<T>(
    engine: &Arc<Engine>,
    work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, Trouble> {
    engine.store.write(work).map_err(Trouble::Store)
}
