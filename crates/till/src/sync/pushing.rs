//! Sending the log.

use std::sync::Arc;

use bezmen_contract::wire::{HeadReply, PushRequest, Stream};
use bezmen_sync::chain::{parse_hash, verify_run};
use bezmen_sync::push::{Advance, PushStep, Pusher, Remedy};

use super::contact::Contact;
use super::epoch::{self, FromSeq};
use super::http::{Pushed, Server};
use super::lost;
use super::pulling::write;
use super::trouble::Trouble;
use crate::engine::Engine;
use crate::store::{self, Identity, OpHead, OpState, StoreError};

/// What a push did.
#[derive(Debug, Default)]
pub(super) struct PushedOps {
    pub ops: u64,
    pub parked: u64,
    /// The newest revisions, as the last answer named them.
    pub hints: Vec<(Stream, u64)>,
    /// The server keeps what it gets aside: the till was switched off.
    pub is_quarantined: bool,
}

impl PushedOps {
    fn note(&mut self, request: &PushRequest, advance: &Advance) {
        self.ops += request.ops.len() as u64;
        self.parked += advance.parked.len() as u64;
        self.is_quarantined |= !advance.quarantined.is_empty();
    }
}

/// Conflicts may follow each other in a round (a restore, then a fork), but not for ever.
const MOST_CONFLICTS: u32 = 8;

fn standing(engine: &Arc<Engine>) -> Result<(Identity, OpHead), Trouble> {
    let (identity, head) = engine.store.read(|connection| {
        Ok::<_, StoreError>((store::get_identity(connection)?, store::head(connection)?))
    })?;
    identity.zip(head).ok_or(Trouble::NotPaired)
}

fn pusher(identity: &Identity, head: &OpHead) -> Pusher {
    Pusher::new(
        identity.terminal_id,
        head.epoch,
        identity.server_epoch,
        head.received_through,
    )
}

/// Asks what the ledger has, and mends what differs: a server that was restored, a new incarnation of this till.
pub(super) async fn compare_heads(
    engine: &Arc<Engine>,
    server: &Server,
    contact: &Contact,
) -> Result<(), Trouble> {
    for _ in 0..MOST_CONFLICTS {
        let (identity, head) = standing(engine)?;
        let reply = ask_head(server, contact, head.epoch).await?;
        let mut pusher = pusher(&identity, &head);
        match pusher.on_head(&reply, |seq| hash_at(engine, head.epoch, seq)) {
            None => return Ok(()),
            Some(remedy) => carry_out(engine, server, contact, &head, remedy).await?,
        }
    }
    Err(Trouble::Rubbish(
        "the server keeps changing its mind about this till".to_owned(),
    ))
}

async fn ask_head(server: &Server, contact: &Contact, epoch: u32) -> Result<HeadReply, Trouble> {
    let reply = server.head(epoch).await?;
    contact.answered(Some(reply.server_time_ms));
    Ok(reply)
}

fn hash_at(engine: &Arc<Engine>, epoch: u32, seq: u64) -> Option<String> {
    let found = engine
        .store
        .read(|connection| store::pending_ops(connection, epoch, seq, 1));
    found
        .ok()?
        .into_iter()
        .find(|op| op.seq == seq)
        .map(|op| op.hash)
}

/// Sends until the server has everything.
pub(super) async fn push(
    engine: &Arc<Engine>,
    server: &Server,
    contact: &Contact,
) -> Result<PushedOps, Trouble> {
    let mut done = PushedOps::default();
    let mut conflicts = 0;
    let mut window = None;
    loop {
        let (identity, head) = standing(engine)?;
        let mut pusher = pusher(&identity, &head);
        let Some(request) = next_run(engine, &pusher, &head, window)? else {
            return Ok(done);
        };
        match server.push(&request).await {
            Ok(Pushed::Taken(reply)) => {
                contact.answered(Some(reply.server_time_ms));
                let advance = pusher.on_reply(&request, &reply)?;
                done.note(&request, &advance);
                done.hints = reply
                    .hint
                    .iter()
                    .map(|hint| (hint.stream, hint.rev))
                    .collect();
                keep(engine, head.epoch, advance)?;
                window = None;
            }
            Ok(Pushed::Conflict(conflict)) => {
                contact.answered(None);
                tracing::warn!(?conflict, "the server does not take a run");
                conflicts += 1;
                if conflicts > MOST_CONFLICTS {
                    return Err(Trouble::Rubbish("the server refuses every run".to_owned()));
                }
                match pusher.on_conflict(&conflict)? {
                    Remedy::Damaged { seq } => {
                        own_log_is_whole(&identity, &head, &request, seq, engine)?
                    }
                    remedy => carry_out(engine, server, contact, &head, remedy).await?,
                }
            }
            Err(Trouble::TooLarge) if request.ops.len() > 1 => window = Some(request.ops.len() / 2),
            Err(trouble) => return Err(trouble),
        }
    }
}

/// Sends while something else is under way until the server has everything. Answers false when the server objects: that is
/// mended by the next round, for it may change what is under way.
pub(super) async fn push_meanwhile(
    engine: &Arc<Engine>,
    server: &Server,
    contact: &Contact,
    done: &mut PushedOps,
) -> Result<bool, Trouble> {
    while !done.is_quarantined {
        let (identity, head) = standing(engine)?;
        let mut pusher = pusher(&identity, &head);
        let Some(request) = next_run(engine, &pusher, &head, None)? else {
            return Ok(true);
        };
        let Pushed::Taken(reply) = server.push(&request).await? else {
            return Ok(false);
        };
        contact.answered(Some(reply.server_time_ms));
        let advance = pusher.on_reply(&request, &reply)?;
        done.note(&request, &advance);
        keep(engine, head.epoch, advance)?;
    }
    Ok(false)
}

/// The run of the log that is sent next; `None` when the server has everything.
fn next_run(
    engine: &Arc<Engine>,
    pusher: &Pusher,
    head: &OpHead,
    window: Option<usize>,
) -> Result<Option<PushRequest>, Trouble> {
    let PushStep::Send { from_seq, limit } = pusher.step(head.seq) else {
        return Ok(None);
    };
    let limit = window.unwrap_or(limit).min(limit);
    let rows = u32::try_from(limit).unwrap_or(u32::MAX);
    let ops = engine
        .store
        .read(|connection| store::pending_ops(connection, head.epoch, from_seq, rows))?;
    Ok(Some(pusher.request(ops, head.seq, head.hash.clone())))
}

async fn carry_out(
    engine: &Arc<Engine>,
    server: &Server,
    contact: &Contact,
    head: &OpHead,
    remedy: Remedy,
) -> Result<(), Trouble> {
    match remedy {
        Remedy::SendAgain { received_through } => {
            lost::send_again(engine, head.epoch, received_through)?;
            compare_older(engine, server, contact).await
        }
        Remedy::Parted => lost::pending_from_the_start(engine, head.epoch),
        Remedy::ServerRestored {
            server_epoch,
            received_through,
        } => {
            lost::server_restored(engine, server_epoch, Some((head.epoch, received_through)))?;
            compare_older(engine, server, contact).await
        }
        Remedy::AskHead => {
            let (identity, head) = standing(engine)?;
            let reply = ask_head(server, contact, head.epoch).await?;
            let mut pusher = pusher(&identity, &head);
            match pusher.on_head(&reply, |seq| hash_at(engine, head.epoch, seq)) {
                Some(Remedy::NewEpoch { from_seq }) => {
                    epoch::take_new(engine, server, FromSeq(from_seq)).await
                }
                _ => Ok(()),
            }
        }
        Remedy::NewEpoch { from_seq } => epoch::take_new(engine, server, FromSeq(from_seq)).await,
        Remedy::Damaged { seq } => Err(Trouble::LogDamaged(seq)),
    }
}

/// Re-issues what the ledger lacks of earlier incarnations.
pub(super) async fn compare_older(
    engine: &Arc<Engine>,
    server: &Server,
    contact: &Contact,
) -> Result<(), Trouble> {
    for epoch in engine.store.read(epoch::older)? {
        let reply = ask_head(server, contact, epoch).await?;
        let through = bezmen_sync::push::common_through(&reply, |seq| hash_at(engine, epoch, seq));
        epoch::reissue_older(engine, epoch, FromSeq(through + 1))?;
    }
    Ok(())
}

/// Tells bytes that were damaged on the way from a log that is damaged here.
fn own_log_is_whole(
    identity: &Identity,
    head: &OpHead,
    request: &PushRequest,
    seq: u64,
    engine: &Arc<Engine>,
) -> Result<(), Trouble> {
    let first = request
        .ops
        .first()
        .and_then(|op| parse_hash(&op.prev_hash).ok());
    if verify_run(
        identity.terminal_id,
        head.epoch,
        first.as_ref(),
        &request.ops,
    )
    .is_ok()
    {
        return Ok(());
    }
    let now_ms = engine.clock.now_ms();
    write(engine, move |tx| {
        store::put_notice(
            tx,
            "LOG_DAMAGED",
            now_ms,
            &lost::words(
                "Журнал этой кассы повреждён. Ничего не удаляйте: выгрузите журнал в файл и обратитесь в поддержку.",
                "The log of this till is damaged. Delete nothing: export the log to a file and ask the support.",
            ),
        )
    })?;
    Err(Trouble::LogDamaged(seq))
}

/// Marks what the server has.
fn keep(engine: &Arc<Engine>, epoch: u32, advance: Advance) -> Result<(), Trouble> {
    let parked = advance
        .parked
        .into_iter()
        .map(|(seq, reason)| (seq, OpState::Parked, reason));
    let aside = advance
        .quarantined
        .into_iter()
        .map(|seq| (seq, OpState::Parked, "QUARANTINED".to_owned()));
    let outcomes: Vec<_> = parked.chain(aside).collect();
    write(engine, move |tx| {
        store::mark_received(tx, epoch, advance.received_through, &outcomes)
    })
}
